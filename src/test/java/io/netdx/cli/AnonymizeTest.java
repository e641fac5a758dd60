package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.live.StubApi;
import io.netdx.source.pseudonym.Anonymizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --anonymize} leaves out is never what a diagnosis rests on. */
class AnonymizeTest {

    private static final Path CASES = Path.of("facts/cases");
    private static final String TYPO = "service/selector-mismatch/positive-typo.yaml";
    private static final Diagnosis DIAGNOSIS = new Diagnosis();
    /** All are tried with {@code -Dnetdx.anonymize=1}. */
    private static final int EVERY = Integer.getInteger("netdx.anonymize", 23);

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> aCaseHasTheSameDiagnosesUnderOtherNames() throws IOException {
        List<Path> some = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CASES)) {
            List<Path> all = files.filter(f -> f.toString().endsWith(".yaml") && !f.endsWith("case.yaml")).sorted().toList();
            for (int i = 0; i < all.size(); i += EVERY) {
                some.add(all.get(i));
            }
        }
        return some.stream().map(f -> DynamicTest.dynamicTest(CASES.relativize(f).toString(), () -> same(List.of(f.toString()))));
    }

    private static void same(List<String> paths) {
        Snapshot plain = DIAGNOSIS.read(paths, InputStream.nullInputStream());
        Anonymizer anonymizer = Anonymizer.of(paths, List.of(), Limits.DEFAULT, DIAGNOSIS.table(), new byte[0]);
        Snapshot other = SnapshotReader.read(paths, InputStream.nullInputStream(), Limits.DEFAULT, DIAGNOSIS.table(), anonymizer::over);
        List<String> expected = diagnoses(plain).stream().map(anonymizer::of).sorted().toList();
        assertThat(diagnoses(other)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(causes(other)).isEqualTo(causes(plain));
    }

    private static List<String> diagnoses(Snapshot snapshot) {
        return DIAGNOSIS.of(snapshot).judgement().diagnoses().stream().map(d -> d.cause().id() + " " + d.state() + " on " + d.subject()).toList();
    }

    private static List<String> causes(Snapshot snapshot) {
        return DIAGNOSIS.of(snapshot).judgement().diagnoses().stream().map(d -> d.cause().id() + String.format(" %.3f", d.confidence())).toList();
    }

    private Path collected(StubApi api, String file, String... more) {
        Path archive = folder.resolve(file);
        List<String> line = new ArrayList<>(List.of("collect", "-o", archive.toString(), "--server", api.url(), "--anonymize", "--logs", "all"));
        line.addAll(List.of(more));
        Run run = Run.of(line.toArray(String[]::new));
        assertThat(run.err()).doesNotContain("shop");
        assertThat(run.out()).isEqualTo("wrote " + archive + ": 2 nodes, 7 pods, " + run.out().replaceAll("(?s).* pods, (\\d+).*", "$1")
                + " files, names and addresses replaced\n");
        return archive;
    }

    private static String everything(Path archive) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (InputStream in = Files.newInputStream(archive); TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                all.write((entry.getName() + "\n").getBytes(StandardCharsets.UTF_8));
                tar.transferTo(all);
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsCollectedNamesNobodyAndSaysTheSame() throws IOException {
        try (StubApi api = new StubApi(CASES.resolve(TYPO)).pagesOf(3)) {
            Path archive = collected(api, "lab.tgz");
            assertThat(everything(archive)).contains("resources/pods.json", "kube-system", "connection refused")
                    .doesNotContain("shop", "cart", "crat", "7954999bb", "10.244.", "192.168.10.");
            Run live = Run.of("diagnose", "--server", api.url());
            Run later = Run.of("diagnose", "-f", archive.toString());
            assertThat(live.out()).contains("service/selector-mismatch on Service shop/cart", "(>0.99)");
            assertThat(later.out()).contains("service/selector-mismatch on Service ", "(>0.99)").doesNotContain("shop", "cart", "crat");
            assertThat(later.status()).isEqualTo(live.status());
        }
    }

    @Test
    void theSameClusterGivesTheSameBytesAndAKeyOtherOnes() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "sixteen random bytes, or more");
        try (StubApi api = new StubApi(CASES.resolve(TYPO))) {
            byte[] first = Files.readAllBytes(collected(api, "a.tgz"));
            assertThat(Files.readAllBytes(collected(api, "b.tgz"))).isEqualTo(first);
            byte[] keyed = Files.readAllBytes(collected(api, "c.tgz", "--anonymize-key", key.toString()));
            assertThat(keyed).isNotEqualTo(first).isEqualTo(Files.readAllBytes(collected(api, "d.tgz", "--anonymize-key", key.toString())));
            assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.tgz", "b.tgz", "c.tgz", "d.tgz", "key");
        }
    }

    @Test
    void aReportOfASnapshotNamesNobodyEither() throws IOException {
        Run plain = Run.of("diagnose", "-f", CASES.resolve(TYPO).toString());
        Run run = Run.of("diagnose", "--anonymize", "-f", CASES.resolve(TYPO).toString());
        assertThat(run.status()).isEqualTo(plain.status());
        assertThat(run.out()).contains("1. HIGH  Service selects no pod", "netdx case file").doesNotContain("shop", "cart", "crat", "facts/cases").hasLineCount(plain.out().split("\n").length);
        try (StubApi api = new StubApi(CASES.resolve(TYPO))) {
            Run live = Run.of("diagnose", "--anonymize", "--server", api.url());
            assertThat(live.out()).contains("1. HIGH  Service selects no pod", "running cluster").doesNotContain("shop", "cart", "crat");
        }
    }

    @Test
    void aKeyThatIsOfNoUseIsOneLine() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "short");
        String snapshot = CASES.resolve(TYPO).toString();
        assertThat(Run.of("diagnose", "-f", snapshot, "--anonymize", "--anonymize-key", key.toString()).err())
                .startsWith("netdx: the key in " + key + " could be guessed; give a file of 16 bytes or more");
        assertThat(Run.of("diagnose", "-f", snapshot, "--anonymize-key", key.toString()).status()).isEqualTo(2);
        assertThat(Run.of("diagnose", "-f", snapshot, "--anonymize", "--anonymize-key", folder.resolve("none").toString()).err()).contains("cannot be read; name a file of random bytes");
        assertThat(Run.of("diagnose", "-f", snapshot, "--anonymize", "svc/cart").status()).isEqualTo(2);
    }
}
