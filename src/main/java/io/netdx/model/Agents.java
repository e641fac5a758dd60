package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Event;
import io.netdx.fact.Pod;
import io.netdx.fact.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Network agents that get into each other's way. */
final class Agents {

    private static final Duration RECENT = Duration.ofMinutes(5);

    private final Cluster cluster;

    Agents(Cluster cluster) {
        this.cluster = cluster;
    }

    /** DaemonSets of one agent that have pods on one node. Several for several architectures share no node. */
    List<DoubleAgent> doubles() {
        List<Workload> flannels = new ArrayList<>();
        for (Workload w : cluster.all(Workload.class)) {
            if (w.ref().kind().equals("DaemonSet") && w.ref().name().startsWith("kube-flannel") && w.desired() > 0) {
                flannels.add(w);
            }
        }
        List<DoubleAgent> doubles = new ArrayList<>();
        if (flannels.size() > 1 && shareNode(flannels)) {
            flannels.sort(Comparator.comparing((Workload w) -> w.meta().created()).thenComparing(w -> w.ref().namespace().equals("kube-flannel"))
                    .thenComparing(Workload::ref));
            String names = String.join(" and ", flannels.stream().map(w -> w.ref().qualifiedName()).sorted().toList());
            doubles.add(new DoubleAgent("flannel", flannels.get(0).ref(), names, flannels.get(0).source()));
        }
        return doubles;
    }

    private boolean shareNode(List<Workload> workloads) {
        TreeSet<String> nodes = new TreeSet<>();
        for (Workload w : workloads) {
            TreeSet<String> own = new TreeSet<>();
            for (Pod pod : cluster.podsIn(w.ref().namespace())) {
                if (!pod.node().isEmpty() && cluster.workloadOf(pod).equals(w.ref())) {
                    own.add(pod.node());
                }
            }
            if (own.stream().anyMatch(nodes::contains)) {
                return true;
            }
            nodes.addAll(own);
        }
        return false;
    }

    /** Pods that end, and whose node just failed again to end them. */
    List<EndingPod> ending() {
        List<EndingPod> found = new ArrayList<>();
        for (Event event : cluster.all(Event.class)) {
            boolean now = event.reason().equals("FailedKillPod") && event.count() >= 3 && !event.last().plus(RECENT).isBefore(cluster.now());
            if (now) {
                cluster.find(Pod.class, event.ref()).filter(p -> p.meta().terminating() && !p.node().isEmpty())
                        .ifPresent(p -> found.add(new EndingPod(p.ref(), p.node())));
            }
        }
        return found;
    }

    /** Pods on the host network, of those in trouble. */
    List<HostNetworkPod> onHostNetwork(List<WorkloadTrouble> troubles) {
        List<HostNetworkPod> found = new ArrayList<>();
        for (WorkloadTrouble t : troubles) {
            t.pods().forEach(ref -> cluster.find(Pod.class, ref).filter(Pod::hostNetwork)
                    .ifPresent(pod -> found.add(new HostNetworkPod(ref, pod.node()))));
        }
        return found;
    }
}
