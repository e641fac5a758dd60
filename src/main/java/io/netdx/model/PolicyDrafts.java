package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.KubeObject;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Workload;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes the policy that admits what another one shuts out. Policies add up, so that it opens this and nothing else; it selects pods
 * by the labels that their workload does, all of which are isolated already. Names and labels come from anybody: where one is not what
 * the API server would take, no policy is written at all.
 */
final class PolicyDrafts {

    /** More would not be read before they are pasted. */
    private static final int MOST = 8;
    /** The first calls of hundreds show whom a policy shuts out. */
    private static final int LOOKED_AT = 200;

    private final Cluster cluster;
    private final boolean cilium;

    PolicyDrafts(Cluster cluster, Cni cni) {
        this.cluster = cluster;
        this.cilium = cni.name().equals("cilium");
    }

    /** Rules of one new policy: ports by peer, both as YAML, and ports of nodes, which to Cilium are no addresses. */
    private record Rules(ObjectRef workload, Peer.OfPod isolated, Map<String, Set<String>> pods, Set<String> nodes) {
    }

    /** One document for each isolated workload; empty where there is nothing that could be written. */
    String of(Direction direction, Collection<Policies.Denial> denials) {
        try {
            return write(direction, denials);
        } catch (PolicyManifest.Implausible e) {
            return "";
        }
    }

    private String write(Direction direction, Collection<Policies.Denial> denials) {
        boolean ingress = direction == Direction.INGRESS;
        Map<ObjectRef, Rules> drafts = new TreeMap<>();
        for (Policies.Denial d : denials.stream().limit(LOOKED_AT).toList()) {
            if ((ingress ? d.flow().to() : d.flow().from()) instanceof Peer.OfPod isolated && !isolated.hostNetwork()) {
                Rules rules = drafts.computeIfAbsent(Policies.owner(cluster, isolated), w -> new Rules(w, isolated, new LinkedHashMap<>(), new LinkedHashSet<>()));
                Peer other = ingress ? d.flow().from() : d.flow().to();
                String port = "{protocol: " + d.flow().protocol() + ", port: " + d.flow().port() + "}";
                if (cilium && Flows.ofNode(other)) {
                    rules.nodes().add("{port: \"" + d.flow().port() + "\", protocol: " + d.flow().protocol() + "}");
                } else {
                    peers(other, isolated.namespace()).forEach(peer -> rules.pods().computeIfAbsent(peer, p -> new LinkedHashSet<>()).add(port));
                }
            }
        }
        List<String> documents = new ArrayList<>();
        drafts.values().forEach(rules -> documents(ingress, rules, documents));
        return documents.size() <= MOST ? String.join("\n---\n", documents) : String.join("\n---\n", documents.subList(0, MOST)) + "\n# and "
                + (documents.size() - MOST) + " more workloads, in the same way";
    }

    private void documents(boolean ingress, Rules rules, List<String> documents) {
        String selector = "    matchLabels: " + PolicyManifest.labels(stable(rules.workload(), rules.isolated()));
        if (!rules.pods().isEmpty()) {
            Map<Set<String>, List<String>> byPorts = new LinkedHashMap<>();
            rules.pods().forEach((peer, ports) -> byPorts.computeIfAbsent(ports, p -> new ArrayList<>()).add(peer));
            documents.add(head("networking.k8s.io/v1", "NetworkPolicy", ingress, rules) + "\n  podSelector:\n" + selector + "\n  policyTypes: ["
                    + (ingress ? "Ingress" : "Egress") + "]\n" + byPorts.entrySet().stream().map(e -> "  " + (ingress ? "ingress:\n  - from:\n" : "egress:\n  - to:\n")
                    + String.join("\n", e.getValue()) + "\n    ports: [" + String.join(", ", e.getKey()) + "]").collect(Collectors.joining("\n"))
                    .replace("\n  ingress:\n", "\n").replace("\n  egress:\n", "\n"));
        }
        if (!rules.nodes().isEmpty()) {
            documents.add(head("cilium.io/v2", "CiliumNetworkPolicy", ingress, rules) + "\n  endpointSelector:\n" + selector + (ingress
                    ? "\n  ingress:\n  - fromEntities: [host, remote-node, kube-apiserver]" : "\n  egress:\n  - toEntities: [host, remote-node, kube-apiserver]")
                    + "\n    toPorts: [{ports: [" + String.join(", ", rules.nodes()) + "]}]");
        }
    }

    private String head(String version, String kind, boolean ingress, Rules rules) {
        String namespace = rules.isolated().namespace();
        return PolicyManifest.head(version, kind, namespace, unused(cluster, kind, namespace, (ingress ? "allow-to-" : "allow-from-") + rules.workload().name()));
    }

    /** The name, or with a number behind it where it is taken: applying must change nothing that is there. */
    static String unused(Cluster cluster, String kind, String namespace, String name) {
        String free = name;
        for (int i = 2; cluster.find(KubeObject.class, ObjectRef.of(kind, namespace, free)).isPresent(); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    private List<String> peers(Peer peer, String own) {
        if (peer instanceof Peer.OfPod pod && !pod.hostNetwork()) {
            String labels = "        matchLabels: " + PolicyManifest.labels(stable(Policies.owner(cluster, pod), pod));
            return List.of(pod.namespace().equals(own) ? "    - podSelector:\n" + labels : "    - namespaceSelector:\n        matchLabels: "
                    + PolicyManifest.namespace(cluster, pod.namespace()) + "\n      podSelector:\n" + labels);
        }
        if (Flows.standsForOthers(peer)) {
            return List.of("    # every address: the one that is meant is not known; narrow it\n    - ipBlock: {cidr: \"0.0.0.0/0\"}");
        }
        Set<String> ips = new TreeSet<>(peer.ips());
        if (peer instanceof Peer.OfPod pod) {
            // the next of them calls from another node
            ObjectRef workload = Policies.owner(cluster, pod);
            cluster.podsIn(pod.namespace()).stream().filter(p -> !p.finished() && cluster.workloadOf(p).equals(workload)).forEach(p -> ips.addAll(p.podIps()));
        }
        if (ips.isEmpty()) {
            throw new PolicyManifest.Implausible("no address");
        }
        return ips.stream().map(ip -> "    - ipBlock: {cidr: \"" + PolicyManifest.host(ip) + "\"}").toList();
    }

    /** The labels that the workload selects its pods by; those of a pod without the ones that change with every rollout. */
    private Map<String, String> stable(ObjectRef workload, Peer.OfPod pod) {
        Optional<LabelSelector> selector = cluster.find(Workload.class, workload).map(Workload::selector)
                .filter(s -> s.matchExpressions().isEmpty() && !s.matchLabels().isEmpty() && s.matches(pod.labels()));
        Map<String, String> labels = new TreeMap<>(selector.map(LabelSelector::matchLabels).orElse(pod.labels()));
        labels.keySet().removeAll(Mistakes.EPHEMERAL);
        return labels;
    }
}
