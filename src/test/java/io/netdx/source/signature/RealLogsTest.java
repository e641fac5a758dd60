package io.netdx.source.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs of real clusters with known faults: what the collectors of the data counted, the scanner must find. */
class RealLogsTest {

    private static final Path REAL = Path.of(System.getProperty("netdx.data", "../shared/data"), "real");
    private static final SignatureTable TABLE = SignatureTable.load();

    /** {@code 16x …}: the collectors' own counts of failing calls, from the same logs. */
    private static final Pattern COUNTED = Pattern.compile("(\\d+)x (?:\"upstream call failed\" err=|http)[^;\\n]*");
    private static final Map<String, Pattern> WORDINGS = Map.of(
            "refused", Pattern.compile("//([a-z0-9.-]+)(?::\\d+)?/.*(?:: connect: connection refused|curl: \\(7\\))"),
            "timeout", Pattern.compile("//([a-z0-9.-]+)(?::\\d+)?/.*(?:dial tcp [0-9.:]+: i/o timeout|Connection timed out after)"),
            "stalled", Pattern.compile("//([a-z0-9.-]+)(?::\\d+)?/.*(?:awaiting headers|Operation timed out after)"),
            "dns-timeout", Pattern.compile("//([a-z0-9.-]+)(?::\\d+)?/.*(?:lookup [a-z0-9.-]+: i/o timeout|Resolving timed out)"),
            "dns-failed", Pattern.compile("//([a-z0-9.-]+)(?::\\d+)?/.*Could not resolve host"),
            "nxdomain", Pattern.compile("//([a-z0-9.-]+)(?::\\d+)?/.*no such host"));

    @BeforeAll
    static void data() {
        assumeTrue(Files.isDirectory(REAL), "no data at " + REAL);
    }

    static Stream<Path> cases() throws IOException {
        if (!Files.isDirectory(REAL)) {
            return Stream.of(REAL);
        }
        try (Stream<Path> cases = Files.list(REAL)) {
            return cases.filter(c -> Files.exists(c.resolve("truth.json"))).sorted().toList().stream();
        }
    }

    @Test
    void aHealthyClusterHasOnlySuccesses() throws IOException {
        List<Signature> found = scan(REAL.resolve("healthy-quiet"));

        assertThat(found.stream().map(s -> s.group("mode")).collect(Collectors.toSet())).containsOnly("ok");
        assertThat(found.stream().filter(s -> s.group("mode").equals("ok")).mapToInt(Signature::count).sum()).isEqualTo(293);
        assertThat(found.stream().map(s -> s.group("host"))).contains("db.data.svc.cluster.local", "cart.shop", "payments.example.com");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatWasObservedIsFoundWithModeAndHost(Path folder) throws IOException {
        Set<String> expected = observed(Files.readString(folder.resolve("truth.json")));
        Set<String> found = scan(folder).stream().map(s -> s.group("mode") + " " + s.group("host"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).containsAll(expected);
    }

    @Test
    void enoughIsObservedForTheTestToMeanSomething() throws IOException {
        Map<String, Integer> modes = new TreeMap<>();
        for (Path folder : cases().toList()) {
            observed(Files.readString(folder.resolve("truth.json"))).forEach(o -> modes.merge(o.split(" ")[0], 1, Integer::sum));
        }

        assertThat(modes).containsOnlyKeys(WORDINGS.keySet().toArray(String[]::new));
        assertThat(modes.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(50);
    }

    private static Set<String> observed(String truth) {
        Set<String> pairs = new TreeSet<>();
        Matcher counted = COUNTED.matcher(truth.replace("\\n", "\n").replace("\\", ""));
        while (counted.find()) {
            WORDINGS.forEach((mode, wording) -> {
                Matcher words = wording.matcher(counted.group());
                if (words.find()) {
                    pairs.add(mode + " " + words.group(1));
                }
            });
        }
        return pairs;
    }

    private static List<Signature> scan(Path folder) throws IOException {
        SignatureScanner scanner = new SignatureScanner(TABLE, Instant.parse("2026-11-23T12:00:00Z"));
        try (Stream<Path> files = Files.walk(folder.resolve("logs"))) {
            for (Path log : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
                Path pod = log.getParent();
                try (InputStream in = Files.newInputStream(log)) {
                    scanner.scan(ObjectRef.of("Pod", pod.getParent().getFileName().toString(), pod.getFileName().toString()),
                            folder.relativize(log).toString(), in);
                }
            }
        }
        return List.copyOf(scanner.signatures());
    }
}
