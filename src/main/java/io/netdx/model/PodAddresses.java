package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two running pods with one address. */
final class PodAddresses {

    private final Cluster cluster;

    PodAddresses(Cluster cluster) {
        this.cluster = cluster;
    }

    void problems(List<NetworkConfigProblem> into) {
        Map<String, Pod> owners = new HashMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            // the pods of a node that fell silent are written down as running although nobody knows
            boolean runs = pod.phase().equals("Running") && !pod.hostNetwork() && !pod.meta().terminating() && !pod.ip().isEmpty()
                    && cluster.node(pod.node()).map(Node::ready).orElse(true);
            Pod other = runs ? owners.putIfAbsent(pod.ip(), pod) : null;
            if (other != null) {
                String detail = "Pod " + other.ref().qualifiedName() + " on " + other.node() + " and Pod " + pod.ref().qualifiedName() + " on " + pod.node()
                        + " both have " + pod.ip();
                boolean younger = pod.meta().created().isAfter(other.meta().created());
                into.add(new NetworkConfigProblem(cluster.workloadOf(younger ? pod : other), "address-twice", pod.ip(), detail, pod.source()));
                into.add(new NetworkConfigProblem(cluster.workloadOf(younger ? other : pod), "address-shared", pod.ip(), detail, other.source()));
            }
        }
    }
}
