package io.netdx.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The situations of the Kubernetes end-to-end tests of NetworkPolicy, each as a truth table over pods a, b and c of the namespaces x, y
 * and z ({@code pod=a}), which listen on 80 and 81 of every protocol. Listed is what is denied; a pod reaches itself in any case.
 */
class TruthTableTest {

    private static final List<String> PODS = pods();
    private static final String FROM_B = "from: [{podSelector: {matchLabels: {pod: b}}}]";
    private static final String A = "podSelector: {matchLabels: {pod: a}}";
    private static final String ALL_PORTS = "{name: serve-80-tcp, containerPort: 80}, {name: serve-81-tcp, containerPort: 81}, {name: serve-80-udp, containerPort: 80, protocol: UDP}, "
            + "{name: serve-81-udp, containerPort: 81, protocol: UDP}, {name: serve-80-sctp, containerPort: 80, protocol: SCTP}";

    private static List<String> pods() {
        List<String> pods = new ArrayList<>();
        for (String namespace : List.of("x", "y", "z")) {
            List.of("a", "b", "c").forEach(pod -> pods.add(namespace + "/" + pod));
        }
        return pods;
    }

    private static Arguments row(String name, String probe, String denied, String... policies) {
        return Arguments.of(Named.of(name, probe), denied, List.of(policies));
    }

