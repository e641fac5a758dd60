package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A small cluster, read from manifests as the program reads them, and questions to it. Nodes: {@code node-a} 192.0.2.11 and
 * {@code node-b} 192.0.2.12. Namespaces: shop (team=shop), payments (team=payments), monitoring (team=sre). Pods are listed in
 * {@link #PODS}, each with a port {@code http} 8080/TCP.
 */
final class Sketch {

    private static final String[][] PODS = {
        {"shop", "web", "app: web, tier: front", "10.0.0.5", "node-a"},
        {"shop", "orders", "app: orders, tier: back", "10.0.0.6", "node-b"},
        {"payments", "ledger", "app: ledger, tier: back", "10.0.0.7", "node-b"},
        {"monitoring", "prometheus", "app: prometheus", "10.0.0.8", "node-a"}};

    private final Cluster cluster;
    private final PolicyStack stack;

    private Sketch(Cluster cluster, String cni) {
        this.cluster = cluster;
        CniProfile profile = new CniProfile(cni, Optional.of(true), !cni.equals("cilium"), false, false);
        this.stack = PolicyStack.asGiven(cluster, profile);
    }

    static Sketch calico(String... policies) {
        return new Sketch(cluster(policies), "calico");
    }

    static Sketch cilium(String... policies) {
        return new Sketch(cluster(policies), "cilium");
    }

    static Sketch any(String... policies) {
        return new Sketch(cluster(policies), "ovn-kubernetes");
    }

    /** @param policies manifests; those of pods, namespaces and nodes are added */
    static Cluster cluster(String... policies) {
        StringBuilder yaml = new StringBuilder();
        for (String[] node : new String[][] {{"node-a", "192.0.2.11"}, {"node-b", "192.0.2.12"}}) {
            yaml.append("apiVersion: v1\nkind: Node\nmetadata: {name: ").append(node[0]).append(", labels: {zone: ").append(node[0])
                    .append("}}\nstatus: {addresses: [{type: InternalIP, address: ").append(node[1]).append("}]}\n---\n");
        }
        for (String[] ns : new String[][] {{"shop", "shop"}, {"payments", "payments"}, {"monitoring", "sre"}}) {
            yaml.append("apiVersion: v1\nkind: Namespace\nmetadata: {name: ").append(ns[0]).append(", labels: {team: ").append(ns[1])
                    .append("}}\n---\n");
        }
        for (String[] pod : PODS) {
            yaml.append("apiVersion: v1\nkind: Pod\nmetadata: {namespace: ").append(pod[0]).append(", name: ").append(pod[1])
                    .append(", labels: {").append(pod[2]).append("}}\nspec:\n  serviceAccountName: ").append(pod[1])
                    .append("\n  nodeName: ").append(pod[4])
                    .append("\n  containers: [{name: main, image: registry.example/main:1, ports: [{name: http, containerPort: 8080}]}]\n")
                    .append("status: {phase: Running, podIP: ").append(pod[3]).append("}\n---\n");
        }
        for (String policy : policies) {
            yaml.append(policy.strip()).append("\n---\n");
        }
        return SnapshotReader.read(java.util.List.of("-"), new ByteArrayInputStream(yaml.toString().getBytes(StandardCharsets.UTF_8)),
                Limits.DEFAULT, SignatureTable.load()).cluster();
    }

    Cluster cluster() {
        return cluster;
    }

    /** {@code shop/web} for a pod, an address for anything else. */
    Peer peer(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? new Peer.OfAddress(name, "") : Peers.of(cluster.find(Pod.class,
                ObjectRef.of("Pod", name.substring(0, slash), name.substring(slash + 1))).orElseThrow());
    }

    /** Over TCP. */
    Verdict verdict(String from, String to, int port) {
        return stack.judge(new Flow(peer(from), peer(to), port, "TCP"));
    }

    Decision tcp(String from, String to, int port) {
        return verdict(from, to, port).decision();
    }

    Decision udp(String from, String to, int port) {
        return stack.judge(new Flow(peer(from), peer(to), port, "UDP")).decision();
    }
}
