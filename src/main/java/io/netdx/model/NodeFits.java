package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds node selectors of pods that find no node, or of templates whose pods nobody collected, to the labels of the nodes. */
final class NodeFits {

    private static final Pattern REASON = Pattern.compile("(?<![\\d/])(\\d{1,6}) ((?:node\\(s\\)|Insufficient|Too many)[^,.]*)");

    private final Cluster cluster;

    NodeFits(Cluster cluster) {
        this.cluster = cluster;
    }

    List<NodeFit> of(List<WorkloadTrouble> troubles, List<WorkloadShort> shortfalls) {
        List<NodeFit> fits = new ArrayList<>();
        for (WorkloadTrouble t : troubles) {
            Optional<Pod> pod = t.kind().equals("unscheduled") ? cluster.find(Pod.class, t.pods().get(0)) : Optional.empty();
            pod.ifPresent(p -> fits.add(fit(t.workload(), p.nodeSelector(), dominant(t.detail()))));
        }
        for (WorkloadShort lacking : shortfalls) {
            cluster.find(Workload.class, lacking.workload()).ifPresent(w -> fits.add(fit(w.ref(), w.nodeSelector(), "")));
        }
        return fits;
    }

    private NodeFit fit(ObjectRef workload, Map<String, String> asked, String dominant) {
        Map<String, String> selector = new TreeMap<>(asked);
        List<String> matching = new ArrayList<>();
        List<String> cordoned = new ArrayList<>();
        List<String> tainted = new ArrayList<>();
        for (Node node : cluster.all(Node.class)) {
            if (node.meta().labels().entrySet().containsAll(selector.entrySet())) {
                matching.add(node.meta().name());
                if (node.unschedulable()) {
                    cordoned.add(node.meta().name());
                }
                if (node.taints().stream().anyMatch(taint -> !taint.key().equals("node.kubernetes.io/unschedulable")
                        && !taint.effect().equals("PreferNoSchedule"))) {
                    tainted.add(node.meta().name());
                }
            }
        }
        return new NodeFit(workload, selector.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(",")), cluster.complete("Node", Coverage.ALL), dominant, List.copyOf(matching), List.copyOf(cordoned), List.copyOf(tainted));
    }

    /** The reason that the scheduler counts most nodes for, the first of equals; a message without counts has none. */
    private static String dominant(String message) {
        String reasons = message.contains("preemption:") ? message.substring(0, message.indexOf("preemption:")) : message;
        Matcher m = REASON.matcher(reasons);
        String best = "";
        int most = 0;
        while (m.find()) {
            int nodes = Integer.parseInt(m.group(1));
            if (nodes > most) {
                most = nodes;
                best = m.group(2);
            }
        }
        return best;
    }
}
