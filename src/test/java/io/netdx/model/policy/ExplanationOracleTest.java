package io.netdx.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Who decides: another engine's explanations over its own manifests ({@code -Dnetdx.data}). For each explained pair and direction the
 * same policies must be named, for what is allowed as for what is denied.
 */
class ExplanationOracleTest {

    private static final Pattern PAIR = Pattern.compile("Connections between (.*) => (.*):");
    private static final Pattern CONNECTIONS = Pattern.compile("\t(Allowed|Denied) ([A-Z].*) due to the (following policies and rules:|system default.*)");
    private static final Pattern DIRECTION = Pattern.compile("\t\t(Egress|Ingress) \\((Allowed|Denied)\\)(.*)");
    private static final Pattern POLICY = Pattern.compile("(?:- )?(NetworkPolicy|AdminNetworkPolicy|BaselineAdminNetworkPolicy) '([^']*)' (\\w+).*");

    @Test
    void namesThePoliciesThatDecide() throws IOException {
        Path outputs = NpGuard.HOME.resolve("test_outputs/connlist");
        Assumptions.assumeTrue(Files.isDirectory(outputs));
        List<Path> files;
        try (Stream<Path> all = Files.list(outputs)) {
            files = all.filter(f -> f.toString().endsWith("_explain_output.txt")).sorted().toList();
        }
        List<String> disagreements = new ArrayList<>();
        int asked = 0;
        for (Path file : files) {
            Optional<Path> manifests = manifests(file);
            if (manifests.isPresent()) {
                asked += new Explanation(manifests.get()).check(Files.readAllLines(file), disagreements);
            }
        }
        System.out.println("explained directions asked " + asked + ", disagreements " + disagreements.size());
        disagreements.stream().limit(40).forEach(System.out::println);
        assertThat(disagreements).isEmpty();
        assertThat(asked).isGreaterThan(1500);
    }

    /** The folder whose name is the longest beginning of the file's. User-defined networks and virtual machines are another subject. */
    private static Optional<Path> manifests(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.matches("(udn|cudn|nad|udn_and_vms|vm|virtual_machines|multiple_topology)_.*")) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(NpGuard.HOME.resolve("tests"))) {
            return folders.filter(f -> name.startsWith(f.getFileName() + "_")).max(Comparator.comparingInt(f -> f.toString().length()));
        }
    }

    private static final class Explanation {
        final String folder;
        final NpGuard guard;

        Explanation(Path manifests) {
            this.folder = manifests.getFileName().toString();
            this.guard = new NpGuard(manifests);
        }

        int check(List<String> lines, List<String> disagreements) {
            int asked = 0;
            String from = "";
            String to = "";
            String connections = "";
            for (int i = 0; i < lines.size(); i++) {
                Matcher pair = PAIR.matcher(lines.get(i));
                Matcher section = CONNECTIONS.matcher(lines.get(i));
                Matcher direction = DIRECTION.matcher(lines.get(i));
                if (pair.matches()) {
                    from = pair.group(1);
                    to = pair.group(2);
                    connections = "";
                } else if (section.matches()) {
                    connections = section.group(3).startsWith("following") ? section.group(2) : "";
                } else if (direction.matches() && !connections.isEmpty() && NpGuard.one(from) && NpGuard.one(to)) {
                    asked++;
                    direction(from, to, connections, direction, lines.subList(i + 1, lines.size()), disagreements);
                }
            }
            return asked;
        }

        private void direction(String from, String to, String connections, Matcher expected, List<String> after, List<String> disagreements) {
            boolean allowed = expected.group(2).equals("Allowed");
            TreeSet<String> policies = new TreeSet<>();
            for (String line : after) {
                Matcher policy = POLICY.matcher(line.strip());
                if (!line.startsWith("\t\t\t")) {
                    break;
                }
                boolean decides = policy.matches() && (allowed ? policy.group(3).equals("allows") : !policy.group(3).equals("passes"));
                if (decides) {
                    policies.add(policy.group(1) + " " + policy.group(2));
                }
            }
            Direction direction = expected.group(1).equals("Egress") ? Direction.EGRESS : Direction.INGRESS;
            for (Flow flow : guard.flows(from, to, connections)) {
                Opinion opinion = guard.stack().judge(flow, direction);
                TreeSet<String> by = new TreeSet<>(opinion.by().stream().map(Explanation::name).toList());
                boolean same = policies.isEmpty() ? opinion.decision().filter(d -> d != Decision.ALLOW).isEmpty()
                        : opinion.decision().equals(Optional.of(allowed ? Decision.ALLOW : Decision.DENY)) && by.equals(policies);
                if (!same) {
                    disagreements.add(folder + ": " + from + " => " + to + " " + flow.port() + "/" + flow.protocol() + " " + expected.group().strip() + " by "
                            + policies + ", but " + opinion);
                }
            }
        }

        private static String name(ObjectRef ref) {
            return (ref.kind().indexOf('.') < 0 ? ref.kind() : ref.kind().substring(0, ref.kind().indexOf('.'))) + " " + ref.qualifiedName();
        }
    }
}
