package io.netdx.probe;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import io.netdx.fact.Signature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Nodes to test from: those whose pods complain most, and then others far from them to compare with. */
final class ProbeNodes {

    private static final int MOST = 3;
    private static final Set<String> ENDS_WELL = Set.of("ok", "resolved");

    private final Cluster cluster;
    private final Map<String, Integer> complaints = new TreeMap<>();

    ProbeNodes(Cluster cluster) {
        this.cluster = cluster;
        for (Signature s : cluster.all(Signature.class)) {
            if (!s.group("mode").isEmpty() && !ENDS_WELL.contains(s.group("mode"))) {
                cluster.find(Pod.class, s.ref()).ifPresent(pod -> complaints.merge(pod.node(), 1, Integer::sum));
            }
        }
    }

    /** What was not chosen although asked for is told to {@code left}. */
    List<Node> chosen(List<String> wanted, List<String> left) {
        if (!wanted.isEmpty()) {
            wanted.stream().distinct().filter(n -> cluster.node(n).isEmpty()).forEach(n -> left.add("from node " + n + ": the cluster has none of that name"));
            return wanted.stream().distinct().flatMap(n -> cluster.node(n).stream()).toList();
        }
        List<Node> able = new ArrayList<>(cluster.all(Node.class).stream().filter(ProbeNodes::able).toList());
        able.sort(Comparator.comparing((Node n) -> -complaints.getOrDefault(n.meta().name(), 0)).thenComparing(n -> n.meta().name()));
        List<Node> chosen = new ArrayList<>();
        Set<String> zones = new HashSet<>();
        while (chosen.size() < MOST && !able.isEmpty()) {
            Node next = chosen.isEmpty() ? able.get(0) : able.stream().filter(n -> !zones.contains(zone(n))).findFirst().orElse(able.get(0));
            able.remove(next);
            zones.add(zone(next));
            chosen.add(next);
        }
        cluster.all(Node.class).stream().filter(n -> !n.ready()).forEach(n -> left.add("from node " + n.meta().name() + ": it is not ready, so no pod would start there"));
        return chosen;
    }

    String why(Node node) {
        int count = complaints.getOrDefault(node.meta().name(), 0);
        return count == 0 ? "to compare with" : "whose pods tell of failing calls (" + count + (count == 1 ? " text)" : " texts)");
    }

    private static boolean able(Node node) {
        return node.ready() && !node.unschedulable() && !"windows".equals(node.meta().labels().get("kubernetes.io/os"))
                && node.taints().stream().noneMatch(t -> t.effect().equals("NoSchedule") || t.effect().equals("NoExecute"));
    }

    private static String zone(Node node) {
        return node.meta().labels().getOrDefault("topology.kubernetes.io/zone", "");
    }
}
