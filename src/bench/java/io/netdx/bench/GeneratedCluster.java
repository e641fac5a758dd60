package io.netdx.bench;

import io.netdx.cluster.Cluster;
import io.netdx.cluster.ClusterBuilder;
import io.netdx.fact.Container;
import io.netdx.fact.DnsConfig;
import io.netdx.fact.Coverage;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.Meta;
import io.netdx.fact.Namespace;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A cluster of any size, the same for the same seed. Twenty workloads a namespace; policies as customers write them: some default
 * deny, half of those without DNS, most of one workload with one or two peers, a quarter that select nothing, a few with address ranges.
 */
final class GeneratedCluster {

    static final int WORKLOADS = 20;

    private final Random random;
    private final ClusterBuilder builder = new ClusterBuilder();
    private final int namespaces;
    private final int podsOfWorkload;

    private GeneratedCluster(long seed, int pods, int namespaces) {
        this.random = new Random(seed);
        this.namespaces = namespaces;
        this.podsOfWorkload = Math.max(1, pods / namespaces / WORKLOADS);
    }

    static Cluster of(long seed, int pods, int namespaces, int policies) {
        GeneratedCluster generated = new GeneratedCluster(seed, pods, namespaces);
        generated.namespaces();
        generated.pods();
        for (int i = 0; i < policies; i++) {
            generated.builder.add(generated.policy(i));
        }
        for (String kind : List.of("Pod", "Namespace", "NetworkPolicy")) {
            generated.builder.covered(kind, Coverage.ALL);
        }
        return generated.builder.build();
    }

    private void namespaces() {
        for (int n = 0; n < namespaces; n++) {
            builder.add(new Namespace(meta(ObjectRef.ofNamespace("team-" + n), Map.of("team", "t" + n % 50, "stage", n % 2 == 0
                    ? "prod" : "test")),
                    "Active", List.of()));
        }
        builder.add(new Namespace(meta(ObjectRef.ofNamespace("kube-system"), Map.of()), "Active", List.of()));
    }

    private void pods() {
        int number = 0;
        for (int n = 0; n < namespaces; n++) {
            for (int w = 0; w < WORKLOADS; w++) {
                for (int p = 0; p < podsOfWorkload; p++) {
                    number++;
                    Map<String, String> labels = new TreeMap<>(Map.of("app", "app-" + w, "tier", "tier-" + w % 3, "pod-template-hash",
                            "h" + n));
                    builder.add(pod("team-" + n, "app-" + w + "-" + p, labels, "10." + (number >> 16) + "." + (number >> 8 & 255) + "."
                            + (number & 255), 8080));
                }
            }
        }
        for (int p = 0; p < 2; p++) {
            builder.add(pod("kube-system", "coredns-" + p, new TreeMap<>(Map.of("k8s-app", "kube-dns")), "10.200.0." + p, 53));
        }
    }

    private NetworkPolicy policy(int number) {
        String namespace = "team-" + number % namespaces;
        ObjectRef ref = ObjectRef.of("NetworkPolicy", namespace, "policy-" + number);
        LabelSelector one = app(random.nextInt(4) == 0 ? WORKLOADS + 5 : random.nextInt(WORKLOADS));
        // the first policies of a namespace: a third has a default deny, half of those let DNS through
        int kind = number / namespaces > 1 ? 2 + random.nextInt(5) : number % 3 == 0 && (number / namespaces == 0 || number % 2 == 0)
                ? number / namespaces : 3;
        return switch (kind) {
            case 0 -> policy(ref, LabelSelector.EVERYTHING, List.of("Ingress", "Egress"), List.of(), List.of());
            case 1 -> policy(ref, LabelSelector.EVERYTHING, List.of("Egress"), List.of(), List.of(new NetworkPolicy.Rule(
                    List.of(peer(Optional.of(new LabelSelector(Map.of("k8s-app", "kube-dns"), List.of())),
                            Optional.of(new LabelSelector(Map.of("kubernetes.io/metadata.name", "kube-system"), List.of())))),
                    List.of(new NetworkPolicy.Port("UDP", "53", 0)))));
            case 2 -> policy(ref, one, List.of("Egress"), List.of(), List.of(new NetworkPolicy.Rule(List.of(new NetworkPolicy.Peer(
                    Optional.empty(), Optional.empty(), "10." + random.nextInt(3) + ".0.0/16", List.of())), List.of())));
            default -> policy(ref, one, List.of("Ingress"), List.of(rule()), List.of());
        };
    }

    private NetworkPolicy.Rule rule() {
        List<NetworkPolicy.Peer> peers = new ArrayList<>();
        peers.add(peer(Optional.of(app(random.nextInt(WORKLOADS))), Optional.empty()));
        if (random.nextBoolean()) {
            peers.add(peer(Optional.of(app(random.nextInt(WORKLOADS))),
                    Optional.of(new LabelSelector(Map.of("team", "t" + random.nextInt(50)), List.of()))));
        }
        return new NetworkPolicy.Rule(peers, List.of(new NetworkPolicy.Port("TCP", random.nextBoolean() ? "8080" : "http", 0)));
    }

    private static LabelSelector app(int number) {
        return new LabelSelector(Map.of("app", "app-" + number), List.of());
    }

    private static NetworkPolicy.Peer peer(Optional<LabelSelector> pods, Optional<LabelSelector> namespaces) {
        return new NetworkPolicy.Peer(pods, namespaces, "", List.of());
    }

    private static NetworkPolicy policy(ObjectRef ref, LabelSelector pods, List<String> types, List<NetworkPolicy.Rule> ingress,
                                        List<NetworkPolicy.Rule> egress) {
        return new NetworkPolicy(meta(ref, Map.of()), pods, types, ingress, egress);
    }

    private static Pod pod(String namespace, String name, Map<String, String> labels, String ip, int port) {
        Container main = new Container("main", "image", false, false, -1, List.of(), List.of(new Container.Port("http", port, "TCP", 0)), Map.of(),
                Map.of(),
                Map.of(), Optional.empty(), Optional.empty(), true, 0, Optional.empty(), Optional.empty(), List.of());
        return new Pod(meta(ObjectRef.of("Pod", namespace, name), labels), "worker-1", "Running", List.of(ip), false, "ClusterFirst",
                List.of(),
                List.of(main), List.of(), Map.of(), "default", DnsConfig.NONE, "", "");
    }

    private static Meta meta(ObjectRef ref, Map<String, String> labels) {
        return new Meta(ref, labels, Map.of(), Optional.empty(), Instant.EPOCH, false, Provenance.NONE, Map.of());
    }
}
