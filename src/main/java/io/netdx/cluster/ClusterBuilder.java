package io.netdx.cluster;

import io.netdx.fact.Coverage;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Event;
import io.netdx.fact.Fact;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers facts in any order and freezes them into a {@link Cluster}. Not thread-safe. */
public final class ClusterBuilder {

    private static final Comparator<Provenance> PLACES = Comparator.comparing(Provenance::file)
            .thenComparingInt(Provenance::line);
    private static final Comparator<Fact> ORDER = Comparator.comparing(Fact::ref).thenComparing(Fact::source, PLACES)
            .thenComparing(ClusterBuilder::tieBreak);

    private static final Comparator<Coverage> WORST_FIRST = Comparator.comparing(Coverage::state).reversed()
            .thenComparing(Coverage::reason);

    private final Map<Class<?>, List<Fact>> facts = new LinkedHashMap<>();
    private final SortedMap<String, SortedMap<String, Coverage>> coverage = new TreeMap<>();
    private Instant now = Instant.EPOCH;
    private String version = "";
    private String cut = "";

    record Indexed(Map<Class<?>, List<Fact>> facts, Map<ObjectRef, Fact> byRef, Map<String, List<Pod>> podsByNamespace,
                   Map<String, Pod> podsByIp, Map<ObjectRef, List<EndpointSlice>> slices,
                   Map<String, Service> servicesByIp) {
    }

    public ClusterBuilder add(Fact fact) {
        facts.computeIfAbsent(fact.getClass(), type -> new ArrayList<>()).add(fact);
        if (fact instanceof Event event) {
            seen(event.last());
        } else if (fact instanceof Signature signature) {
            seen(signature.last());
        } else if (fact instanceof Pod pod) {
            pod.conditions().forEach(c -> seen(c.since()));
        } else if (fact instanceof Node node) {
            node.conditions().forEach(c -> seen(c.since()));
        } else if (fact instanceof OtherObject lease && lease.ref().kind().equals("Lease")) {
            seen(renewed(lease));
        }
        return this;
    }

