package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.Event;
import io.netdx.fact.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What detectors on nodes, and the controller of nodes, report besides the conditions of Kubernetes itself. */
final class NodeReports {

    private static final Set<String> OWN = Set.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable", "OutOfDisk");
    /** node-problem-detector calls a fault true by these names, and its health false with a reason that begins with No. */
    private static final List<String> FAULTS = List.of("Deadlock", "Problem", "Unhealthy", "Unreachable", "Failed", "Failure", "Error");
    private static final int OFTEN = 3;

    private final Cluster cluster;

    NodeReports(Cluster cluster) {
        this.cluster = cluster;
    }

    List<NodeTrouble> find() {
        List<NodeTrouble> troubles = new ArrayList<>();
        Map<String, Integer> silences = new HashMap<>();
        for (Event e : cluster.all(Event.class)) {
            if (e.reason().equals("NodeNotReady") && e.ref().kind().equals("Node")) {
                silences.merge(e.ref().name(), e.count(), Integer::sum);
            }
        }
        for (Node node : cluster.all(Node.class)) {
            for (Condition c : node.conditions()) {
                if (!OWN.contains(c.type()) && bad(c)) {
                    troubles.add(new NodeTrouble(node.meta().name(), "reported", c.type(), c.type() + " is " + c.status() + " (" + c.reason() + "): "
                            + Pods.firstLine(c.message()), node.source()));
                }
            }
            int times = silences.getOrDefault(node.meta().name(), 0);
            if (times >= OFTEN && node.ready()) {
                troubles.add(new NodeTrouble(node.meta().name(), "flapping", times + "", "the node was taken for lost " + times + " times and came back each time",
                        node.source()));
            }
        }
        return troubles;
    }

    /** By the way that such conditions are named: FrequentKubeletRestart is bad when true, NetworkingReady when false. */
    private static boolean bad(Condition c) {
        boolean fault = c.type().startsWith("Frequent") || FAULTS.stream().anyMatch(c.type()::endsWith);
        return c.status().equals("True") && fault || c.status().equals("False") && c.type().endsWith("Ready") && !c.reason().startsWith("No");
    }
}
