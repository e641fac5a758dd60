package io.netdx.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.report.AuditReport.Attribute;
import io.netdx.report.AuditReport.Room;
import io.netdx.report.AuditReport.Row;
import io.netdx.fact.ObjectRef;
import io.netdx.reason.Judgement.CauseOn;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Suppressed;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was judged is remembered without loss, and nothing that is damaged, changed or of other settings is taken for it. */
class JournalTest {

    private static final Catalog CATALOG = CatalogCodec.load();
    private static final Input INPUT = new Input("a", "x/a");
    private static final Row FAILED = new Row("a", "x/a", Optional.empty(), List.of(), List.of(), "is empty");

    @TempDir
    private Path root;

    private Journal open(String settings) {
        return new Journal(root.resolve("journal"), settings, CATALOG);
    }

    @Test
    void rowsComeBackAsTheyWere() {
        Diagnosis diagnosis = new Diagnosis();
        DiagnosisReport report = diagnosis.of(List.of("facts/cases/service/selector-mismatch/positive-typo.yaml"), InputStream.nullInputStream());
        CauseOn cause = new CauseOn(report.judgement().diagnoses().get(0).cause().id(), report.judgement().diagnoses().get(0).subject());
        Row row = new Row("a", "x/a", Optional.of(report.suppressing(Map.of(cause, new Suppressed("moved next week", "2027-01-31", "s.yaml:4")), List.of("w"))),
                List.of(new Attribute("kernel", "6.1\u00e9")), List.of(new Room("services", ObjectRef.CLUSTER, "10.0.0.0/24", 250, Long.MAX_VALUE, 1L << 40, 3)), "");
        try (Journal journal = open("1")) {
            journal.remember("f", row);
        }
        try (Journal journal = open("1")) {
            assertThat(journal.remembered("f", INPUT)).contains(row);
            assertThat(journal.remembered("g", INPUT)).isEmpty();
            assertThat(journal.remembered("f", new Input("b/a", "x/a"))).get().extracting(Row::name).isEqualTo("b/a");
        }
        try (Journal journal = open("2")) {
            assertThat(journal.remembered("f", INPUT)).isEmpty();
        }
    }

    @Test
    void aLineThatWasCutOffCountsForNothing() throws IOException {
        try (Journal journal = open("1")) {
            journal.remember("f", FAILED);
            journal.remember("g", FAILED);
        }
        Path file = root.resolve("journal");
        String text = Files.readString(file);
        for (int cut = 1; cut < 40; cut += 13) {
            Files.writeString(file, text.substring(0, text.length() - cut));
            try (Journal journal = open("1")) {
                assertThat(journal.remembered("f", INPUT)).contains(FAILED);
                assertThat(journal.remembered("g", INPUT)).isEmpty();
                journal.remember("h", FAILED);
            }
            try (Journal journal = open("1")) {
                assertThat(journal.remembered("f", INPUT)).isPresent();
                assertThat(journal.remembered("h", INPUT)).isPresent();
            }
        }
        Files.writeString(file, text.substring(0, text.lastIndexOf(' ') + 1) + "AAAB" + text.substring(text.lastIndexOf(' ') + 5));
        try (Journal journal = open("1")) {
            assertThat(journal.remembered("g", INPUT)).isEmpty();
        }
    }

    @Test
    void whatIsGoneIsDroppedAtTheEnd() throws IOException {
        try (Journal journal = open("1")) {
            journal.remember("f", FAILED);
            journal.remember("g", FAILED);
        }
        try (Journal journal = open("1")) {
            journal.remembered("g", INPUT);
            journal.complete();
        }
        assertThat(Files.readAllLines(root.resolve("journal"))).hasSize(2).last().asString().startsWith("g ");
        try (Journal journal = open("1")) {
            assertThat(journal.remembered("g", INPUT)).contains(FAILED);
        }
    }

    @Test
    void anotherFileIsLeftAlone() throws IOException {
        for (String text : List.of("my thesis\n", "one line without an end", "netdx\n", "\u0000")) {
            Path file = Files.writeString(root.resolve("journal"), text);
            assertThatThrownBy(() -> open("1")).isInstanceOf(SourceException.class).hasMessageContaining("no journal");
            assertThat(Files.readString(file)).isEqualTo(text);
        }
        assertThatThrownBy(() -> new Journal(root.resolve("no/such/journal"), "1", CATALOG)).isInstanceOf(SourceException.class);
    }

    @Test
    void aChangedSnapshotHasAnotherFingerprint() throws IOException {
        Path folder = Files.createDirectories(root.resolve("snapshot/pods"));
        Path file = Files.writeString(folder.resolve("pods.json"), "{}");
        Optional<String> before = Fingerprint.of(root.resolve("snapshot").toString());
        assertThat(before).isPresent().isEqualTo(Fingerprint.of(root.resolve("snapshot").toString()));
        Files.writeString(file, " ", StandardOpenOption.APPEND);
        assertThat(Fingerprint.of(root.resolve("snapshot").toString())).isNotEqualTo(before);
        assertThat(Fingerprint.of("-")).isEmpty();
        assertThat(Fingerprint.of(root.resolve("none").toString())).isEmpty();
    }
}
