package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.Coverage;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds conditions of nodes that are not as they should be. */
final class Nodes {

    /** Of fewer workloads, each may have its own trouble. */
    private static final int DARK = 3;
    private static final Duration TOGETHER = Duration.ofSeconds(30);
    /** Taints of autoscalers and cloud controllers on nodes that are about to go. */
    private static final List<String> REMOVAL = List.of("ToBeDeletedByClusterAutoscaler", "DeletionCandidateOfClusterAutoscaler",
            "node.cloudprovider.kubernetes.io/shutdown", "karpenter.sh/disrupt", "karpenter.sh/disruption");

    private final Cluster cluster;

    Nodes(Cluster cluster) {
        this.cluster = cluster;
    }

    List<NodeTrouble> troubles() {
        List<NodeTrouble> troubles = new ArrayList<>();
        boolean podCidrsUsed = cluster.all(Node.class).stream().anyMatch(n -> !n.podCidrs().isEmpty());
        for (Node node : cluster.all(Node.class)) {
            for (Condition c : node.conditions()) {
                condition(node, c, troubles);
            }
            if (node.unschedulable()) {
                troubles.add(of(node, "cordoned", "Unschedulable", "spec.unschedulable is true"));
            }
            for (Node.Taint taint : node.taints()) {
                if (!taint.key().startsWith("node.kubernetes.io/") && !taint.key().startsWith("node-role.kubernetes.io/")
                        && !taint.effect().equals("PreferNoSchedule")) {
                    troubles.add(of(node, "tainted", taint.key(), taint.toString()));
                }
            }
            if (podCidrsUsed && node.podCidrs().isEmpty() && cluster.complete("Node", Coverage.ALL)) {
                troubles.add(of(node, "no-pod-cidr", "", "spec.podCIDR is empty although other nodes have one"));
            }
        }
        return troubles;
    }

    /**
     * Nodes of which all pods are not ready while those of others are, where nobody collected the nodes: the control plane marks the pods
     * of a node that stopped reporting so, those on the host network too.
     */
    List<NodeTrouble> darkened() {
        if (cluster.complete("Node", Coverage.ALL)) {
            return List.of();
        }
        Map<String, List<Pod>> byNode = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.node().isEmpty() && !pod.finished() && !pod.meta().terminating() && pod.readinessSeen()) {
                byNode.computeIfAbsent(pod.node(), n -> new ArrayList<>()).add(pod);
            }
        }
        int all = byNode.size();
        byNode.values().removeIf(pods -> pods.stream().anyMatch(Pod::ready));
        boolean light = byNode.size() < all;
        List<NodeTrouble> dark = new ArrayList<>();
        byNode.forEach((node, pods) -> {
            long workloads = pods.stream().map(cluster::workloadOf).distinct().count();
            if (light && workloads >= DARK) {
                dark.add(new NodeTrouble(node, pods.stream().anyMatch(Pod::hostNetwork) ? "dark" : "pods-dark", "",
                        "all " + pods.size() + " pods of " + workloads + " workloads are not ready", pods.get(0).source()));
            }
        });
        return dark;
    }

    /** Groups of nodes that fell silent together: within a heartbeat and the controller's own period of each other. */
    List<NodesSilent> silences() {
        List<Node> silent = cluster.all(Node.class).stream().filter(n -> since(n).isPresent() && !replaced(n))
                .sorted(Comparator.comparing((Node n) -> since(n).orElseThrow()).thenComparing(n -> n.meta().name())).toList();
        int reporting = (int) cluster.all(Node.class).stream().filter(Node::ready).count();
        List<NodesSilent> groups = new ArrayList<>();
        List<Node> group = new ArrayList<>();
        for (Node node : silent) {
            if (!group.isEmpty() && since(group.get(0)).orElseThrow().plus(TOGETHER).isBefore(since(node).orElseThrow())) {
                close(group, reporting, groups);
            }
            group.add(node);
        }
        close(group, reporting, groups);
        return groups;
    }

    private static void close(List<Node> group, int reporting, List<NodesSilent> groups) {
        if (group.size() > 1 && reporting > 0) {
            groups.add(new NodesSilent(group.stream().map(n -> n.meta().name()).sorted().toList(), reporting, group.get(0).source()));
        }
        group.clear();
    }

    private static Optional<Instant> since(Node node) {
        return node.condition("Ready").filter(c -> c.status().equals("Unknown")).map(Condition::since);
    }

    /** Somebody takes it out of the cluster: its silence is meant. */
    private static boolean replaced(Node node) {
        return node.meta().terminating() || node.unschedulable() || node.taints().stream().anyMatch(t ->
                REMOVAL.stream().anyMatch(t.key()::startsWith));
    }

    private static void condition(Node node, Condition c, List<NodeTrouble> troubles) {
        switch (c.type()) {
            case "Ready" -> {
                if (c.status().equals("False")) {
                    troubles.add(of(node, "not-ready", c.reason(), c.message()));
                } else if (c.status().equals("Unknown")) {
                    troubles.add(of(node, "silent", c.reason(), c.message()));
                }
            }
            case "NetworkUnavailable" -> {
                if (c.status().equals("True")) {
                    troubles.add(of(node, "network-unavailable", c.reason(), c.message()));
                }
            }
            case "MemoryPressure", "DiskPressure", "PIDPressure" -> {
                if (c.status().equals("True")) {
                    troubles.add(of(node, "pressure", c.type(), c.message()));
                }
            }
            default -> { }
        }
    }

    private static NodeTrouble of(Node node, String kind, String reason, String detail) {
        return new NodeTrouble(node.meta().name(), kind, reason, Pods.firstLine(detail), node.source());
    }
}
