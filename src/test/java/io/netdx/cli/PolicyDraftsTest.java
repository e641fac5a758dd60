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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The policy that a remedy offers is applied to the case that asked for it: afterwards, nothing is blocked any more. */
class PolicyDraftsTest {

    private static final Diagnosis DIAGNOSIS = new Diagnosis();
    private static final String APPLY = "kubectl apply -f - <<'EOF'\n";
    private static final Path DENY = Path.of("facts/cases/policy/default-deny-ingress/positive.yaml");

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> draftsOpenWhatIsShut() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("facts/cases/policy"))) {
            List<Path> positive = files.filter(f -> f.getFileName().toString().matches("positive.*\\.yaml")).sorted().toList();
            assertThat(positive.stream().filter(f -> draft(blamed(f)).isPresent())).hasSizeGreaterThan(25);
            return positive.stream().filter(f -> draft(blamed(f)).isPresent()).map(f -> DynamicTest.dynamicTest(f.getParent().getFileName() + "/" + f.getFileName(),
                    () -> opens(f))).toList();
        }
    }

    private void opens(Path file) throws IOException {
        Judgement.Diagnosis blamed = blamed(file);
        Path mended = copy(Files.readString(file) + "\n---\n" + draft(blamed).orElseThrow());
        DiagnosisReport after = diagnose(mended);
        assertThat(after.problems()).isEmpty();
        assertThat(after.judgement().diagnoses()).noneMatch(d -> d.state() == Judgement.State.ACTIVE && d.confidence() >= 0.5
                && d.cause().equals(blamed.cause()) && d.subject().equals(blamed.subject()));
    }

    /** A label that no API server would take was written by somebody who wants it pasted. */
    @Test
    void noDraftIsMadeOfWhatIsNoLabel() throws IOException {
        Judgement.Diagnosis blamed = blamed(copy(Files.readString(DENY).replace("\"app\": \"cart\"", "\"app\": \"cart'; reboot; '\"")));
        assertThat(blamed.cause().id()).isEqualTo("policy/default-deny-ingress");
        assertThat(blamed.remedies().get(0).command()).isEmpty();
        assertThat(blamed.remedies().toString()).doesNotContain("reboot");
    }

    /** A case with the clusters that it may build on beside it. */
    private Path copy(String text) throws IOException {
        Path healthy = Files.createDirectories(folder.resolve("healthy"));
        try (Stream<Path> bases = Files.list(Path.of("facts/healthy"))) {
            for (Path base : bases.filter(Files::isRegularFile).toList()) {
                Files.writeString(healthy.resolve(base.getFileName()), Files.readString(base));
            }
        }
        return Files.writeString(Files.createDirectories(folder.resolve("cases")).resolve("case.yaml"), text);
    }

    private static DiagnosisReport diagnose(Path file) throws IOException {
        return DIAGNOSIS.of(List.of(file.toString()), InputStream.nullInputStream());
    }

    private static Judgement.Diagnosis blamed(Path file) {
        try {
            return diagnose(file).judgement().diagnoses().get(0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Optional<String> draft(Judgement.Diagnosis diagnosis) {
        return diagnosis.remedies().stream().map(Judgement.Remedy::command).filter(c -> c.startsWith(APPLY))
                .map(c -> c.substring(APPLY.length(), c.length() - "EOF".length())).findFirst();
    }
}
