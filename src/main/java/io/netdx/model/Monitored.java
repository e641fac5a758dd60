package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Measurement;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Workload;
import io.netdx.model.address.AddressPlan;
import io.netdx.model.address.AddressRange;
import io.netdx.net.Cidr;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the workload or node that monitoring means: by the labels' pod or node, an address, or a name within the path of a scrape. The
 * same Prometheus may look after other clusters and machines beside them: what nothing shows to be of this cluster is not.
 */
final class Monitored {

    private static final Set<String> OVN = Set.of("ovnkube-control-plane", "ovnkube-cluster-manager", "ovnkube-master", "ovnkube-db");

    private final Cluster cluster;
    private final Optional<DnsService> dns;
    private final Map<String, Pod> pods = new HashMap<>();
    private final Map<String, ObjectRef> nodes = new HashMap<>();
    private final List<Cidr> podRanges;

    /** @param dns the cluster's DNS: who else of it would show figures of CoreDNS */
    Monitored(Cluster cluster, Optional<DnsService> dns) {
        this.cluster = cluster;
        this.dns = dns;
        this.podRanges = AddressPlan.of(cluster).stream().filter(r -> r.use() == AddressRange.Use.POD).map(AddressRange::cidr).toList();
        for (Pod pod : cluster.all(Pod.class)) {
            pods.put(pod.meta().name(), pod);
            if (!pod.hostNetwork() && !pod.finished()) {
                pod.podIps().forEach(ip -> pods.put(ip, pod));
            }
        }
        for (Node node : cluster.all(Node.class)) {
            nodes.put(node.meta().name(), node.ref());
            node.internalIp().ifPresent(ip -> nodes.put(ip, node.ref()));
        }
    }

    /**
     * @param about  as of a figure
     * @param source where it was read
     */
    Optional<ObjectRef> of(ObjectRef ref, String about, Provenance source) {
        Optional<Pod> pod = pod(ref);
        return switch (about) {
            case "dns" -> pod.map(cluster::workloadOf).or(() -> dns.filter(d -> serves(d, ref, source)).map(DnsService::workload));
            case "container", "workload" -> pod.map(cluster::workloadOf).or(() -> ref.kind().equals(Measurement.NAME) ? Optional.empty() : Optional.of(ref));
            case "ovn" -> ovn();
            case "apiservice" -> Optional.of(ref);
            case "pool" -> Optional.of(ObjectRef.of("IPPool", "", ref.name()));
            default -> ref.kind().equals("Node") ? Optional.of(ref).filter(n -> !cluster.complete("Node", Coverage.ALL) || cluster.node(n.name()).isPresent())
                    : pod.filter(p -> !p.node().isEmpty()).map(p -> ObjectRef.ofNode(p.node())).or(() -> node(ref));
        };
    }

    /** The alerts name nobody: there is but one control plane of OVN-Kubernetes, under one of these names. */
    private Optional<ObjectRef> ovn() {
        Optional<ObjectRef> seen = cluster.all(Workload.class).stream().filter(w -> w.meta().owner().isEmpty()).map(Workload::ref)
                .filter(w -> OVN.contains(w.name())).findFirst();
        return seen.isPresent() || cluster.complete("Deployment", Coverage.ALL) ? seen
                : Optional.of(ObjectRef.of("Deployment", "openshift-ovn-kubernetes", "ovnkube-control-plane"));
    }

