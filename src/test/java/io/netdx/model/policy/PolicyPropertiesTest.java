package io.netdx.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.cluster.ClusterBuilder;
import io.netdx.fact.Container;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.Meta;
import io.netdx.fact.Namespace;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every set of policies: 20 random ones for each seed, small enough that everything collides. */
class PolicyPropertiesTest {

    private static final List<String> NAMESPACES = List.of("shop", "crm", "hr");
    private static final List<String> APPS = List.of("web", "api", "db");
    private static final List<Integer> PORTS = List.of(80, 443, 5432, 8080);

    private final List<Peer> peers = new ArrayList<>();
    private final List<NetworkPolicy> policies = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("io.netdx.Rounds#seeds")
    void orderOfPoliciesDoesNotMatter(long seed) {
        each(seed, random -> {
            List<Verdict> before = verdicts(policies);
            List<NetworkPolicy> shuffled = new ArrayList<>(policies);
            Collections.shuffle(shuffled, random);
            assertThat(verdicts(shuffled)).isEqualTo(before);
        });
    }

    @ParameterizedTest
    @MethodSource("io.netdx.Rounds#seeds")
    void anotherRuleNeverTakesAway(long seed) {
        each(seed, random -> {
            List<Verdict> before = verdicts(policies);
            List<NetworkPolicy> more = new ArrayList<>(policies);
            int at = random.nextInt(more.size());
            NetworkPolicy old = more.get(at);
            List<NetworkPolicy.Rule> ingress = new ArrayList<>(old.ingress());
            List<NetworkPolicy.Rule> egress = new ArrayList<>(old.egress());
            (random.nextBoolean() || !old.isolatesEgress() ? ingress : egress).add(rule(random));
            more.set(at, new NetworkPolicy(old.meta(), old.podSelector(), types(old), ingress, egress));
            List<Verdict> after = verdicts(more);
            for (int i = 0; i < before.size(); i++) {
                assertThat(before.get(i).decision() == Decision.ALLOW && after.get(i).decision() != Decision.ALLOW).isFalse();
            }
        });
    }

    /** Written out: another rule must not change which directions the policy isolates. */
    private static List<String> types(NetworkPolicy policy) {
        return policy.isolatesEgress() ? policy.isolatesIngress() ? List.of("Ingress", "Egress") : List.of("Egress") : List.of("Ingress");
    }

    @ParameterizedTest
    @MethodSource("io.netdx.Rounds#seeds")
    void rememberedAnswersAreThoseOfEachMember(long seed) {
        each(seed, random -> {
            List<Verdict> remembered = verdicts(policies);
            List<Verdict> fresh = new ArrayList<>();
            Cluster cluster = cluster(policies);
            flows().forEach(flow -> fresh.add(PolicyStack.of(cluster, Manifests.CALICO).judge(flow)));
            assertThat(remembered).isEqualTo(fresh);
        });
    }

    @ParameterizedTest
    @MethodSource("io.netdx.Rounds#seeds")
    void podsOfOneClassHaveTheSameVerdicts(long seed) {
        each(seed, random -> {
            PolicyStack stack = PolicyStack.of(cluster(policies), Manifests.CALICO);
            Map<Object, List<Decision>> byClass = new java.util.HashMap<>();
            for (Peer peer : peers) {
                if (peer instanceof Peer.OfPod pod) {
                    List<Decision> decisions = new ArrayList<>();
                    for (int port : PORTS) {
                        decisions.add(stack.judge(new Flow(pod, new Peer.OfAddress("203.0.113.7", ""), port, "TCP")).decision());
                        decisions.add(stack.judge(new Flow(new Peer.OfAddress("10.1.9.9", ""), pod, port, "TCP")).decision());
                    }
                    assertThat(byClass.computeIfAbsent(stack.classOf(pod), c -> decisions)).isEqualTo(decisions);
                }
            }
        });
    }

