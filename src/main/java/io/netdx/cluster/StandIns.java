package io.netdx.cluster;

import io.netdx.fact.Coverage;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Fact;
import io.netdx.fact.Meta;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What other objects tell of objects whose kind nobody collected: pods from the endpoints, events and logs that name them and the
 * template that they were made of, Deployments from their ReplicaSets, nodes from their own files, Services from their endpoints and
 * the rules of kube-proxy. A stand-in makes no coverage: that there is no other object, nobody may conclude from it.
 */
final class StandIns {

    private final Map<Class<?>, List<Fact>> facts;
    private final SortedMap<String, SortedMap<String, Coverage>> coverage;
    private final Instant now;

    private StandIns(Map<Class<?>, List<Fact>> facts, SortedMap<String, SortedMap<String, Coverage>> coverage, Instant now) {
        this.facts = facts;
        this.coverage = coverage;
        this.now = now;
    }

    /** Stand-ins for kinds that nobody looked at, none of which was seen. */
    static List<Fact> of(Map<Class<?>, List<Fact>> facts, SortedMap<String, SortedMap<String, Coverage>> coverage,
                         Instant now) {
        StandIns standIns = new StandIns(facts, coverage, now);
        List<Fact> made = new ArrayList<>();
        List<Workload> workloads = new ArrayList<>(standIns.all(Workload.class));
        if (!standIns.looked("Deployment") && !workloads.isEmpty()) {
            List<Workload> deployments = DeploymentStandIns.of(workloads);
            workloads.addAll(deployments);
            made.addAll(deployments);
        }
        List<Pod> pods = standIns.all(Pod.class);
        if (pods.isEmpty() && !standIns.looked("Pod")) {
            pods = new PodStandIns(standIns, workloads).make();
            made.addAll(pods);
        }
        if (standIns.all(Node.class).isEmpty() && !standIns.looked("Node")) {
            made.addAll(new NodeStandIns(standIns, pods).make());
        }
        if (standIns.all(Service.class).isEmpty() && !standIns.looked("Service")) {
            made.addAll(new ServiceStandIns(standIns, pods).make());
        }
        return made;
    }

    /** Endpoints as slices say them; of a legacy object only where the Service has no slice. */
    List<EndpointSlice> slices() {
        List<EndpointSlice> slices = new ArrayList<>();
        Set<ObjectRef> sliced = new HashSet<>();
        for (EndpointSlice s : all(EndpointSlice.class)) {
            if (!s.legacy()) {
                slices.add(s);
                sliced.add(service(s));
            }
        }
        for (EndpointSlice s : all(EndpointSlice.class)) {
            if (s.legacy() && !sliced.contains(service(s))) {
                slices.add(s);
            }
        }
        return slices;
    }

    static ObjectRef service(EndpointSlice slice) {
        return ObjectRef.of("Service", slice.meta().namespace(), slice.service());
    }

    /** Of an object of which nothing but its name and labels is known. */
    static Meta meta(ObjectRef ref, Map<String, String> labels, Provenance source) {
        return new Meta(ref, labels, Map.of(), Optional.empty(), Instant.EPOCH, false, source, Map.of());
    }

    /** The moment of the snapshot. */
    Instant now() {
        return now;
    }

    @SuppressWarnings("unchecked")
    <T extends Fact> List<T> all(Class<T> type) {
        return (List<T>) facts.getOrDefault(type, List.of());
    }

    private boolean looked(String kind) {
        SortedMap<String, Coverage> statements = coverage.get(kind);
        return statements != null && statements.values().stream().anyMatch(Coverage::looked);
    }
}
