package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void twoCases() throws IOException {
        Path cases = Files.createDirectories(folder.resolve("cases"));
        Files.copy(Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml"), cases.resolve("positive.yaml"));
        Files.copy(Path.of("facts/healthy/quiet.yaml"), cases.resolve("quiet.yaml"));
        Files.writeString(cases.resolve("undecided.yaml"), "apiVersion: netdx/v1\nkind: Case\nexpect:\n  absent: dns/loop\n");
    }

    @Test
    void figuresByFamily() {
        Run run = Run.of("evaluate", folder.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).containsPattern("service +1 +1\\.000 +1\\.000 +1\\.00 +1\\.00 +1\\.000 +- +0 +- +0\\.000 +0\\.\\d\\d")
                .containsPattern("healthy +1 +- +- +- +- +- +- +0 +0/1 +0\\.000")
                .contains("1 faulty: top-1 1 (1.00)").contains("1 healthy: false alarms 0").doesNotContain("undecided");
    }

    @Test
    void whatIsForgottenIsUnknownAndTheSameForASeed() {
        Run run = Run.of("evaluate", folder.toString(), "--drop", "0.9", "--seed", "7");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains(" without ").contains("0 absences claimed").contains("1 healthy: false alarms 0");
        assertThat(Run.of("evaluate", folder.toString(), "--drop", "0.9", "--seed", "7").out()).isEqualTo(run.out());
    }

    @Test
    void aShareOfAllLeavesNothingToJudge() {
        Run run = Run.of("evaluate", folder.toString(), "--drop", "1");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("from 0 to below 1");
    }

    @Test
    void aFileThatHoldsNoLabelsIsNamed() throws IOException {
        Path labels = Files.writeString(folder.resolve("labels.yaml"), "a: [b]\n---\nc: [d]\n");
        Run run = Run.of("evaluate", folder.toString(), "--labels", labels.toString());
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err().lines()).singleElement().asString().contains("labels.yaml", "not one YAML document").doesNotContain("internal error");
    }
}
