package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Many snapshots at once: the good ones are judged as diagnose judges them, the bad ones spoil nothing. */
class AuditCommandTest {

    private static final Path FAULTY = Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml");
    private static final Path HEALTHY = Path.of("facts/healthy/two-nodes");

    @TempDir
    private Path root;
    private Path fleet;

    /** Two good ones, and what people and machines leave beside them. */
    @BeforeEach
    void mixed() throws IOException {
        fleet = Files.createDirectories(root.resolve("fleet"));
        Files.copy(FAULTY, fleet.resolve("prod-eu.yaml"));
        zip(HEALTHY, fleet.resolve("prod-us.zip"));
        Files.write(fleet.resolve("broken.tgz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
        Files.write(fleet.resolve("cut.zip"), java.util.Arrays.copyOf(Files.readAllBytes(fleet.resolve("prod-us.zip")), 40));
        Files.createFile(fleet.resolve("empty.json"));
        Files.createDirectory(fleet.resolve("empty"));
        Files.writeString(fleet.resolve("=cmd|' -C calc'!A0\u001b[2J.txt"), "nothing to see\n");
        Files.writeString(fleet.resolve("README.md"), "# the fleet\n");
    }

    private static void zip(Path folder, Path to) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to)); var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String text) {
        return (Map<String, Object>) new Load(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build()).loadFromString(text);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> report) {
        return (List<Map<String, Object>>) report.get("clusters");
    }

    private static Map<String, Object> row(Map<String, Object> report, String name) {
        return rows(report).stream().filter(r -> r.get("name").equals(name)).findFirst().orElseThrow();
    }

    @Test
    void oneBadSnapshotSpoilsNothing() {
        Run run = Run.of("audit", fleet.toString(), "-o", "json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("netdx: 5 of 7 snapshots could not be read; the report says why\n");
        Map<String, Object> report = json(run.out());
        assertThat(report).containsEntry("kind", "AuditReport").containsEntry("complete", true);
        assertThat(rows(report)).extracting(r -> r.get("name")).containsExactly("=cmd|' -C calc'!A0?[2J.txt", "broken.tgz", "cut.zip", "empty",
                "empty.json", "prod-eu.yaml", "prod-us.zip");
        assertThat(row(report, "prod-eu.yaml")).containsEntry("verdict", "faulty").containsEntry("error", null)
                .containsEntry("source", fleet + "/prod-eu.yaml");
        assertThat(row(report, "prod-us.zip")).containsEntry("verdict", "healthy");
        assertThat(row(report, "empty.json")).containsEntry("verdict", null).containsEntry("diagnoses", List.of());
        assertThat(rows(report)).filteredOn(r -> r.get("error") != null).hasSize(5).allSatisfy(r -> assertThat((String) r.get("error")).isNotBlank());
    }

    @Test
    void aRowIsWhatDiagnoseSays() {
        Map<String, Object> row = row(json(Run.of("audit", fleet.toString(), "-o", "json").out()), "prod-eu.yaml");
        Map<String, Object> alone = json(Run.of("diagnose", "-f", fleet + "/prod-eu.yaml", "-o", "json").out());
        for (String key : alone.keySet()) {
            if (!List.of("apiVersion", "kind", "toolVersion", "source").contains(key)) {
                assertThat(row.get(key)).as(key).isEqualTo(alone.get(key));
            }
        }
        assertThat(row.get("input")).isEqualTo(alone.get("source"));
    }

    @Test
    void neitherOrderNorThreadsMatter() throws IOException {
        List<String> paths = new ArrayList<>();
        try (var files = Files.list(fleet)) {
            files.filter(f -> !f.toString().endsWith(".md")).map(Path::toString).forEach(paths::add);
        }
        String first = Run.of("audit", fleet.toString(), "--parallel", "1", "-o", "json").out();
        for (int i = 0; i < 2; i++) {
            Collections.shuffle(paths, new java.util.Random(i));
            List<String> args = new ArrayList<>(List.of("audit", "-o", "json", "--parallel", "4"));
            args.addAll(paths);
            assertThat(Run.of(args.toArray(String[]::new)).out()).isEqualTo(first);
        }
    }

    @Test
    void textBeginsWithTheFleet() {
        Run run = Run.of("audit", fleet.toString());
        assertThat(run.out()).startsWith("netdx 0.1.0, audit of 7 snapshots\n\n1 FAULTY, 1 HEALTHY, 5 not read; ")
                .contains("HIGH     Service selects no pod (service/selector-mismatch): 1 cluster\n            prod-eu.yaml", "empty.json: ")
                .doesNotContain("\u001b", "README");
        assertThat(run.out().lines()).allSatisfy(l -> assertThat(l.codePointCount(0, l.length())).isLessThanOrEqualTo(80));
        assertThat(Run.of("audit", fleet.toString(), "-o", "wide").out()).contains("HEALTHY       prod-us.zip");
    }

    @Test
    void listsPatternsAndSinglePathsNameSnapshots() throws IOException {
        Path list = Files.writeString(root.resolve("list"), "# the fleet\n" + fleet + "/prod-*.yaml\n\n" + fleet + "/prod-us.zip\n--fail-on=never\n");
        for (String[] how : new String[][] {{"--list", list.toString()}, {"@" + list}}) {
            List<String> args = new ArrayList<>(List.of("audit", "-o", "json"));
            args.addAll(List.of(how));
            Run run = Run.of(args.toArray(String[]::new));
            assertThat(run.status()).isEqualTo(1);
            assertThat(rows(json(run.out()))).extracting(r -> r.get("name")).containsExactly("--fail-on=never", "prod-eu.yaml", "prod-us.zip");
        }
        assertThat(rows(json(Run.of("audit", "-o", "json", fleet + "/prod-eu.yaml", root + "/**/prod-eu.yaml", fleet + "/../fleet/prod-eu.yaml").out()))).hasSize(1);
        assertThat(rows(json(Run.of("audit", "-o", "json", "--folders", "one", fleet.toString()).out()))).hasSize(1);
        assertThat(rows(json(Run.of("audit", "-o", "json", "--folders", "each", HEALTHY.toString()).out()))).hasSizeGreaterThan(1);
    }

    @Test
    void exitStatuses() {
        assertThat(Run.of("audit", fleet.toString(), "--fail-on", "never").status()).isZero();
        assertThat(Run.of("audit", fleet.toString(), "--exclude", "service").status()).isZero();
        assertThat(Run.of("audit", fleet.toString(), "--fail-on", "never", "--min-coverage", "1").status()).isEqualTo(4);
        assertThat(Run.of("audit", fleet + "/empty.json", "no-such-thing", "nor-*-this").status()).isEqualTo(3);
        for (String[] args : new String[][] {{"audit"}, {"audit", fleet.toString(), "-o", "pdf"}, {"audit", "--folders", "some", "."},
                {"audit", fleet.toString(), "--include", "no/such"}, {"audit", fleet.toString(), "--parallel", "-1"}}) {
            Run run = Run.of(args);
            assertThat(run.status()).as(String.join(" ", args)).isEqualTo(2);
            assertThat(run.err().strip().lines()).hasSize(1);
        }
    }

    @Test
    void afterTheTimeoutTheRestIsNotRead() {
        Run run = Run.of("audit", fleet.toString(), "--timeout", "1ms", "-o", "json", "--fail-on", "never");
        assertThat(run.status()).isEqualTo(3);
        assertThat(json(run.out())).containsEntry("complete", false);
        assertThat(rows(json(run.out()))).hasSize(7);
    }

    @Test
    void standardInputIsASnapshotToo() throws IOException {
        java.io.InputStream before = System.in;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            Files.copy(FAULTY, gzip);
        }
        System.setIn(new java.io.ByteArrayInputStream(bytes.toByteArray()));
        try {
            Run run = Run.of("audit", "-", "-o", "json");
            assertThat(rows(json(run.out()))).extracting(r -> r.get("name"), r -> r.get("verdict")).containsExactly(org.assertj.core.groups.Tuple.tuple("stdin", "faulty"));
        } finally {
            System.setIn(before);
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).isNotEmpty();
    }
}
