package io.netdx.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What changes between two folders of manifests, as another engine lists it ({@code -Dnetdx.data}): ours must say the same of both. */
class DifferenceOracleTest {

    private static final Pattern FILE = Pattern.compile("diff_between_(.*)_and_(.*)\\.txt");
    private static final Pattern LINE = Pattern.compile("diff-type: (\\w+), source: (.*), destination: (.*), (?:old|ref1): (.*), (?:new|ref2): (.*?)(, workloads-diff-info: .*)?");
    private static final String NONE = "No Connections";
    private static final Map<String, NpGuard> READ = new HashMap<>();

    @Test
    void sameConnectionsBeforeAndAfter() throws IOException {
        Path outputs = NpGuard.HOME.resolve("test_outputs/diff");
        Assumptions.assumeTrue(Files.isDirectory(outputs));
        List<Path> files;
        try (Stream<Path> all = Files.list(outputs)) {
            files = all.sorted().toList();
        }
        List<String> disagreements = new ArrayList<>();
        int asked = 0;
        for (Path file : files) {
            Matcher names = FILE.matcher(file.getFileName().toString());
            // user-defined networks are another subject
            boolean plain = names.matches() && !names.group().contains("udn") && !names.group().contains("topology_resources");
            if (plain && folder(names.group(1)) && folder(names.group(2))) {
                for (String line : Files.readAllLines(file)) {
                    Matcher one = LINE.matcher(line);
                    if (one.matches() && NpGuard.one(one.group(2)) && NpGuard.one(one.group(3))) {
                        asked += side(names.group(2), one, one.group(4), one.group(5), disagreements);
                        asked += side(names.group(1), one, one.group(5), one.group(4), disagreements);
                    }
                }
            }
        }
        System.out.println("connections of differences asked " + asked + ", disagreements " + disagreements.size());
        disagreements.stream().limit(40).forEach(System.out::println);
        assertThat(disagreements).isEmpty();
        assertThat(asked).isGreaterThan(5000);
    }

    private static boolean folder(String name) {
        return Files.isDirectory(NpGuard.HOME.resolve("tests").resolve(name));
    }

    /** All of {@code has} must be allowed here; of {@code other}, what is not among it must be denied. */
    private static int side(String folder, Matcher line, String has, String other, List<String> disagreements) {
        NpGuard guard = READ.computeIfAbsent(folder, f -> new NpGuard(NpGuard.HOME.resolve("tests").resolve(f)));
        String from = line.group(2);
        String to = line.group(3);
        if (guard.peer(from).isEmpty() || guard.peer(to).isEmpty()) {
            return 0;
        }
        TreeSet<String> open = new TreeSet<>();
        int asked = 0;
        for (Flow flow : flows(guard, from, to, has)) {
            asked++;
            open.add(flow.port() + flow.protocol());
            check(guard, folder, line, flow, Decision.ALLOW, disagreements);
        }
        // ranges may hold ports of the other side inside: only plain lists of ports are subtracted
        boolean plain = has.equals(NONE) || !has.contains("-") && !has.startsWith("All");
        for (Flow flow : plain ? flows(guard, from, to, other) : List.<Flow>of()) {
            boolean wholeProtocol = has.matches(".*\\b" + flow.protocol() + "(,.*|$)");
            if (!open.contains(flow.port() + flow.protocol()) && !wholeProtocol) {
                asked++;
                check(guard, folder, line, flow, Decision.DENY, disagreements);
            }
        }
        return asked;
    }

    private static List<Flow> flows(NpGuard guard, String from, String to, String connections) {
        return connections.equals(NONE) ? List.of() : guard.flows(from, to, connections.equals("All Connections") ? "TCP, UDP, SCTP" : connections);
    }

    private static void check(NpGuard guard, String folder, Matcher line, Flow flow, Decision expected, List<String> disagreements) {
        Verdict verdict = guard.stack().judge(flow);
        if (verdict.decision() != expected) {
            disagreements.add(folder + " " + flow.port() + "/" + flow.protocol() + " expected " + expected + ": " + line.group() + " but " + verdict);
        }
    }
}
