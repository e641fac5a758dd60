package io.netdx.cluster;

import io.netdx.fact.ConfigMap;
import io.netdx.fact.Coverage;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Fact;
import io.netdx.fact.KubeObject;
import io.netdx.fact.Figure;
import io.netdx.fact.Measurement;
import io.netdx.fact.Namespace;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import io.netdx.fact.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything known of one cluster at one moment: facts, indexed, and what was not seen. Immutable; lists are sorted by object,
 * whatever the order in which files were read.
 */
public final class Cluster {

    private static final Pattern BEFORE_NAME_LABEL = Pattern.compile("v?1\\.(1?\\d|20)([.+-].*)?");

    private final Map<Class<?>, List<Fact>> facts;
    private final Map<ObjectRef, Fact> byRef;
    private final Map<String, List<Pod>> podsByNamespace;
    private final Map<String, Pod> podsByIp;
    private final Map<ObjectRef, List<EndpointSlice>> slices;
    private final Map<String, Service> servicesByIp;
    /** Of pods' owners that have one; pods of one template share the name of theirs, as one object. */
    private final Map<ObjectRef, ObjectRef> ownersOfOwners = new IdentityHashMap<>();
    private final SortedMap<String, SortedMap<String, Coverage>> coverage;
    private final String cut;
    private final Set<Fact> standIns;
    private final Instant now;
    private final String version;

    Cluster(ClusterBuilder.Indexed indexed, SortedMap<String, SortedMap<String, Coverage>> coverage, String cut, Set<Fact> standIns,
            Instant now, String version) {
        this.facts = indexed.facts();
        this.byRef = indexed.byRef();
        this.podsByNamespace = indexed.podsByNamespace();
        this.podsByIp = indexed.podsByIp();
        this.slices = indexed.slices();
        this.servicesByIp = indexed.servicesByIp();
        all(Pod.class).forEach(pod -> pod.meta().owner().filter(owner -> !ownersOfOwners.containsKey(owner)).ifPresent(owner ->
                aboveOf(owner).ifPresent(above -> ownersOfOwners.put(owner, above))));
        this.coverage = coverage;
        this.cut = cut;
        this.standIns = standIns;
        this.now = now;
        this.version = version;
    }

    /** All facts of one type, sorted. */
    @SuppressWarnings("unchecked")
    public <T extends Fact> List<T> all(Class<T> type) {
        return (List<T>) facts.getOrDefault(type, List.of());
    }

    /** All facts, in no particular order. */
    public Stream<Fact> facts() {
        return facts.values().stream().flatMap(List::stream);
    }

    /** The object of this name, if it was seen. */
    public <T extends Fact> Optional<T> find(Class<T> type, ObjectRef ref) {
        Fact fact = byRef.get(ref);
        return type.isInstance(fact) ? Optional.of(type.cast(fact)) : Optional.empty();
    }

    /** All objects of a kind, sorted. */
    public List<ObjectRef> refs(String kind) {
        return byRef.keySet().stream().filter(ref -> ref.kind().equals(kind)).sorted().toList();
    }

    /** All objects that carry an annotation, sorted. */
    public List<KubeObject> annotated(String annotation) {
        List<KubeObject> carriers = new ArrayList<>();
        eachObject(object -> {
            if (object.meta().annotations().containsKey(annotation)) {
                carriers.add(object);
            }
        });
        carriers.sort(Comparator.comparing(KubeObject::ref));
        return carriers;
    }

    /** All objects that were seen, none that others alone tell of; sorted. */
    public List<KubeObject> objects() {
        List<KubeObject> objects = new ArrayList<>();
        eachObject(object -> {
            if (!standIns.contains(object)) {
                objects.add(object);
            }
        });
        objects.sort(Comparator.comparing(KubeObject::ref));
        return objects;
    }

    private void eachObject(Consumer<KubeObject> action) {
        facts.values().forEach(all -> {
            for (Fact fact : all) {
                if (!(fact instanceof KubeObject object)) {
                    return;
                }
                action.accept(object);
            }
        });
    }

    public Optional<Service> service(String namespace, String name) {
        return find(Service.class, ObjectRef.of("Service", namespace, name));
    }

    public Optional<ConfigMap> configMap(String namespace, String name) {
        return find(ConfigMap.class, ObjectRef.of("ConfigMap", namespace, name));
    }

    public Optional<Node> node(String name) {
        return find(Node.class, ObjectRef.ofNode(name));
    }

    public List<Pod> podsIn(String namespace) {
        return podsByNamespace.getOrDefault(namespace, List.of());
    }

    /** The running pod that owns an address; pods on the host network share their node's and are not found. */
    public Optional<Pod> podByIp(String ip) {
        return Optional.ofNullable(podsByIp.get(ip));
    }

    public Optional<Service> serviceByIp(String ip) {
        return Optional.ofNullable(servicesByIp.get(ip));
    }

    /** Slices of a Service; legacy Endpoints only where no slice was seen. */
    public List<EndpointSlice> slicesOf(Service service) {
        return slices.getOrDefault(service.ref(), List.of());
    }

