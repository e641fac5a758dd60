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
        assertThat(run.err()).isEqualTo("netdx: 5 of 7 clusters could not be read; the report says why\n");
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
        Map<String, Object> report = json(Run.of("audit", fleet.toString(), "-o", "json").out());
        for (String name : List.of("prod-eu.yaml", "prod-us.zip")) {
            Map<String, Object> row = row(report, name);
            Map<String, Object> alone = json(Run.of("diagnose", "-f", fleet + "/" + name, "-o", "json").out());
            for (String key : alone.keySet()) {
                if (!List.of("apiVersion", "kind", "toolVersion", "source").contains(key)) {
                    assertThat(row.get(key)).as(key).isEqualTo(alone.get(key));
                }
            }
            assertThat(row.get("input")).isEqualTo(alone.get("source"));
        }
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
        assertThat(run.out()).startsWith("netdx 0.1.0, audit of 7 clusters\n\n1 FAULTY, 1 HEALTHY, 5 not read; ")
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

    /** Interrupted after the first: the second run judges the rest only, and reports what one run would have. */
    @Test
    void resumesWhereItWas() throws IOException {
        String whole = Run.of("audit", fleet.toString(), "-o", "json").out();
        String journal = root.resolve("journal").toString();
        Path first = fleet.resolve("prod-eu.yaml");
        assertThat(Run.of("audit", first.toString(), "--resume", journal, "-o", "json").status()).isEqualTo(1);
        // whoever judges it again would find a healthy cluster
        var changed = Files.getLastModifiedTime(first);
        byte[] other = new byte[(int) Files.size(first)];
        java.util.Arrays.fill(other, (byte) ' ');
        byte[] faulty = Files.readAllBytes(first);
        Files.write(first, other);
        Files.setLastModifiedTime(first, changed);
        assertThat(Run.of("audit", fleet.toString(), "--resume", journal, "-o", "json").out()).isEqualTo(whole);
        Files.write(first, faulty);
        Files.setLastModifiedTime(first, java.nio.file.attribute.FileTime.fromMillis(changed.toMillis() + 5000));
        assertThat(Run.of("audit", fleet.toString(), "--resume", journal, "-o", "json").out()).isEqualTo(whole);
        assertThat(Run.of("audit", fleet.toString(), "--resume", first.toString()).status()).isEqualTo(3);
        assertThat(Files.readAllBytes(first)).isEqualTo(faulty);
    }

    @Test
    void whatIsNewAndFixedSinceTheBaseline() throws IOException {
        String baseline = root.resolve("baseline.json").toString();
        Run.of("audit", fleet.toString(), "-o", "json=" + baseline);
        Run same = Run.of("audit", fleet.toString(), "--baseline", baseline, "--fail-on-new");
        assertThat(same.status()).isZero();
        assertThat(same.out().replaceAll("\\s+", " ")).contains("Since " + baseline + ": 0 new, 0 fixed");
        // the faulty one is healthy now, the healthy one has a fault, and there is a cluster more and one less
        Files.delete(fleet.resolve("prod-eu.yaml"));
        Files.delete(fleet.resolve("prod-us.zip"));
        Files.delete(fleet.resolve("empty.json"));
        Files.copy(Path.of("facts/healthy/quiet.yaml"), fleet.resolve("prod-eu.yaml"));
        Files.copy(FAULTY, fleet.resolve("test.yaml"));
        Run run = Run.of("audit", fleet.toString(), "--baseline", baseline, "--fail-on-new", "-o", "json");
        assertThat(run.status()).isEqualTo(1);
        @SuppressWarnings("unchecked")
        Map<String, Object> changes = (Map<String, Object>) ((Map<String, Object>) json(run.out()).get("fleet")).get("baseline");
        assertThat(changes.get("new").toString()).contains("cluster=test.yaml", "service/selector-mismatch");
        assertThat(changes.get("fixed").toString()).contains("cluster=prod-eu.yaml", "service/selector-mismatch");
        assertThat(changes.get("addedClusters")).isEqualTo(List.of("test.yaml"));
        assertThat(changes.get("goneClusters")).isEqualTo(List.of("prod-us.zip"));
        assertThat(Run.of("audit", fleet.toString(), "--baseline", baseline, "--fail-on-new", "--exclude", "service").status()).isZero();
        // what can no longer be read is not fixed
        Files.writeString(fleet.resolve("prod-eu.yaml"), "");
        assertThat(Run.of("audit", fleet.toString(), "--baseline", baseline).out().replaceAll("\\s+", " ")).contains("1 new, 0 fixed, 1 that could not be looked for");
        assertThat(Run.of("audit", fleet.toString(), "--fail-on-new").status()).isEqualTo(2);
        assertThat(Run.of("audit", fleet.toString(), "--baseline", FAULTY.toString()).status()).isEqualTo(3);
    }

    @Test
    void aReportOfOneClusterIsABaselineToo() {
        String baseline = root.resolve("one.json").toString();
        Run.of("diagnose", "-f", FAULTY.toString(), "-o", "json=" + baseline);
        assertThat(Run.of("audit", fleet.resolve("prod-eu.yaml").toString(), "--baseline", baseline, "--fail-on-new").status()).isZero();
    }

    @Test
    void theConfigurationStandsInForOptions() throws IOException {
        String config = Files.writeString(root.resolve("netdx.yaml"), """
                fail-on: low
                exclude: [dns, policy]
                severity:
                  service: medium
                  service/selector-mismatch: info
                limit:
                  entries: 1000
                """).toString();
        String snapshot = fleet.resolve("prod-eu.yaml").toString();
        for (String[] command : new String[][] {{"audit", snapshot}, {"diagnose", "-f", snapshot}}) {
            List<String> args = new ArrayList<>(List.of(command));
            args.addAll(List.of("--config", config));
            Run quieter = Run.of(args.toArray(String[]::new));
            assertThat(quieter.status()).isZero();
            assertThat(quieter.out()).contains("INFO", "Service selects no pod");
            // the command line wins, option by option and cause by cause
            args.add("--fail-on=info");
            assertThat(Run.of(args.toArray(String[]::new)).status()).isEqualTo(1);
            args.set(args.size() - 1, "--severity=service/selector-mismatch=critical");
            assertThat(Run.of(args.toArray(String[]::new)).status()).isEqualTo(1);
            args.set(args.size() - 1, "--severity=no/such=critical");
            assertThat(Run.of(args.toArray(String[]::new)).status()).isEqualTo(2);
        }
    }

    @Test
    void theConfigurationSaysWhereReportsGo() throws IOException {
        Path junit = root.resolve("netdx,1.xml");
        String config = Files.writeString(root.resolve("netdx.yaml"), "output: [json, 'junit=" + junit + "']\n").toString();
        String snapshot = fleet.resolve("prod-eu.yaml").toString();
        for (String[] command : new String[][] {{"audit", snapshot, "--config", config}, {"diagnose", "-f", snapshot, "--config", config}}) {
            assertThat(json(Run.of(command).out())).containsEntry("apiVersion", "netdx/v1");
            assertThat(junit).content().contains("<testsuite");
            Files.delete(junit);
            List<String> args = new ArrayList<>(List.of(command));
            args.addAll(List.of("-o", "csv"));
            assertThat(Run.of(args.toArray(String[]::new)).out()).startsWith("cluster,");
            assertThat(junit).doesNotExist();
        }
        Files.writeString(Path.of(config), "output: pdf\n");
        assertThat(Run.of("audit", snapshot, "--config", config).err()).contains("-o knows no format pdf");
    }

    @Test
    void mistakesInTheConfigurationAreNamedWithTheirPlace() throws IOException {
        Path config = root.resolve("netdx.yaml");
        for (String[] mistake : new String[][] {{"fail-onn: low\n", "netdx.yaml:1: fail-onn is no setting (did you mean fail-on?)"},
                {"\nseverity: {dns: worse}\n", "netdx.yaml:2: severity: dns is no severity"}, {"a: [", "netdx.yaml:"},
                {"fail-on: grave\n", "--fail-on knows no severity grave"}, {"limit: {entires: 1}\n", "--limit knows no entires; did you mean entries?"}}) {
            Files.writeString(config, mistake[0]);
            Run run = Run.of("diagnose", "-f", FAULTY.toString(), "--config", config.toString());
            assertThat(run.status()).as(mistake[0]).isEqualTo(2);
            assertThat(run.err()).contains(mistake[1]).hasLineCount(1);
        }
        assertThat(Run.of("audit", fleet.toString(), "--config=" + root + "/none.yaml").status()).isEqualTo(2);
    }

    @Test
    void followsThePublishedSchema() throws IOException {
        Run.of("audit", fleet.toString(), "-o", "json=" + root.resolve("baseline.json"));
        Files.copy(Path.of("facts/cases/policy/port-mismatch/positive.yaml"), fleet.resolve("new.yaml"));
        String report = Run.of("audit", fleet.toString(), "--baseline", root.resolve("baseline.json").toString(), "-o", "json").out();
        var schemas = new java.util.HashMap<String, String>();
        for (String name : List.of("diagnosis-report", "audit-report")) {
            try (var in = getClass().getResourceAsStream("/io/netdx/report/" + name + ".schema.json")) {
                schemas.put("https://netdx.io/schema/" + name + ".json", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        var registry = com.networknt.schema.SchemaRegistry.withDefaultDialect(com.networknt.schema.SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(schemas));
        var schema = registry.getSchema(com.networknt.schema.SchemaLocation.of("https://netdx.io/schema/audit-report.json"));
        assertThat(schema.validate(report, com.networknt.schema.InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(report.replace("\"faulty\"", "\"fine\""), com.networknt.schema.InputFormat.JSON)).isNotEmpty();
        assertThat(json(Run.of("audit", fleet.toString(), "--baseline", root.resolve("baseline.json").toString(), "-o", "yaml").out())).isEqualTo(json(report));
    }

    /** Accepted on one cluster: there it neither counts nor is listed, and of a suppression for nothing somebody hears once. */
    @Test
    void suppressionsHoldForTheFleet() throws IOException {
        String file = Files.writeString(root.resolve("suppressions.yaml"), """
                suppressions:
                - cause: service/selector-mismatch
                  cluster: prod-*
                  reason: moved next week
                - cause: dns/coredns-down
                  reason: never happens
                """).toString();
        Run run = Run.of("audit", fleet.toString(), "--suppressions", file);
        assertThat(run.status()).isZero();
        assertThat(run.out()).doesNotContain("selector-mismatch");
        assertThat(run.err()).containsOnlyOnce("suppressions.yaml:5: suppresses nothing").doesNotContain("suppressions.yaml:2");
        Files.copy(FAULTY, fleet.resolve("test.yaml"));
        assertThat(Run.of("audit", fleet.toString(), "--suppressions", file).status()).isEqualTo(1);
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
