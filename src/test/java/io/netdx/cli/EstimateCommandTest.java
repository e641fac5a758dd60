package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateCommandTest {

    private static final int CASES = 12;

    @TempDir
    private Path folder;

    /** The same fault twelve times; every one of its clients answers 5xx nowhere, though the catalogue says that many do. */
    @BeforeEach
    void cases() throws IOException {
        Path cases = Files.createDirectories(folder.resolve("cases"));
        for (int i = 0; i < CASES; i++) {
            Files.copy(Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml"), cases.resolve("positive-" + i + ".yaml"));
        }
        Files.copy(Path.of("facts/healthy/quiet.yaml"), cases.resolve("quiet.yaml"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @Test
    void countsWhatTheCasesShowAndChangesNothing() {
        Run run = Run.of("estimate", folder.resolve("cases").toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith((CASES + 1) + " cases, ").containsPattern("strength service/selector-mismatch +\\S+ +0\\.\\d+ -> 0\\.\\d+ +\\((0|12) of 12\\)")
                .doesNotContain("prior ");
        assertThat(Run.of("estimate", folder.resolve("cases").toString()).out()).isEqualTo(run.out());
    }

    @Test
    void fewCasesMoveNothing() {
        assertThat(Run.of("estimate", folder.resolve("cases").toString(), "--least", "50").out()).startsWith((CASES + 1) + " cases, 0 figures");
    }

    @Test
    void writesTheFiguresIntoTheFilesThatAreNamed() throws IOException {
        copy(Path.of("rules/service"), folder.resolve("rules/service"));
        copy(Path.of("facts/knowledge"), folder.resolve("facts/knowledge"));
        Path file = folder.resolve("rules/service/selector-mismatch.yaml");
        List<String> before = Files.readAllLines(file);
        Run run = Run.of("estimate", folder.resolve("cases").toString(), "--priors", "--write", folder.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("prior    service/selector-mismatch");
        List<String> after = Files.readAllLines(file);
        assertThat(after).anyMatch(l -> l.contains("strength: 0.") && l.endsWith("of 12")).anyMatch(l -> l.matches("prior: 0\\.\\d+"))
                .contains("priorOrigin: \"learned: 12 of 12\"");
        List<String> kept = before.stream().filter(l -> !l.contains("strength:") && !l.startsWith("prior")).toList();
        assertThat(after).as("all else stands as it stood").containsSubsequence(kept);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(Run.of("estimate", folder.resolve("none").toString())).satisfies(r -> {
            assertThat(r.status()).isEqualTo(3);
            assertThat(r.err()).contains("no such folder");
        });
        assertThat(Run.of("estimate", folder.resolve("cases").toString(), "--write", folder.resolve("cases").toString()).err()).contains("holds no folder rules");
    }
}