    /** Nodes and leaders renew theirs every few seconds: no other time stamp of a quiet cluster is as near to its "now". */
    private static Instant renewed(OtherObject lease) {
        try {
            return Instant.parse(lease.fields().getOrDefault("spec.renewTime", ""));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** Objects added so far. */
    public Set<ObjectRef> refs() {
        Set<ObjectRef> refs = new HashSet<>();
        facts.forEach((type, all) -> {
            if (isObject(type)) {
                all.forEach(fact -> refs.add(fact.ref()));
            }
        });
        return refs;
    }

    /** Facts of one class that were added so far. */
    public <T extends Fact> List<T> added(Class<T> type) {
        return facts.getOrDefault(type, List.of()).stream().map(type::cast).toList();
    }

    /** A time stamp of the snapshot; the newest is its "now". */
    public ClusterBuilder seen(Instant time) {
        now = time.isAfter(now) ? time : now;
        return this;
    }

    /** What the API server says of itself; of several the last by name, so that the order of files makes no difference. */
    public ClusterBuilder version(String serverVersion) {
        version = serverVersion.compareTo(version) > 0 ? serverVersion : version;
        return this;
    }

    /** Of several statements about a kind and namespace one that says complete holds, else the worst, whatever their order. */
    public ClusterBuilder cover(Coverage statement) {
        coverage.computeIfAbsent(statement.kind(), kind -> new TreeMap<>()).merge(statement.namespace(), statement,
                (a, b) -> a.complete() || !b.complete() && WORST_FIRST.compare(a, b) <= 0 ? a : b);
        return this;
    }

    public ClusterBuilder covered(String kind, String namespace) {
        return cover(new Coverage(kind, namespace, Coverage.State.COMPLETE, ""));
    }

    /** A limit left out what may have been of any kind. */
    public ClusterBuilder cut(String why) {
        cut = why;
        return this;
    }

    public Cluster build() {
        Set<Fact> standIns = Collections.newSetFromMap(new IdentityHashMap<>());
        standIns.addAll(StandIns.of(facts, coverage, now));
        standIns.forEach(this::add);
        Map<ObjectRef, Fact> byRef = new HashMap<>();
        for (Map.Entry<Class<?>, List<Fact>> entry : facts.entrySet()) {
            List<Fact> sorted = entry.getValue();
            sorted.sort(ORDER);
            entry.setValue(isObject(entry.getKey()) ? withoutDoubles(sorted, byRef) : Collections.unmodifiableList(sorted));
        }
        SortedMap<String, Coverage> definitions = coverage.getOrDefault("CustomResourceDefinition", new TreeMap<>());
        if (definitions.containsKey(Coverage.ALL) && definitions.get(Coverage.ALL).complete()) {
            CustomKinds.undefined(facts.getOrDefault(OtherObject.class, List.of()), facts.getOrDefault(io.netdx.fact.Workload.class, List.of()))
                    .forEach(kind -> covered(kind, Coverage.ALL));
        }
        return new Cluster(index(byRef), coverage, cut, standIns, now, version.isEmpty() ? newestKubelet() : version);
    }

    private static boolean isObject(Class<?> type) {
        return io.netdx.fact.KubeObject.class.isAssignableFrom(type);
    }

    /** The same object read twice (a dump beside lists) counts once; slices and legacy Endpoints differ by kind. */
    private static List<Fact> withoutDoubles(List<Fact> sorted, Map<ObjectRef, Fact> byRef) {
        List<Fact> kept = new ArrayList<>(sorted.size());
        for (Fact fact : sorted) {
            if (byRef.putIfAbsent(fact.ref(), fact) == null) {
                kept.add(fact);
            }
        }
        return Collections.unmodifiableList(kept);
    }

    private Indexed index(Map<ObjectRef, Fact> byRef) {
        Map<String, List<Pod>> podsByNamespace = new HashMap<>();
        Map<String, Pod> podsByIp = new HashMap<>();
        for (Fact fact : facts.getOrDefault(Pod.class, List.of())) {
            Pod pod = (Pod) fact;
            podsByNamespace.computeIfAbsent(pod.meta().namespace(), ns -> new ArrayList<>()).add(pod);
            if (!pod.hostNetwork() && !pod.finished()) {
                pod.podIps().forEach(ip -> podsByIp.putIfAbsent(ip, pod));
            }
        }
        Map<String, Service> servicesByIp = new HashMap<>();
        for (Fact fact : facts.getOrDefault(Service.class, List.of())) {
            for (String ip : ((Service) fact).clusterIps()) {
                if (!ip.equals("None")) {
                    servicesByIp.putIfAbsent(ip, (Service) fact);
                }
            }
        }
        return new Indexed(facts, byRef, podsByNamespace, podsByIp, slices(), servicesByIp);
    }

    private Map<ObjectRef, List<EndpointSlice>> slices() {
        Map<ObjectRef, List<EndpointSlice>> modern = new HashMap<>();
        Map<ObjectRef, List<EndpointSlice>> legacy = new HashMap<>();
        for (Fact fact : facts.getOrDefault(EndpointSlice.class, List.of())) {
            EndpointSlice slice = (EndpointSlice) fact;
            (slice.legacy() ? legacy : modern).computeIfAbsent(StandIns.service(slice), s -> new ArrayList<>()).add(slice);
        }
        legacy.forEach(modern::putIfAbsent);
        return modern;
    }

    private String newestKubelet() {
        return facts.getOrDefault(Node.class, List.of()).stream().map(n -> ((Node) n).kubeletVersion())
                .max(Comparator.naturalOrder()).orElse("");
    }

    /** Facts of one object from one place still need a fixed order. */
    private static String tieBreak(Fact fact) {
        return fact instanceof Event || fact instanceof Signature || fact instanceof io.netdx.fact.HostFact
                || fact instanceof io.netdx.fact.Figure || fact instanceof io.netdx.fact.Alert
                ? fact.toString() : "";
    }
}
