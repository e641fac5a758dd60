package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.source.Limit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each limit, when it is hit: a problem and coverage that name it, the other files as they are, and no verdict about what was left out. */
class LimitOptionsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void lists() throws IOException {
        write("nodes.json", list("Node", "{\"metadata\": {\"name\": \"worker-1\", \"uid\": \"n1\"}}"));
        write("pods.json", list("Pod", "{\"metadata\": {\"name\": \"cart-0\", \"namespace\": \"shop\", \"uid\": \"p1\"}, \"status\": {\"phase\": \"Running\", \"podIP\": \"10.244.0.5\"}}",
                "{\"metadata\": {\"name\": \"db-0\", \"namespace\": \"data\", \"uid\": \"p2\"}, \"status\": {\"phase\": \"Running\", \"podIP\": \"10.244.0.6\"}}"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String list(String kind, String... items) {
        return "{\"kind\": \"" + kind + "List\", \"apiVersion\": \"" + (kind.equals("NetworkPolicy") ? "networking.k8s.io/" : "") + "v1\", \"items\": [" + String.join(",\n", items) + "]}";
    }

    private static String policies(String more) {
        return list("NetworkPolicy", "{\"metadata\": {\"name\": \"a\", \"namespace\": \"shop\", \"uid\": \"a\"}, \"spec\": {\"podSelector\": {}}}",
                "{\"metadata\": {\"name\": \"b\", \"namespace\": \"data\", \"uid\": \"b\"}, \"spec\": {\"podSelector\": {}}" + more + "}",
                "{\"metadata\": {\"name\": \"c\", \"namespace\": \"data\", \"uid\": \"c\"}, \"spec\": {\"podSelector\": {}}}");
    }

    /** Coverage by kind: state and detail. */
    private static Map<String, String> coverage(Map<?, ?> report) {
        return ((List<?>) report.get("coverage")).stream().map(c -> (Map<?, ?>) c)
                .collect(Collectors.toMap(c -> String.valueOf(c.get("kind")), c -> c.get("state") + " " + c.get("detail"), (a, b) -> a + "\n" + b));
    }

    private Map<?, ?> report(String... limits) {
        List<String> args = new ArrayList<>(List.of("diagnose", "-q", "-o", "json", "-f", folder.toString()));
        for (String limit : limits) {
            args.addAll(List.of("--limit", limit));
        }
        Run run = Run.of(args.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(run.out());
    }

    /** The pods are known as ever; of the policies, which were cut or never reached, nothing is complete. */
    private void cut(String label, Map<?, ?> report) {
        assertThat(((List<?>) report.get("problems")).get(0).toString()).endsWith("; --limit " + label + "=N allows more");
        Map<String, String> coverage = coverage(report);
        assertThat(coverage.get("Pod")).startsWith("COMPLETE");
        assertThat(coverage.get("Node")).startsWith("COMPLETE");
        assertThat(coverage.getOrDefault("NetworkPolicy", "CUT")).startsWith("CUT");
        assertThat(coverage.entrySet()).filteredOn(c -> c.getKey().startsWith("File (")).isNotEmpty()
                .allSatisfy(c -> assertThat(c.getValue()).startsWith("CUT").endsWith("; --limit " + label + "=N allows more"));
        Run wide = Run.of("diagnose", "-o", "wide", "-f", folder.toString(), "--limit", label + "=" + hit(label));
        assertThat(wide.out()).contains("COVERAGE").contains("cut").contains("--limit " + label + "=N");
        // who asks whether a connection is admitted is not told that there are no policies
        Run trace = Run.of("trace", "shop/cart-0", "data/db-0:5432", "-o", "json", "-f", folder.toString(), "--limit", label + "=" + hit(label));
        assertThat(trace.out()).contains("were not all seen").contains("--limit " + label + "=N");
    }

    private static String hit(String label) {
        return switch (label) {
            case "entries" -> "2";
            case "file-size" -> "1Ki";
            case "total-size" -> "1500";
            case "ratio" -> "20";
            case "archive-depth" -> "0";
            case "nesting" -> "30";
            case "values" -> "500";
            case "alias-values" -> "10";
            case "string-length" -> "1Ki";
            default -> throw new IllegalArgumentException(label);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"entries", "file-size", "total-size"})
    void filesLeftOutAndCut(String label) throws IOException {
        write("policies.json", policies(", \"x\": \"" + "y".repeat(200_000) + "\""));
        assertThat(coverage(report()).get("NetworkPolicy")).startsWith("COMPLETE");
        cut(label, report(label + "=" + hit(label)));
    }

    @Test
    void ratio() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            String policies = policies("");
            gzip.write(policies.substring(0, policies.length() - 2).getBytes(StandardCharsets.UTF_8));
            gzip.write(" ".repeat(20 << 20).getBytes(StandardCharsets.UTF_8));
            gzip.write("]}".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("policies.json.gz"), bytes.toByteArray());
        assertThat(coverage(report()).get("NetworkPolicy")).startsWith("COMPLETE");
        cut("ratio", report("ratio=20"));
    }

    @Test
    void archiveDepth() throws IOException {
        Files.write(folder.resolve("policies.zip"), zip("inner.zip", zip("policies.json", policies("").getBytes(StandardCharsets.UTF_8))));
        assertThat(coverage(report()).get("NetworkPolicy")).isNotNull();
        cut("archive-depth", report("archive-depth=0"));
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void nesting() throws IOException {
        write("policies.json", policies(", \"x\": " + "[".repeat(40) + "]".repeat(40)));
        assertThat(coverage(report()).get("NetworkPolicy")).startsWith("COMPLETE");
        cut("nesting", report("nesting=30"));
    }

    @Test
    void values() throws IOException {
        write("policies.json", policies(", \"x\": [" + "1, ".repeat(1000) + "1]"));
        assertThat(coverage(report()).get("NetworkPolicy")).startsWith("COMPLETE");
        cut("values", report("values=500"));
    }

    @Test
    void aliasValues() throws IOException {
        String uses = IntStream.range(0, 20).mapToObj(i -> "*many").collect(Collectors.joining(", "));
        write("policies.yaml", """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicyList
                items:
                - metadata: {name: a, namespace: shop, uid: a}
                  spec: {podSelector: {}}
                  x: [&many [1, 2, 3], %s]
                - metadata: {name: b, namespace: data, uid: b}
                  spec: {podSelector: {}}
                """.formatted(uses));
        assertThat(coverage(report()).get("NetworkPolicy")).startsWith("COMPLETE");
        cut("alias-values", report("alias-values=10"));
    }

    @Test
    void stringLength() throws IOException {
        write("policies.json", policies(", \"x\": \"" + "y".repeat(2000) + "\""));
        assertThat(coverage(report()).get("NetworkPolicy")).startsWith("COMPLETE");
        cut("string-length", report("string-length=1Ki"));
    }

    @ParameterizedTest
    @CsvSource({"lines=6,lines", "string-length=200,string-length"})
    void outputOfACommand(String limit, String label) throws IOException {
        String rows = IntStream.range(0, 20).mapToObj(i -> "shop-" + i + "   Active   5d\n").collect(Collectors.joining());
        Path log = folder.resolve("session.log");
        Files.writeString(log, "$ kubectl get namespaces\nNAME     STATUS   AGE\n" + rows);
        Run whole = Run.of("diagnose", "-q", "-o", "json", "-f", log.toString());
        assertThat(coverage((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(whole.out())).get("Namespace")).startsWith("COMPLETE");
        Run run = Run.of("diagnose", "-q", "-o", "json", "-f", log.toString(), "--limit", limit);
        assertThat(run.status()).isZero();
        Map<?, ?> report = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(run.out());
        assertThat(coverage(report).get("Namespace")).startsWith("CUT").endsWith("; --limit " + label + "=N allows more");
        assertThat(report.get("problems").toString()).contains("--limit " + label + "=N allows more");
    }

    @Test
    void aLogOrAFileOfANodeThatIsCutSpoilsNothingElse() throws IOException {
        for (String name : new String[] {"resources/pods.json", "resources/nodes.json"}) {
            Files.createDirectories(folder.resolve("lab/resources"));
            Files.copy(folder.resolve(name.substring(10)), folder.resolve("lab").resolve(name));
        }
        Files.createDirectories(folder.resolve("lab/logs/shop/cart-0"));
        Files.createDirectories(folder.resolve("lab/logs/data/db-0"));
        Files.createDirectories(folder.resolve("lab/nodes/worker-1"));
        Files.writeString(folder.resolve("lab/logs/shop/cart-0/cart.log"), "2026-11-23T06:04:35Z quiet\n".repeat(100));
        Files.writeString(folder.resolve("lab/logs/data/db-0/db.log"), "2026-11-23T06:04:35Z quiet\n");
        Files.writeString(folder.resolve("lab/nodes/worker-1/sysctl.txt"), "net.ipv4.ip_forward = 1\n".repeat(100));
        Files.writeString(folder.resolve("lab/nodes/worker-1/ip-route.txt"), "default via 192.168.10.1 dev eth0\n");
        folder = folder.resolve("lab");
        Map<String, String> whole = coverage(report());
        assertThat(whole.get("Log")).startsWith("COMPLETE");
        assertThat(whole.get("Sysctl")).startsWith("COMPLETE");
        Map<String, String> cut = coverage(report("file-size=1Ki"));
        assertThat(cut.get("Log")).startsWith("CUT").endsWith("; --limit file-size=N allows more");
        assertThat(cut.get("Log (shop)")).startsWith("CUT");
        assertThat(cut.get("Log (data)")).isNull();
        assertThat(cut.get("Sysctl")).startsWith("CUT");
        assertThat(cut.get("Sysctl (worker-1)")).startsWith("CUT");
        assertThat(cut.get("Route")).startsWith("COMPLETE");
        assertThat(cut.get("Pod")).startsWith("COMPLETE");
    }

    @Test
    void whatACaseDeclaresIsNotBelievedOfACaseThatWasCut() {
        Run run = Run.of("diagnose", "-q", "-o", "json", "-f", "facts/cases/service/selector-mismatch/positive-typo.yaml", "--limit", "file-size=4Ki");
        Map<?, ?> report = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(run.out());
        assertThat(coverage(report).get("Pod")).startsWith("CUT");
        assertThat(coverage(report).values()).noneMatch(c -> c.startsWith("COMPLETE"));
        assertThat(run.out()).doesNotContain("\"outcome\": \"absent\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "entries", "entries=", "entries=many", "entries=-1", "entries=0", "entries=2Gi", "entries=99999999999", "file-size=2Q",
        "file-size=1", "file-size=9999999Ti", "nesting=2000", "depth=3", "entires=3", "=", "=3"})
    void mistakesAreOneLine(String setting) {
        for (String[] command : new String[][] {{"diagnose"}, {"trace", "a", "b"}, {"reach"}, {"advise", "dns"}, {"serve"}}) {
            List<String> args = new ArrayList<>(Arrays.asList(command));
            args.addAll(List.of("-f", "facts/healthy/quiet.yaml", "--limit", setting));
            Run run = Run.of(args.toArray(String[]::new));
            assertThat(run.status()).as(run.err()).isEqualTo(2);
            assertThat(run.err().strip().lines()).hasSize(1);
            assertThat(run.err()).contains("--limit");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void mistakesSayWhatIsMeant() {
        assertThat(Run.of("diagnose", "-f", "x", "--limit", "entires=3").err()).contains("did you mean entries?");
        assertThat(Run.of("diagnose", "-f", "x", "--limit", "entries=2Gi").err()).contains("--limit entries takes a number, such as 2000000");
        assertThat(Run.of("diagnose", "-f", "x", "--limit", "file-size=1").err()).contains("--limit file-size is from 512 to ");
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void theHelpNamesEveryLimit(Limit limit) {
        for (String command : new String[] {"diagnose", "trace", "reach", "advise", "serve"}) {
            assertThat(Run.of(command, "--help").out().replaceAll("\\s+", " ").replace("- ", "-")).contains(limit.label());
        }
    }
}
