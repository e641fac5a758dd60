package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.Node;
import java.util.ArrayList;
import java.util.List;

/** Finds conditions of nodes that are not as they should be. */
final class Nodes {

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
            if (podCidrsUsed && node.podCidrs().isEmpty()) {
                troubles.add(of(node, "no-pod-cidr", "", "spec.podCIDR is empty although other nodes have one"));
            }
        }
        return troubles;
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
