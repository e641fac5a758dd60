package io.netdx.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and procedures, as they are and as they must not be. */
class KnowledgeYamlTest {

    private final Knowledge knowledge = Knowledge.load();

    @TempDir
    Path folder;

    @Test
    void whatIsPackedIsWhatStandsInTheFiles() {
        assertThat(knowledge).isEqualTo(KnowledgeYaml.read(Path.of("facts/knowledge")));
    }

    @Test
    void everyRowSaysWhereItIsFrom() {
        knowledge.tables().values().forEach(table -> assertThat(table.rows()).as(table.id()).isNotEmpty().allSatisfy(row ->
                assertThat(row.claims().isEmpty() && !row.source().startsWith("https://")).as(table.link(row)).isFalse()));
    }

    @Test
    void everyDangerousStepHasABackupANarrowerWayAndAWayBack() {
        assertThat(knowledge.procedures()).flatExtracting(Procedure::steps).filteredOn(step -> !step.danger().isEmpty()).isNotEmpty()
                .allSatisfy(step -> {
                    assertThat(step.backup()).as(step.id()).isNotEmpty();
                    assertThat(step.narrower()).as(step.id()).isNotEmpty();
                    assertThat(step.undo()).as(step.id()).isNotEmpty();
                });
    }

    @Test
    void stepsThatDeleteSaySo() {
        assertThat(knowledge.procedures()).flatExtracting(Procedure::steps)
                .filteredOn(step -> step.document().contains("delete networkpolicies --all")).isNotEmpty()
                .allSatisfy(step -> assertThat(step.danger()).isNotEmpty());
        assertThat(knowledge.procedures()).flatExtracting(Procedure::steps)
                .allSatisfy(step -> assertThat(step.command()).doesNotContain("--all "));
    }

    @Test
    void mistakesNameTheirPlace() throws IOException {
        write("claims: [{id: C001, lines: 1, kind: rule, verdict: maybe, says: a, upstream: b}]", "", "");
        assertThatThrownBy(() -> KnowledgeYaml.read(folder)).hasMessageContaining("claims.yaml").hasMessageContaining("verdict");
        write("", "tables: [{id: t, topic: cni, title: T, columns: [a], rows: [{id: r, b: 1}]}]", "");
        assertThatThrownBy(() -> KnowledgeYaml.read(folder)).hasMessageContaining("tables.yaml").hasMessageContaining("a is missing");
        write("", "tables: [{id: t, topic: weather, title: T, columns: [], rows: []}]", "");
        assertThatThrownBy(() -> KnowledgeYaml.read(folder)).hasMessageContaining("weather");
        write("", "", "procedures: [{id: p, topic: '', title: P, steps: []}, {id: p, topic: '', title: P, steps: []}]");
        assertThatThrownBy(() -> KnowledgeYaml.read(folder)).hasMessageContaining("p is there twice");
        assertThatThrownBy(() -> knowledge.row("scale", "nodes").number("least")).hasMessageContaining("least");
    }

    private void write(String claims, String tables, String procedures) throws IOException {
        Files.writeString(folder.resolve("claims.yaml"), claims);
        Files.writeString(folder.resolve("tables.yaml"), tables);
        Files.writeString(folder.resolve("procedures.yaml"), procedures);
    }
}