    /** {@code FROM>TO} with {@code *} for every namespace or pod, and {@code !} in front of what is allowed after all. */
    static Stream<Arguments> tables() {
        String y = "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: y}}";
        String notX = "namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [x]}]}";
        return Stream.of(
                row("default deny ingress", "80/TCP", "*/*>x/*", "podSelector: {}, policyTypes: [Ingress]"),
                row("default deny all", "80/TCP", "*/*>x/*, x/*>*/*", "podSelector: {}, policyTypes: [Ingress, Egress]"),
                row("pods of the own namespace", "80/TCP", "*/*>x/a, !x/b>x/a", A + ", ingress: [{" + FROM_B + "}]"),
                row("allow all to one target beside deny all", "80/TCP", "*/*>x/b, */*>x/c", "podSelector: {}, policyTypes: [Ingress]",
                        A + ", ingress: [{from: [{podSelector: {}, namespaceSelector: {}}]}]"),
                row("every namespace", "80/TCP", "", A + ", ingress: [{from: [{namespaceSelector: {}}]}]"),
                row("one other namespace", "80/TCP", "x/*>x/a, z/*>x/a", A + ", ingress: [{from: [{" + y + "}]}]"),
                row("expressions about pods", "80/TCP", "*/*>x/a, !x/b>x/a", A + ", ingress: [{from: [{podSelector: {matchExpressions: [{key: pod, operator: In, values: [b]}]}}]}]"),
                row("expressions about namespaces", "80/TCP", "x/*>x/a, z/*>x/a", A + ", ingress: [{from: [{namespaceSelector: {matchExpressions: "
                        + "[{key: kubernetes.io/metadata.name, operator: In, values: [y]}]}}]}]"),
                row("a pod or a namespace", "80/TCP", "x/a>x/a, x/c>x/a", A + ", ingress: [{from: [{" + notX + "}, {podSelector: {matchLabels: {pod: b}}}]}]"),
                row("a pod and a namespace", "80/TCP", "x/*>x/a, y/a>x/a, y/c>x/a, z/a>x/a, z/c>x/a", A + ", ingress: [{from: [{" + notX + ", podSelector: {matchLabels: {pod: b}}}]}]"),
                row("several pods and namespaces", "80/TCP", "x/*>x/a, y/a>x/a, z/a>x/a", A + ", ingress: [{from: [{" + notX
                        + ", podSelector: {matchExpressions: [{key: pod, operator: In, values: [b, c]}]}}]}]"),
                row("any of several pods", "80/TCP", "*/*>x/a, !x/b>x/a, !x/c>x/a", A + ", ingress: [{from: [{podSelector: {matchLabels: {pod: b}}}, {podSelector: {matchLabels: {pod: c}}}]}]"),
                row("a port that is open", "81/TCP", "x/*>x/a, z/*>x/a", A + ", ingress: [{from: [{" + y + "}], ports: [{port: 81}]}]"),
                row("a port that is not", "80/TCP", "*/*>x/a", A + ", ingress: [{from: [{" + y + "}], ports: [{port: 81}]}]"),
                row("policies add up, first port", "80/TCP", "x/*>x/a, z/*>x/a", A + ", ingress: [{from: [{" + y + "}], ports: [{port: 80}]}]", A + ", ingress: [{from: [{" + y
                        + "}], ports: [{port: 81}]}]"),
                row("policies add up, second port", "81/TCP", "x/*>x/a, z/*>x/a", A + ", ingress: [{from: [{" + y + "}], ports: [{port: 80}]}]", A + ", ingress: [{from: [{" + y
                        + "}], ports: [{port: 81}]}]"),
                row("both sides must agree", "80/TCP", "x/a>*/*, !x/a>y/a, */*>y/a, !x/*>y/a", A + ", policyTypes: [Egress], egress: [{to: [{" + y + ", podSelector: {matchLabels: {pod: a}}}]}]",
                        "@y " + A + ", ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: x}}}]}]"),
                row("allow all takes precedence", "81/TCP", "", "podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {pod: b}}}]}]", "podSelector: {}, ingress: [{}]"),
                row("allow all egress takes precedence", "80/TCP", "", "podSelector: {}, policyTypes: [Egress]", "podSelector: {}, policyTypes: [Egress], egress: [{}]"),
                row("a named port", "81/TCP", "x/*>x/a, z/*>x/a", A + ", ingress: [{from: [{" + y + "}], ports: [{port: serve-81-tcp}]}]"),
                row("another named port", "80/TCP", "*/*>x/a", A + ", ingress: [{from: [{" + y + "}], ports: [{port: serve-81-tcp}]}]"),
                row("a named port of egress", "80/TCP", "x/a>*/*", A + ", policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}], ports: [{port: serve-80-udp, protocol: UDP}]}]"),
                row("only UDP is named: TCP", "81/TCP", "*/*>x/a", A + ", ingress: [{ports: [{port: 81, protocol: UDP}]}]"),
                row("only UDP is named: UDP", "81/UDP", "", A + ", ingress: [{ports: [{port: 81, protocol: UDP}]}]"),
                row("only SCTP is named", "80/TCP", "*/*>x/a", A + ", ingress: [{ports: [{port: 80, protocol: SCTP}]}]"),
                row("a protocol without port: UDP", "80/UDP", "", A + ", ingress: [{ports: [{protocol: UDP}]}]"),
                row("a protocol without port: TCP", "80/TCP", "*/*>x/a", A + ", ingress: [{ports: [{protocol: UDP}]}]"),
                row("a range to one pod", "80/TCP", "x/a>*/*, !x/a>y/b", A + ", policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.2.2/32}}]}]"),
                row("a range with a hole", "80/TCP", "x/a>*/*, !x/a>y/a, !x/a>y/c", A + ", policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.2.0/24, except: [10.0.2.2/32]}}]}]"),
                row("a hole that another policy fills", "80/TCP", "x/a>*/*, !x/a>y/*", A + ", policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.2.0/24, except: [10.0.2.2/32]}}]}]",
                        A + ", policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.2.2/32}}]}]"),
                row("a range of ports", "81/TCP", "x/a>*/*, !x/a>y/*", A + ", policyTypes: [Egress], egress: [{to: [{" + y + "}], ports: [{port: 80, endPort: 90}]}]"),
                row("above a range of ports", "91/TCP", "x/a>*/*", A + ", policyTypes: [Egress], egress: [{to: [{" + y + "}], ports: [{port: 80, endPort: 90}]}]"),
                row("an egress section that policyTypes leaves out", "80/TCP", "", A + ", policyTypes: [Ingress], ingress: [{}], egress: []"),
                row("only replies leave", "80/TCP", "x/a>*/*", A + ", policyTypes: [Egress], egress: []"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void denied(String probe, String denied, List<String> policies) {
        List<String> documents = new ArrayList<>();
        for (String pod : PODS) {
            String ip = "10.0." + (pod.charAt(0) - 'x' + 1) + "." + (pod.charAt(2) - 'a' + 1);
            documents.add(Manifests.pod(pod.substring(0, 1), pod.substring(2), Map.of("pod", pod.substring(2)), ip, ALL_PORTS, ""));
        }
        for (String policy : policies) {
            boolean other = policy.startsWith("@");
            documents.add(Manifests.policy(other ? policy.substring(1, 2) : "x", "p" + documents.size(), other ? policy.substring(3) : policy));
        }
        Manifests cluster = Manifests.of(documents.toArray(String[]::new));
        PolicyStack stack = PolicyStack.of(cluster.cluster(), Manifests.CALICO);
        TreeSet<String> found = new TreeSet<>();
        for (String from : PODS) {
            for (String to : PODS) {
                Decision decision = stack.judge(new Flow(cluster.peer(from), cluster.peer(to), Integer.parseInt(probe.split("/")[0]), probe.split("/")[1])).decision();
                assertThat(decision).isNotEqualTo(Decision.UNKNOWN);
                if (decision == Decision.DENY) {
                    found.add(from + ">" + to);
                }
            }
        }
        assertThat(found).isEqualTo(expected(denied));
    }

    private static TreeSet<String> expected(String denied) {
        TreeSet<String> pairs = new TreeSet<>();
        for (String item : denied.isEmpty() ? new String[0] : denied.split(", ")) {
            String pattern = (item.startsWith("!") ? item.substring(1) : item).replace("*", "[a-z]");
            for (String from : PODS) {
                for (String to : PODS) {
                    if (!from.equals(to) && (from + ">" + to).matches(pattern)) {
                        boolean ignored = item.startsWith("!") ? pairs.remove(from + ">" + to) : pairs.add(from + ">" + to);
                    }
                }
            }
        }
        return pairs;
    }
}
