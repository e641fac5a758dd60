package io.netdx.model.address;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.model.address.AddressRange.Use;
import io.netdx.net.AddressPlaces;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who owns which address, and how full the ranges are. */
public final class AddressUse {

    /** Network address, gateway and broadcast address of a node's range are never a pod's. */
    private static final long NODE_RESERVED = 3;

    private final Cluster cluster;
    private final List<AddressRange> ranges;

    public AddressUse(Cluster cluster, List<AddressRange> ranges) {
        this.cluster = cluster;
        this.ranges = ranges;
    }

    /** Addresses with several owners, sorted. Pods on the host network share their node's on purpose; those that end or have ended may not count. */
    public List<AddressDuplicate> duplicates() {
        Map<String, Owner> first = new HashMap<>();
        SortedMap<String, SortedSet<ObjectRef>> several = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.hostNetwork() && !pod.finished() && !pod.meta().terminating()) {
                pod.podIps().forEach(ip -> own(ip, pod.ref(), pod.source(), first, several));
            }
        }
        for (Service s : cluster.all(Service.class)) {
            s.clusterIps().stream().filter(ip -> !ip.equals("None")).forEach(ip -> own(ip, s.ref(), s.source(), first, several));
        }
        for (Node n : cluster.all(Node.class)) {
            n.addresses().stream().filter(a -> a.type().equals("InternalIP")).forEach(a -> own(a.value(), n.ref(), n.source(), first, several));
        }
        List<AddressDuplicate> duplicates = new ArrayList<>();
        several.forEach((ip, refs) -> duplicates.add(new AddressDuplicate(ip, kind(refs), List.copyOf(refs), first.get(ip).source())));
        return duplicates;
    }

    private record Owner(ObjectRef ref, Provenance source) {
    }

    private static void own(String ip, ObjectRef ref, Provenance source, Map<String, Owner> first, SortedMap<String, SortedSet<ObjectRef>> several) {
        // one spelling for each address: IPv6 has many, IPv4 has one
        String canonical = ip.indexOf(':') < 0 ? ip : Cidr.address(ip).map(Cidr::toString).orElse(ip);
        Owner before = first.putIfAbsent(canonical, new Owner(ref, source));
        if (before != null && !before.ref().equals(ref)) {
            several.computeIfAbsent(canonical, k -> new TreeSet<>(List.of(before.ref()))).add(ref);
        }
    }

    private static String kind(SortedSet<ObjectRef> refs) {
        boolean pods = refs.stream().anyMatch(r -> r.kind().equals("Pod"));
        boolean services = refs.stream().anyMatch(r -> r.kind().equals("Service"));
        boolean nodes = refs.stream().anyMatch(r -> r.kind().equals("Node"));
        return pods ? services ? "pod-service" : nodes ? "pod-node" : "pod-pod" : nodes ? services ? "service-node" : "node-node" : "service-service";
    }

    /** Every range whose use can be counted. */
    public List<AddressHeadroom> headroom() {
        List<AddressHeadroom> all = new ArrayList<>();
        nodes(all);
        nodeRanges(all);
        services(all);
        pools(all);
        return all;
    }

    private void nodes(List<AddressHeadroom> all) {
        List<Cidr> ranges = cluster.all(Node.class).stream().flatMap(n -> n.podCidrs().stream()).flatMap(text -> Cidr.block(text).stream()).toList();
        AddressPlaces pods = new AddressPlaces(ranges, cluster.all(Pod.class).stream().filter(p -> !p.hostNetwork() && !p.finished())
                .flatMap(p -> p.podIps().stream()).toList());
        Map<String, HostFact.LocalAddresses> given = new HashMap<>();
        cluster.all(HostFact.LocalAddresses.class).forEach(a -> given.putIfAbsent(a.node(), a));
        for (Node node : cluster.all(Node.class)) {
            Optional<HostFact.LocalAddresses> local = Optional.ofNullable(given.get(node.meta().name()));
            node.podCidrs().forEach(text -> Cidr.block(text).ifPresent(cidr -> all.add(node(node, text, cidr, local, pods))));
        }
    }

    private static AddressHeadroom node(Node node, String text, Cidr cidr, Optional<HostFact.LocalAddresses> given, AddressPlaces pods) {
        long used = given.isPresent() ? given.get().addresses().stream().filter(cidr::contains).count() : pods.in(cidr).size();
        long capacity = cidr.size() == Long.MAX_VALUE ? cidr.size() : Math.max(0, cidr.size() - NODE_RESERVED);
        return new AddressHeadroom("node-pods", node.ref(), text, used, capacity, node.maxPods(), node.meta().at("spec.podCIDR"));
    }

    /** How many nodes can still get a range: the cluster's range cut into pieces of the size that nodes have. */
    private void nodeRanges(List<AddressHeadroom> all) {
        for (AddressRange range : distinct(Use.POD)) {
            List<Cidr> pieces = cluster.all(Node.class).stream().flatMap(n -> n.podCidrs().stream()).flatMap(t -> Cidr.block(t).stream())
                    .filter(range.cidr()::contains).toList();
            if (!pieces.isEmpty() && pieces.get(0).size() > 0 && pieces.get(0).size() < Long.MAX_VALUE && range.cidr().size() < Long.MAX_VALUE) {
                all.add(new AddressHeadroom("node-ranges", range.statedBy(), range.cidr().toString(), pieces.size(),
                        range.cidr().size() / pieces.get(0).size(), 0, range.source()));
            }
        }
    }

    private void services(List<AddressHeadroom> all) {
        if (!cluster.complete("Service", Coverage.ALL)) {
            return;
        }
        TreeSet<String> taken = new TreeSet<>();
        cluster.all(Service.class).forEach(s -> s.clusterIps().stream().filter(ip -> !ip.equals("None")).forEach(taken::add));
        cluster.all(OtherObject.class).stream().filter(o -> o.ref().kind().equals("IPAddress") && o.apiVersion().startsWith("networking.k8s.io"))
                .forEach(o -> taken.add(o.meta().name()));
        for (AddressRange range : distinct(Use.SERVICE)) {
            long capacity = range.cidr().size() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, range.cidr().size() - (range.cidr().ipv6() ? 1 : 2));
            all.add(new AddressHeadroom("services", range.statedBy(), range.cidr().toString(), taken.stream().filter(range.cidr()::contains).count(),
                    capacity, 0, range.source()));
        }
    }

    private void pools(List<AddressHeadroom> all) {
        if (!cluster.complete("Service", Coverage.ALL)) {
            return;
        }
        TreeSet<String> taken = new TreeSet<>();
        cluster.all(Service.class).forEach(s -> taken.addAll(s.ingress()));
        for (AddressRange range : ranges) {
            if (range.use() == Use.LOAD_BALANCER) {
                all.add(new AddressHeadroom("load-balancer", range.statedBy(), range.cidr().toString(),
                        taken.stream().filter(range.cidr()::contains).count(), range.cidr().size(), 0, range.source()));
            }
        }
    }

    /** Whole-cluster ranges of a use, each once. */
    private List<AddressRange> distinct(Use use) {
        Map<String, AddressRange> once = new TreeMap<>();
        ranges.stream().filter(r -> r.use() == use && r.wholeCluster()).forEach(r -> once.putIfAbsent(r.cidr().toString(), r));
        return List.copyOf(once.values());
    }

    /** Statements about the whole cluster that contradict each other. Several pools of one component are meant to differ. */
    public List<RangeDispute> disputes() {
        List<RangeDispute> disputes = new ArrayList<>();
        for (Use use : List.of(Use.POD, Use.SERVICE)) {
            for (boolean ipv6 : new boolean[] {false, true}) {
                List<AddressRange> stated = distinct(use).stream().filter(r -> r.cidr().ipv6() == ipv6).toList();
                List<AddressRange> alone = stated.stream().filter(r -> stated.stream().noneMatch(o -> o != r
                        && (o.cidr().overlaps(r.cidr()) || o.statedBy().kind().equals(r.statedBy().kind()) && !o.statedBy().kind().equals("Node")))).toList();
                if (alone.size() > 1) {
                    disputes.add(new RangeDispute(use, alone));
                }
            }
        }
        return disputes;
    }
}
