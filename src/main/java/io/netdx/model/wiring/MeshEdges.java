package io.netdx.model.wiring;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From sidecars to the control plane of their mesh: certificates and configuration come from there. */
final class MeshEdges {

    private static final int CONFIDENCE = 90;
    private static final int ISTIOD = 15012;

    private final Cluster cluster;

    MeshEdges(Cluster cluster) {
        this.cluster = cluster;
    }

    List<ExpectedEdge> find() {
        Optional<Service> istiod = cluster.all(Service.class).stream().filter(s -> s.meta().name().startsWith("istiod")
                && s.ports().stream().anyMatch(p -> p.port() == ISTIOD)).findFirst();
        Map<ObjectRef, ExpectedEdge> edges = new TreeMap<>();
        for (Pod pod : istiod.isPresent() ? cluster.all(Pod.class) : List.<Pod>of()) {
            if (!pod.finished() && pod.containers().stream().anyMatch(c -> c.name().equals("istio-proxy"))) {
                ObjectRef workload = cluster.workloadOf(pod);
                edges.putIfAbsent(workload, new ExpectedEdge(workload, istiod.get().ref(), ISTIOD, "istiod", "its sidecar needs istiod",
                        CONFIDENCE, pod.source()));
            }
        }
        return new ArrayList<>(edges.values());
    }
}
