package io.netdx.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fleet.Spark.Done;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fleet over three nights on a real Spark: in one process, on executors of their own, and by {@code spark-submit} on a standalone cluster
 * one of whose executors is killed. Each night must say what an audit without Spark says; then the tables are asked what fleets ask. A Spark
 * takes ten seconds to start, so each test goes on with what the one before it left.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetTest {

    private static final Path TYPO = Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml");
    private static final Path PORT = Path.of("facts/cases/policy/port-mismatch/positive.yaml");
    private static final Path RANGE = Path.of("facts/cases/capacity/service-range-nearly-full/positive.yaml");

    private Path root;
    private Path fleet;
    private Path results;
    private Spark spark;

    /** The first night: six clusters are well, of which one is given as a folder and one as an archive; two files are no snapshot. */
    @BeforeAll
    void firstNight(@TempDir Path scratch) throws IOException, InterruptedException {
        assertThat(Spark.ARCHIVE).as("made by mvn package, with the profile fleet").exists();
        root = scratch.toRealPath();
        spark = new Spark(root);
        fleet = Files.createDirectories(root.resolve("night"));
        results = root.resolve("results");
        for (int i = 1; i <= 4; i++) {
            Files.writeString(fleet.resolve("well-" + i + ".yaml"), Files.readString(Path.of("facts/healthy/quiet.yaml")).replace("quiet", "well-" + i));
        }
        Path folder = Files.createDirectories(fleet.resolve("folder"));
        try (Stream<Path> files = Files.list(Path.of("facts/healthy/two-nodes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        tar("archive.tgz", folder);
        Files.write(fleet.resolve("cut.tgz"), Arrays.copyOf(Files.readAllBytes(fleet.resolve("archive.tgz")), 700));
        Files.writeString(fleet.resolve("words.txt"), "no snapshot at all\n");
        Files.copy(RANGE, fleet.resolve("tight.yaml"));
        // which that case builds on
        Path healthy = Files.createDirectories(root.resolve("healthy"));
        try (Stream<Path> files = Files.list(Path.of("facts/healthy"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, healthy.resolve(file.getFileName()));
            }
        }
    }

    private void tar(String name, Path folder) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-czf", fleet.resolve(name).toString(), "-C", folder.getParent().toString(), folder.getFileName().toString()).start();
        assertThat(tar.waitFor()).isZero();
    }

    /** Three clusters break, all with the same new kernel. */
    private void secondNight() throws IOException {
        for (int i = 1; i <= 3; i++) {
            Files.writeString(fleet.resolve("well-" + i + ".yaml"), Files.readString(TYPO).replace("6.1.0", "6.9.0-new") + "# " + i + "\n");
        }
    }

    private Done plain(Path json) throws IOException, InterruptedException {
        return spark.netdx("audit", "-q", "--folders", "each", "--fail-on", "never", fleet, "-o", "json=" + json, "-o", "csv");
    }

    /** What an audit in one process says, down to the last byte. */
    private void same(Done onSpark, Path json) throws IOException, InterruptedException {
        Path expected = root.resolve("expected.json");
        Done local = plain(expected);
        assertThat(onSpark.err()).as("standard error").isEmpty();
        assertThat(onSpark.status()).isEqualTo(local.status()).isZero();
        assertThat(onSpark.out().lines()).containsExactlyElementsOf(local.out().lines().toList());
        assertThat(Files.mismatch(json, expected)).as("%s differs from %s", json, expected).isEqualTo(-1);
    }

    @Test
    @Order(1)
    void inOneProcess() throws IOException, InterruptedException {
        Path json = root.resolve("one.json");
        Done done = spark.netdx("audit", "-q", "--engine", "spark", "--master", "local[2]", "--results", results, "--run", "1", "--folders", "each",
                "--fail-on", "never", fleet, "-o", "json=" + json, "-o", "csv");
        same(done, json);
        assertThat(done.out()).contains("words.txt,unread", "cut.tgz,");
    }

    /** Executors have JVMs of their own; what was judged the night before is not judged again. */
    @Test
    @Order(2)
    void onExecutorsOfTheirOwn() throws IOException, InterruptedException {
        secondNight();
        Path json = root.resolve("two.json");
        Done done = spark.netdx("audit", "-q", "--engine=spark", "--master", "local-cluster[2,1,1024]", "--results", results, "--run", "2", "--folders", "each",
                "--fail-on", "never", fleet, "-o", "json=" + json, "-o", "csv");
        same(done, json);
    }

    /** By spark-submit, from another file system than this machine's, while an executor is killed. */
    @Test
    @Order(3)
    void onAClusterThatLosesAnExecutor() throws IOException, InterruptedException {
        Files.copy(PORT, fleet.resolve("late.yaml"));
        Process master = spark.service("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
        List<Process> all = new ArrayList<>(List.of(master));
        try {
            String url = found("master", Pattern.compile("Starting Spark master at (spark://\\S+)"));
            Process worker = spark.service("worker", "org.apache.spark.deploy.worker.Worker", url, "--host", "127.0.0.1", "--webui-port", "0", "--cores", "2", "--memory", "2g");
            all.add(worker);
            found("worker", Pattern.compile("(Successfully registered)"));
            Path json = root.resolve("three.json");
            Thread killer = new Thread(() -> kill(worker));
            killer.start();
            Done done = spark.submit("--master", url, "--executor-cores", "1", "--executor-memory", "1g", "--conf", "spark.driver.extraJavaOptions=-Dlog4j2.configurationFile="
                            + Path.of("src/main/fleet/log4j2.properties").toAbsolutePath(), "--conf", "spark.hadoop.fs.viewfs.mounttable.netdx.link./night=" + fleet.toUri(),
                    "--conf", "spark.netdx.spool=" + root.resolve("spool"), Spark.ARCHIVE, "audit", "-q", "--engine", "spark", "--results", results, "--run", "3",
                    "--folders", "each", "--fail-on", "never", "viewfs://netdx/night", "-o", "json=" + json, "-o", "csv");
            killer.join();
            assertThat(done.status()).as(done.err()).isZero();
            Done local = plain(root.resolve("expected.json"));
            assertThat(done.out().lines()).containsExactlyElementsOf(local.out().lines().map(line -> line.replace(fleet.toString(), "viewfs://netdx/night")).toList());
            String expected = Files.readString(root.resolve("expected.json")).replace(fleet.toString(), "viewfs://netdx/night");
            assertThat(Files.readString(json).lines().toList()).isEqualTo(expected.lines().toList());
            try (Stream<Path> left = Files.list(root.resolve("spool"))) {
                // that of the executor that was killed cannot be
                assertThat(left.count()).as("folders left in the spool").isLessThanOrEqualTo(1);
            }
        } finally {
            all.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
            all.forEach(Process::destroyForcibly);
        }
    }

    private String found(String log, Pattern pattern) throws InterruptedException {
        return Spark.awaited(pattern + " in the log of " + log, () -> {
            Matcher matcher = pattern.matcher(spark.logNow(log));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        });
    }

    /** One of the executors, once it has begun with a snapshot. */
    private void kill(Process worker) {
        try {
            ProcessHandle executor = Spark.awaited("an executor at work", () -> Files.exists(root.resolve("spool")) ? worker.descendants().findFirst() : Optional.empty());
            executor.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Order(4)
    void answersWhatFleetsAsk() throws IOException, InterruptedException {
        Map<String, List<Map<String, String>>> answers = ask("top-causes", "new-causes", "shared", "headroom", "coverage",
                sql("states", "SELECT run, state, count(*) AS n FROM inventory GROUP BY run, state ORDER BY run, state"),
                sql("runs", "SELECT run, schema_version, snapshots, audited, reused, failed, diagnoses, spark_version, master FROM runs ORDER BY run"),
                sql("doubles", "SELECT run, cluster, source FROM inventory GROUP BY ALL HAVING count(*) > 1"),
                sql("hashes", "SELECT cluster, content FROM inventory WHERE run = '1' AND cluster IN ('archive.tgz', 'tight.yaml') ORDER BY cluster"));
        // the typo in three clusters, found in nights two and three, counts three times; the port is blocked in one since the third
        assertThat(answers.get("top-causes")).first().satisfies(row -> assertThat(row).containsEntry("cause", "service/selector-mismatch")
                .containsEntry("clusters", "3").containsEntry("severity", "high"));
        assertThat(answers.get("top-causes")).anySatisfy(row -> assertThat(row).containsEntry("cause", "policy/port-mismatch").containsEntry("clusters", "1"));
        // well in the second night as in the third: nothing is new but what a cluster had not the night before
        assertThat(answers.get("new-causes")).isEmpty();
        assertThat(answers.get("shared")).contains(Map.of("cause", "service/selector-mismatch", "attribute", "kernel", "value", "6.9.0-new",
                "affected_with", "3", "affected", "3", "others_with", "0", "others", "6"));
        assertThat(answers.get("headroom")).singleElement().satisfies(row -> assertThat(row).containsEntry("cluster", "tight.yaml").containsEntry("kind", "services")
                .containsEntry("used", "13").containsEntry("capacity", "14").containsEntry("percent", "92.9").containsEntry("growth", "0").containsEntry("weeks_left", ""));
        assertThat(answers.get("coverage")).extracting(row -> row.get("run") + " " + row.get("snapshots") + " " + row.get("unread")).containsExactly("1 9 1", "2 9 1", "3 10 1");
        assertThat(answers.get("states")).extracting(row -> row.get("run") + " " + row.get("state") + " " + row.get("n"))
                .containsExactly("1 audited 8", "1 failed 1", "2 audited 3", "2 failed 1", "2 reused 5", "3 audited 1", "3 failed 1", "3 reused 8");
        assertThat(answers.get("runs")).hasSize(3).allSatisfy(row -> assertThat(row).containsEntry("schema_version", "1"));
        assertThat(answers.get("runs").get(2).get("master")).startsWith("spark://127.0.0.1:");
        assertThat(answers.get("doubles")).isEmpty();
        assertThat(answers.get("hashes")).isEqualTo(List.of(Map.of("cluster", "archive.tgz", "content", sha256(fleet.resolve("archive.tgz"))),
                Map.of("cluster", "tight.yaml", "content", sha256(RANGE))));
    }

    /** The columns of the files that were written are those of the page, and none of an earlier version is gone. */
    @Test
    @Order(5)
    void writesTheTablesThatAreDocumented() throws IOException, InterruptedException {
        Map<String, List<String>> documented = new LinkedHashMap<>();
        String table = "";
        for (String line : Files.readAllLines(Path.of("src/main/fleet/tables.md"))) {
            Matcher head = Pattern.compile("## `(\\w+)`.*").matcher(line);
            Matcher column = Pattern.compile("\\| `(\\w+)` \\| `([^`]+)` \\| (\\d+) \\|.*").matcher(line);
            if (head.matches()) {
                table = head.group(1);
                documented.put(table, new ArrayList<>());
            } else if (column.matches()) {
                documented.get(table).add(column.group(1) + " " + column.group(2));
            }
        }
        assertThat(documented).containsOnlyKeys("inventory", "diagnoses", "coverage", "runs", "records");
        List<String> queries = new ArrayList<>();
        for (String name : documented.keySet()) {
            queries.add(sql(name, "DESCRIBE QUERY SELECT * FROM parquet.`" + results.resolve(name) + "/run=3`"));
        }
        Map<String, List<Map<String, String>>> written = ask(queries.toArray(String[]::new));
        documented.forEach((name, columns) -> assertThat(written.get(name).stream().map(row -> row.get("col_name") + " " + row.get("data_type")).toList())
                .as(name).isEqualTo(columns));
        assertThat(Files.readString(results.resolve("summary/run=3/summary.json"))).contains("\"kind\": \"FleetSummary\"", "\"service/selector-mismatch\"");
    }

    @Test
    @Order(6)
    void saysWhatIsWrongInOneLine() throws IOException, InterruptedException {
        Done wrong = spark.netdx("audit", "--engine", "spark", "--master", "local[1]", "--results", results, "--query", sql("wrong", "SELECT nothing FROM inventory"));
        assertThat(wrong.status()).isEqualTo(3);
        assertThat(wrong.err().lines()).singleElement().asString().startsWith("netdx: ").contains("nothing");
        Done nowhere = spark.netdx("audit", "--engine", "spark", "--master", "local[1]", "--results", "gone://host/results", fleet);
        assertThat(nowhere.status()).isEqualTo(3);
        assertThat(nowhere.err().lines()).singleElement().asString().startsWith("netdx: gone://host/results: no folder for results");
    }

    private String sql(String name, String text) throws IOException {
        return Files.writeString(root.resolve(name + ".sql"), text).toString();
    }

    private Map<String, List<Map<String, String>>> ask(String... queries) throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of("audit", "--engine", "spark", "--master", "local[2]", "--results", results.toString()));
        for (String query : queries) {
            args.addAll(List.of("--query", query));
        }
        Done done = spark.netdx(args.toArray());
        assertThat(done.status()).as(done.err()).isZero();
        String[] blocks = done.out().split("\n\n");
        assertThat(blocks).hasSize(queries.length);
        Map<String, List<Map<String, String>>> answers = new LinkedHashMap<>();
        for (int i = 0; i < blocks.length; i++) {
            List<String> lines = blocks[i].lines().toList();
            String[] names = lines.get(0).split("\t", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split("\t", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int c = 0; c < names.length; c++) {
                    row.put(names[c], cells[c]);
                }
                rows.add(row);
            }
            answers.put(Path.of(queries[i]).getFileName().toString().replace(".sql", ""), rows);
        }
        return answers;
    }

    private static String sha256(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sha256sum", file.toString()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return out.substring(0, out.indexOf(' '));
    }
}