    /** Labels of a namespace, with that of its name where the API server gives it: manifests lack it. Where the namespace was not seen, that at most. */
    public Map<String, String> namespaceLabels(String namespace) {
        Map<String, String> labels = find(Namespace.class, ObjectRef.ofNamespace(namespace)).map(n -> n.meta().labels()).orElse(Map.of());
        if (!namesNamespaces() || labels.containsKey(Namespace.NAME_LABEL)) {
            return labels;
        }
        Map<String, String> all = new TreeMap<>(labels);
        all.put(Namespace.NAME_LABEL, namespace);
        return all;
    }

    /** Every namespace has the label of its name, as far as the cluster's version tells. */
    public boolean namesNamespaces() {
        return !BEFORE_NAME_LABEL.matcher(version).matches();
    }

    /** The topmost known owner: a Deployment rather than its ReplicaSet; the pod itself if it has none. */
    public ObjectRef workloadOf(Pod pod) {
        if (pod.meta().owner().isEmpty()) {
            return pod.ref();
        }
        ObjectRef owner = pod.meta().owner().get();
        ObjectRef known = ownersOfOwners.get(owner);
        Optional<ObjectRef> above = known == null ? aboveOf(owner) : Optional.of(known);
        if (above.isPresent()) {
            return above.get();
        }
        if (owner.kind().equals("ReplicaSet")) {
            return deploymentByHash(pod, owner);
        }
        return owner;
    }

    private Optional<ObjectRef> aboveOf(ObjectRef owner) {
        return find(Workload.class, owner).flatMap(w -> w.meta().owner());
    }

    /** Without the ReplicaSet in the snapshot its Deployment is known by the pod-template-hash that ends its name. */
    private static ObjectRef deploymentByHash(Pod pod, ObjectRef replicaSet) {
        String suffix = "-" + pod.meta().labels().getOrDefault("pod-template-hash", "");
        return suffix.length() > 1 && replicaSet.name().endsWith(suffix)
                ? ObjectRef.of("Deployment", replicaSet.namespace(),
                        replicaSet.name().substring(0, replicaSet.name().length() - suffix.length()))
                : replicaSet;
    }

    /** What was seen of a kind in a namespace (or on a node, for host facts); a missing statement means not collected. */
    public Coverage coverage(String kind, String namespace) {
        SortedMap<String, Coverage> of = coverage.getOrDefault(kind, java.util.Collections.emptySortedMap());
        Coverage exact = of.get(namespace);
        if (exact != null) {
            return exact;
        }
        Coverage all = of.get(Coverage.ALL);
        return all != null ? all
                : cut.isEmpty() ? new Coverage(kind, namespace, Coverage.State.NOT_COLLECTED, "the snapshot holds no " + kind)
                : new Coverage(kind, namespace, Coverage.State.CUT, cut);
    }

    public boolean complete(String kind, String namespace) {
        return coverage(kind, namespace).complete();
    }

    /** Every statement about coverage, sorted by kind and namespace. */
    public List<Coverage> coverage() {
        return coverage.values().stream().map(Map::values).flatMap(Collection::stream).toList();
    }

    /** What would be known if nobody had collected these kinds ({@code Log} and {@code Metric} are kinds, too). */
    public Cluster without(Set<String> kinds) {
        ClusterBuilder builder = new ClusterBuilder().seen(now).version(version).cut(cut);
        Map<Provenance, String> texts = new HashMap<>();
        facts.values().forEach(all -> all.stream().filter(f -> !(f instanceof Signature)).forEach(f -> texts.put(f.source(), kind(f))));
        facts.values().forEach(all -> all.forEach(fact -> {
            // a text belongs to the object that it was read in, else to a log
            String kind = fact instanceof Signature ? texts.getOrDefault(fact.source(), "Log") : kind(fact);
            if (!kinds.contains(kind) && !standIns.contains(fact)) {
                builder.add(fact);
            }
        }));
        coverage().stream().filter(c -> !kinds.contains(c.kind())).forEach(builder::cover);
        return builder.build();
    }

    /** What is known once these facts and statements about coverage have come too. */
    public Cluster plus(Collection<? extends Fact> more, Collection<Coverage> statements) {
        ClusterBuilder builder = new ClusterBuilder().seen(now).version(version).cut(cut);
        facts.values().forEach(all -> all.stream().filter(fact -> !standIns.contains(fact)).forEach(builder::add));
        more.forEach(builder::add);
        coverage().forEach(builder::cover);
        statements.forEach(builder::cover);
        return builder.build();
    }

    /** What is known of both together. */
    public Cluster plus(Cluster other) {
        ClusterBuilder builder = new ClusterBuilder().seen(now).seen(other.now).version(version).version(other.version).cut(cut.isEmpty() ? other.cut : cut);
        for (Cluster part : List.of(this, other)) {
            part.facts.values().forEach(all -> all.stream().filter(fact -> !part.standIns.contains(fact)).forEach(builder::add));
            part.coverage().forEach(builder::cover);
        }
        return builder.build();
    }

    private static String kind(Fact fact) {
        return fact instanceof KubeObject ? fact.ref().kind() : fact instanceof Measurement || fact instanceof Figure ? "Metric" : fact.getClass().getSimpleName();
    }

    /** The moment of the snapshot: its newest time stamp; {@link Instant#EPOCH} if it has none. */
    public Instant now() {
        return now;
    }

    /** Server version as written ({@code v1.36.2}), else the newest kubelet's; empty if unknown. */
    public String version() {
        return version;
    }
}