    /** Whether something that is no pod of the snapshot serves the cluster's DNS: a pod that nobody collected, an address, a name. */
    private boolean serves(DnsService d, ObjectRef ref, Provenance source) {
        ObjectRef workload = d.workload();
        boolean named = ref.name().equals(workload.name()) || ref.name().startsWith(workload.name() + "-");
        if (ref.kind().equals("Pod")) {
            boolean there = ref.namespace().isEmpty() || ref.namespace().equals(workload.namespace());
            return named && there && !cluster.complete("Pod", workload.namespace());
        }
        if (!ref.kind().equals(Measurement.NAME)) {
            return true;
        }
        Optional<Cidr> address = Cidr.parse(ref.name());
        if (address.isPresent()) {
            return !cluster.complete("Pod", workload.namespace()) && lies(d, ref.name());
        }
        // a file is of the snapshot, whatever it is called
        return named || source.file().endsWith(ref.name()) || ref.name().equals(d.service().name()) || ref.name().startsWith(d.service().name() + ".");
    }

    /** An address of the DNS servers; where nobody saw these, one that pods have. */
    private boolean lies(DnsService d, String address) {
        List<EndpointSlice> slices = cluster.service(d.service().namespace(), d.service().name()).map(cluster::slicesOf).orElse(List.of());
        if (!slices.isEmpty()) {
            return slices.stream().flatMap(s -> s.endpoints().stream()).anyMatch(e -> e.address().equals(address));
        }
        return podRanges.stream().anyMatch(r -> r.contains(address));
    }

    private Optional<Pod> pod(ObjectRef ref) {
        if (ref.kind().equals("Pod") && !ref.namespace().isEmpty()) {
            Optional<Pod> exact = cluster.find(Pod.class, ref);
            // kubectl exec takes a workload's name, too
            return exact.isPresent() ? exact : cluster.podsIn(ref.namespace()).stream().filter(p -> cluster.workloadOf(p).name().equals(ref.name())).findFirst();
        }
        if (ref.kind().equals(Measurement.NAME) || ref.kind().equals("Pod")) {
            return Optional.ofNullable(pods.get(ref.name())).or(() -> pods.entrySet().stream().filter(e -> within(ref.name(), e.getKey()))
                    .map(Map.Entry::getValue).max(Comparator.comparing((Pod p) -> p.meta().name().length()).thenComparing(Pod::ref)));
        }
        return Optional.empty();
    }

    private Optional<ObjectRef> node(ObjectRef ref) {
        ObjectRef known = nodes.get(ref.name());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ObjectRef> named = nodes.entrySet().stream().filter(e -> within(ref.name(), e.getKey())).map(Map.Entry::getValue)
                .max(Comparator.comparing((ObjectRef n) -> n.name().length()).thenComparing(n -> n));
        // whatever is monitored beside the nodes of a cluster is none of them
        boolean may = nodes.isEmpty() && ref.kind().equals(Measurement.NAME) && !ref.name().isEmpty() && ref.name().indexOf('/') < 0;
        return named.isPresent() || !may ? named : Optional.of(ObjectRef.ofNode(ref.name()));
    }

    /** A name as a word of a path: {@code snapshot/metrics/coredns-668d6bf9bc-2x6x6.prom}. */
    private static boolean within(String path, String name) {
        if (name.length() < 4) {
            return false;
        }
        for (int at = path.indexOf(name); at >= 0; at = path.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || !Character.isLetterOrDigit(path.charAt(at - 1))) && (end == path.length() || !Character.isLetterOrDigit(path.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    /** The snapshot itself shows how the object is, which counts more than what an alert says of it. */
    boolean shown(ObjectRef ref) {
        return switch (ref.kind()) {
            case "Node" -> cluster.node(ref.name()).isPresent() && cluster.coverage("Node", Coverage.ALL).state() != Coverage.State.NOT_COLLECTED;
            case "APIService" -> cluster.find(io.netdx.fact.ApiService.class, ref).isPresent();
            case "Pod" -> cluster.find(Pod.class, ref).isPresent() || cluster.complete("Pod", ref.namespace());
            default -> cluster.find(Workload.class, ref).isPresent() && cluster.complete("Pod", ref.namespace())
                    || cluster.podsIn(ref.namespace()).stream().anyMatch(p -> p.readinessSeen() && cluster.workloadOf(p).equals(ref));
        };
    }
}
