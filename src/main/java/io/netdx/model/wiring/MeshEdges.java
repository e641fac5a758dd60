package io.netdx.model.wiring;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a mesh adds: sidecars need their control plane, and between ambient workloads every connection arrives on the port of the
 * node's proxy instead of the application's (istio.io, Ambient and Kubernetes NetworkPolicy).
 */
final class MeshEdges {

    private static final int CONFIDENCE = 90;
    private static final int HBONE = 15008;
    private static final int ISTIOD = 15012;
    private static final String MODE = "istio.io/dataplane-mode";

    private final Cluster cluster;

    MeshEdges(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param known edges that the mesh carries */
    List<ExpectedEdge> find(Collection<ExpectedEdge> known) {
        List<ExpectedEdge> edges = new ArrayList<>();
        TreeSet<ObjectRef> ambient = new TreeSet<>();
        Map<ObjectRef, Pod> injected = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished() && ambient(pod)) {
                ambient.add(cluster.workloadOf(pod));
            }
            if (!pod.finished() && pod.containers().stream().anyMatch(c -> c.name().equals("istio-proxy"))) {
                injected.putIfAbsent(cluster.workloadOf(pod), pod);
            }
        }
        istiod().ifPresent(control -> injected.forEach((workload, pod) -> edges.add(new ExpectedEdge(workload, control.ref(), ISTIOD, "istiod",
                "its sidecar needs istiod", CONFIDENCE, pod.source()))));
        if (!ambient.isEmpty()) {
            Map<ObjectRef, List<ObjectRef>> servers = servers(ambient);
            known.stream().filter(e -> ambient.contains(e.client())).forEach(e -> servers.getOrDefault(e.target(), List.of())
                    .forEach(server -> edges.add(new ExpectedEdge(e.client(), server, HBONE, "ambient", "the ambient mesh carries " + e.how(),
                            Math.min(CONFIDENCE, e.confidence()), e.source()))));
        }
        return edges;
    }

    private boolean ambient(Pod pod) {
        String own = pod.meta().labels().getOrDefault(MODE, cluster.namespaceLabels(pod.meta().namespace()).getOrDefault(MODE, ""));
        return own.equals("ambient") && !pod.hostNetwork();
    }

    private Optional<Service> istiod() {
        return cluster.all(Service.class).stream().filter(s -> s.meta().name().startsWith("istiod")
                && s.ports().stream().anyMatch(p -> p.port() == ISTIOD)).findFirst();
    }

    private Map<ObjectRef, List<ObjectRef>> servers(TreeSet<ObjectRef> ambient) {
        Map<ObjectRef, List<ObjectRef>> servers = new HashMap<>();
        for (Service service : cluster.all(Service.class)) {
            TreeSet<ObjectRef> behind = new TreeSet<>();
            if (service.hasSelector()) {
                for (Pod pod : cluster.podsIn(service.meta().namespace())) {
                    ObjectRef workload = cluster.workloadOf(pod);
                    if (ambient.contains(workload) && pod.meta().labels().entrySet().containsAll(service.selector().entrySet())) {
                        behind.add(workload);
                    }
                }
            }
            servers.put(service.ref(), List.copyOf(behind));
        }
        return servers;
    }
}
