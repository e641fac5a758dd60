package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Measurement;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Figures of monitoring by the objects that they are about. */
final class Measures {

    private final Map<ObjectRef, Map<String, Measurement>> byObject = new TreeMap<>();
    private final Map<String, Set<ObjectRef>> byName = new TreeMap<>();

    Measures(Cluster cluster, Services services) {
        if (cluster.all(Measurement.class).isEmpty()) {
            return;
        }
        cluster.all(Workload.class).stream().filter(w -> w.meta().owner().isEmpty()).forEach(w -> named(w.meta().name(), w.ref()));
        for (Pod pod : cluster.all(Pod.class)) {
            ObjectRef workload = cluster.workloadOf(pod);
            named(workload.name(), workload);
            named(pod.meta().name(), workload);
        }
        for (Service service : cluster.all(Service.class)) {
            // a Service whose name no workload has; several behind one cannot be told apart
            if (!byName.containsKey(service.meta().name())) {
                services.matched(service).forEach(pod -> named(service.meta().name(), cluster.workloadOf(pod)));
            }
        }
        // a node wins over whatever else has its name
        cluster.all(Node.class).forEach(node -> byName.put(node.meta().name(), Set.of(node.ref())));
        for (Measurement m : cluster.all(Measurement.class)) {
            object(m.ref()).ifPresent(ref -> byObject.computeIfAbsent(ref, r -> new TreeMap<>()).merge(m.what(), m, Measures::worse));
        }
    }

    private void named(String name, ObjectRef ref) {
        byName.computeIfAbsent(name, n -> new TreeSet<>()).add(ref);
    }

    private Optional<ObjectRef> object(ObjectRef ref) {
        Set<ObjectRef> candidates = byName.getOrDefault(ref.name(), Set.of());
        return candidates.stream().filter(c -> c.kind().equals("Node") == ref.kind().equals("Node") || ref.kind().equals(Measurement.NAME))
                .filter(c -> ref.namespace().isEmpty() || c.namespace().equals(ref.namespace()))
                .reduce((a, b) -> candidates.size() > 1 && ref.namespace().isEmpty() ? ObjectRef.CLUSTER : a)
                .filter(c -> !c.equals(ObjectRef.CLUSTER));
    }

    /** The same figure from two exports, or of two pods. */
    private static Measurement worse(Measurement a, Measurement b) {
        return distance(b) > distance(a) ? b : a;
    }

    private static double distance(Measurement m) {
        return Math.abs(m.now() - m.before().orElse(0));
    }

    Set<ObjectRef> objects() {
        return byObject.keySet();
    }

    Optional<Measurement> of(ObjectRef ref, String what) {
        return Optional.ofNullable(byObject.getOrDefault(ref, Map.of()).get(what));
    }

    /** The percentile of the time to answer that rose most. */
    Optional<Measurement> latency(ObjectRef ref) {
        return byObject.getOrDefault(ref, Map.of()).values().stream().filter(m -> m.what().startsWith("latency-"))
                .reduce((a, b) -> distance(b) > distance(a) ? b : a);
    }
}
