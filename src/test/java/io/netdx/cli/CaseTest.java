package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.reason.Judgement;
import io.netdx.report.DiagnosisReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every case file: what must, and what must not be diagnosed. A file's first document may expect {@code top} with its
 * {@code subject}; {@code any}: the cause is among the active diagnoses, with its subject; {@code only}: no other
 * active root; {@code latent}; {@code absent}: no active
 * diagnosis; {@code unlisted}: none at all, not even a latent one; {@code unknown}: the cause could not be judged; {@code verdict}.
 */
class CaseTest {

    private static final String FOLDER = "case.yaml";
    private static final Diagnosis DIAGNOSIS = new Diagnosis();

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return tests(Path.of("facts/cases"));
    }

    @TestFactory
    Stream<DynamicTest> healthy() throws IOException {
        return tests(Path.of("facts/healthy"));
    }

    private static Stream<DynamicTest> tests(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml") && !insideFolderCase(f)).sorted().toList().stream()
                    .map(f -> DynamicTest.dynamicTest(folder.relativize(f).toString(), () -> check(f)));
        }
    }

    /** A folder with an expectation is one case; its other files are the snapshot. */
    private static boolean insideFolderCase(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(FOLDER))) {
                return !file.endsWith(FOLDER);
            }
        }
        return false;
    }

    private static void check(Path file) throws IOException {
        Map<?, ?> expect = (Map<?, ?>) head(file).get("expect");
        Path snapshot = file.endsWith(FOLDER) ? file.getParent() : file;
        DiagnosisReport report = DIAGNOSIS.of(List.of(snapshot.toString()), InputStream.nullInputStream());
        List<Judgement.Diagnosis> active = report.judgement().diagnoses().stream()
                .filter(d -> d.state() == Judgement.State.ACTIVE && d.confidence() >= 0.5).toList();
        assertThat(report.problems()).isEmpty();
        if (expect.get("top") != null) {
            assertThat(active).as("an active diagnosis").isNotEmpty();
            assertThat(active.get(0).cause().id() + " on " + active.get(0).subject())
                    .isEqualTo(expect.get("top") + " on " + expect.get("subject"));
        }
        if (expect.get("any") != null) {
            assertThat(active).anyMatch(d -> (d.cause().id() + " on " + d.subject()).equals(expect.get("any") + " on " + expect.get("subject")));
        }
        if (expect.get("only") != null) {
            assertThat(active.stream().filter(d -> d.role() != Judgement.Role.CONSEQUENCE).map(d -> d.cause().id()).toList())
                    .isEqualTo(List.of(expect.get("only")));
        }
        if (expect.get("unlisted") != null) {
            assertThat(report.judgement().diagnoses()).noneMatch(d -> d.cause().id().equals(expect.get("unlisted")));
        }
        if (expect.get("absent") != null) {
            assertThat(active).noneMatch(d -> d.cause().id().equals(expect.get("absent")));
        }
        if (expect.get("latent") != null) {
            assertThat(report.judgement().diagnoses()).anyMatch(d -> d.state() == Judgement.State.LATENT
                    && d.cause().id().equals(expect.get("latent")));
        }
        if (expect.get("unknown") != null) {
            assertThat(report.judgement().notEvaluated()).anyMatch(n -> n.cause().equals(expect.get("unknown")));
        }
        if (expect.get("verdict") != null) {
            assertThat(report.judgement().verdict().name().toLowerCase(java.util.Locale.ROOT)).isEqualTo(expect.get("verdict"));
        }
        assertThat(expect.isEmpty()).as("expects something").isFalse();
    }

    private static Map<?, ?> head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadAllFromInputStream(in).iterator().next();
        }
    }
}