    private void each(long seed, java.util.function.Consumer<Random> property) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            peers.clear();
            policies.clear();
            for (int p = 0; p < 12; p++) {
                peers.add(pod(random, p));
            }
            peers.add(new Peer.OfAddress("203.0.113.7", ""));
            for (int p = 1 + random.nextInt(6); p > 0; p--) {
                policies.add(policy(random, p));
            }
            property.accept(random);
        }
    }

    private List<Verdict> verdicts(List<NetworkPolicy> of) {
        PolicyStack stack = PolicyStack.of(cluster(of), Manifests.CALICO);
        return flows().stream().map(stack::judge).toList();
    }

    private List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        for (Peer from : peers) {
            for (Peer to : peers) {
                flows.add(new Flow(from, to, PORTS.get(flows.size() % PORTS.size()), flows.size() % 5 == 0 ? "UDP" : "TCP"));
            }
        }
        return flows;
    }

    private static Cluster cluster(List<NetworkPolicy> policies) {
        ClusterBuilder builder = new ClusterBuilder();
        NAMESPACES.forEach(ns -> builder.add(new Namespace(meta(ObjectRef.ofNamespace(ns), Map.of("team", ns.substring(0, 1))), "Active", List.of())));
        policies.forEach(builder::add);
        return builder.build();
    }

    private static Peer.OfPod pod(Random random, int number) {
        String ns = one(random, NAMESPACES);
        Map<String, String> labels = new TreeMap<>(Map.of("app", one(random, APPS), "pod-template-hash", "h" + number));
        if (random.nextBoolean()) {
            labels.put("tier", one(random, List.of("front", "back")));
        }
        boolean host = random.nextInt(6) == 0;
        List<Container.Port> ports = List.of(new Container.Port("http", one(random, PORTS), "TCP", 0));
        return new Peer.OfPod(ObjectRef.of("Pod", ns, "pod-" + number), ns, labels, List.of((host ? "192.168.1." : "10.1.0.") + number),
                host,
                "worker-" + number % 2, "default", ports);
    }

    private static NetworkPolicy policy(Random random, int number) {
        List<String> types = one(random, List.of(List.of(), List.of("Ingress"), List.of("Egress"), List.of("Ingress", "Egress")));
        return new NetworkPolicy(meta(ObjectRef.of("NetworkPolicy", one(random, NAMESPACES), "policy-" + number), Map.of()),
                selector(random), types, rules(random), rules(random));
    }

    private static List<NetworkPolicy.Rule> rules(Random random) {
        List<NetworkPolicy.Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            rules.add(rule(random));
        }
        return rules;
    }

    private static NetworkPolicy.Rule rule(Random random) {
        List<NetworkPolicy.Peer> peers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            boolean pods = random.nextBoolean();
            peers.add(random.nextInt(4) == 0 ? new NetworkPolicy.Peer(Optional.empty(), Optional.empty(),
                    one(random, List.of("10.1.0.0/29", "0.0.0.0/0", "192.168.1.0/30")), random.nextBoolean()
                            ? List.of() : List.of("192.168.1.2/32"))
                    : new NetworkPolicy.Peer(pods ? Optional.of(selector(random)) : Optional.empty(), !pods || random.nextBoolean()
                    ? Optional.of(new LabelSelector(random.nextBoolean() ? Map.of() : Map.of("team", "s"), List.of())) : Optional.empty(),
                            "", List.of()));
        }
        List<NetworkPolicy.Port> ports = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int port = one(random, PORTS);
            ports.add(new NetworkPolicy.Port(one(random, List.of("TCP", "TCP", "UDP")), one(random, List.of("http", "", port + "")), 0));
        }
        return new NetworkPolicy.Rule(peers, ports);
    }

    private static LabelSelector selector(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> LabelSelector.EVERYTHING;
            case 1 -> new LabelSelector(Map.of(), List.of(new LabelSelector.Requirement("tier", one(random,
                    List.of("Exists", "DoesNotExist")), List.of())));
            case 2 -> new LabelSelector(Map.of(), List.of(new LabelSelector.Requirement("app", one(random, List.of("In", "NotIn")),
                    List.of(one(random, APPS)))));
            default -> new LabelSelector(Map.of("app", one(random, APPS)), List.of());
        };
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Meta meta(ObjectRef ref, Map<String, String> labels) {
        return new Meta(ref, labels, Map.of(), Optional.empty(), Instant.EPOCH, false, Provenance.NONE, Map.of());
    }
}
