package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Node;
import io.netdx.fact.Service;
import io.netdx.model.address.AddressHeadroom;
import io.netdx.model.address.AddressPlan;
import io.netdx.model.address.AddressRange;
import io.netdx.model.address.AddressRange.Use;
import io.netdx.model.address.AddressUse;
import io.netdx.net.AddressPlaces;
import io.netdx.net.Cidr;
import io.netdx.net.CidrNeighbours;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Address ranges that must be disjoint. */
final class Addresses {

    /** Ranges that hosts and routers keep for themselves: pods or Services inside them are cut off. */
    private static final List<String> RESERVED = List.of("127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "0.0.0.0/8", "fe80::/10", "ff00::/8");

    private final Cluster cluster;
    private final List<AddressRange> ranges;
    private final List<AddressRange> ofServices;

    Addresses(Cluster cluster) {
        this.cluster = cluster;
        this.ranges = AddressPlan.of(cluster);
        this.ofServices = ranges.stream().filter(r -> r.use() == Use.SERVICE).toList();
    }

    /** Duplicates, contradictions, and ranges that are nearly full. */
    List<Object> facts() {
        AddressUse use = new AddressUse(cluster, ranges);
        List<Object> facts = new ArrayList<>(overlaps());
        facts.addAll(use.duplicates());
        facts.addAll(use.disputes());
        use.headroom().stream().filter(AddressHeadroom::tight).forEach(facts::add);
        return facts;
    }

    /** A pod range of a node, and which of the nodes it is. */
    private record NodeRange(Node node, int index, String text, Cidr cidr) {
    }

    List<CidrOverlap> overlaps() {
        List<CidrOverlap> overlaps = new ArrayList<>();
        List<Node> nodes = cluster.all(Node.class);
        List<NodeRange> own = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            int index = i;
            node.podCidrs().forEach(text -> Cidr.parse(text).ifPresent(cidr -> own.add(new NodeRange(node, index, text, cidr))));
        }
        if (!own.isEmpty()) {
            List<Cidr> cidrs = own.stream().map(NodeRange::cidr).toList();
            AddressPlaces ofNodes = new AddressPlaces(cidrs, nodes.stream().map(n -> n.internalIp().orElse("")).toList());
            ClusterIps services = new ClusterIps(cluster, cidrs);
            CidrNeighbours neighbours = new CidrNeighbours(cidrs);
            Optional<Cidr> guessed = surroundingRange();
            for (int i = 0; i < own.size(); i++) {
                NodeRange range = own.get(i);
                services(range, services, guessed, overlaps);
                nodeAddresses(range, nodes, ofNodes, overlaps);
                neighbours.after(i).stream().map(own::get).filter(other -> other.index() > range.index()).forEach(other -> others(range, other, overlaps));
            }
        }
        stated(overlaps);
        return overlaps;
    }

    /** Overlaps of ranges of the whole cluster that the nodes' own ranges do not show yet. */
    private void stated(List<CidrOverlap> overlaps) {
        Set<String> seen = new TreeSet<>();
        for (AddressRange first : ranges) {
            if (first.wholeCluster() && first.use() != Use.NODE_NETWORK && seen.add(first.use() + " " + first.cidr())) {
                RESERVED.stream().flatMap(r -> Cidr.parse(r).stream()).filter(first.cidr()::overlaps).forEach(r -> overlaps.add(new CidrOverlap("reserved",
                        first.statedBy(), first.cidr().toString(), r.toString(), "no host forwards addresses of " + r, first.source())));
                for (AddressRange second : ranges) {
                    boolean node = second.use() == Use.NODE_NETWORK;
                    if ((second.wholeCluster() || node) && second.use() != first.use() && second.cidr().overlaps(first.cidr())
                            && seen.add(first.use() + " " + first.cidr() + " " + second.use() + " " + second.cidr())) {
                        kind(first.use(), second.use()).ifPresent(kind -> overlaps.add(new CidrOverlap(kind, first.statedBy(), first.cidr().toString(),
                                second.cidr().toString(), first + " and " + second, first.source())));
                    }
                }
            }
        }
    }

    private static Optional<String> kind(Use first, Use second) {
        return switch (first) {
            case POD -> second == Use.SERVICE ? Optional.of("pool-service") : second == Use.NODE_NETWORK ? Optional.of("pool-node") : Optional.empty();
            case SERVICE -> second == Use.NODE_NETWORK ? Optional.of("service-node") : Optional.empty();
            case LOAD_BALANCER -> second == Use.POD ? Optional.of("balancer-pod") : second == Use.SERVICE ? Optional.of("balancer-service") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private void services(NodeRange own, ClusterIps services, Optional<Cidr> guessed, List<CidrOverlap> overlaps) {
        Node node = own.node();
        Optional<String> range = ofServices.stream().filter(r -> r.cidr().overlaps(own.cidr())).map(r -> r.cidr().toString()).findFirst();
        if (range.isPresent()) {
            overlaps.add(new CidrOverlap("pod-service", node.ref(), own.text(), range.get(),
                    "the pod range of node " + node.meta().name() + " lies in the Service range", node.meta().at("spec.podCIDR")));
            return;
        }
        List<String> inside = services.in(own.cidr());
        if (!inside.isEmpty() || guessed.filter(own.cidr()::overlaps).isPresent()) {
            String detail = inside.isEmpty() ? "ClusterIPs lie on both sides of it"
                    : "it contains the ClusterIP of " + String.join(", ", inside.subList(0, Math.min(3, inside.size())));
            overlaps.add(new CidrOverlap("pod-service", node.ref(), own.text(), guessed.map(Cidr::toString).orElse("ClusterIPs"),
                    detail, node.meta().at("spec.podCIDR")));
        }
    }

    private static void nodeAddresses(NodeRange own, List<Node> nodes, AddressPlaces ofNodes, List<CidrOverlap> overlaps) {
        ofNodes.in(own.cidr()).stream().findFirst().map(nodes::get).ifPresent(other -> overlaps.add(new CidrOverlap("pod-node", own.node().ref(), own.text(),
                other.internalIp().orElseThrow(), "it contains the address of node " + other.meta().name(), own.node().meta().at("spec.podCIDR"))));
    }

    private static void others(NodeRange own, NodeRange other, List<CidrOverlap> overlaps) {
        overlaps.add(new CidrOverlap("pod-pod", own.node().ref(), own.text(), other.text(), "nodes " + own.node().meta().name() + " and "
                + other.node().meta().name() + " hand out the same addresses", own.node().meta().at("spec.podCIDR")));
    }

    /** The /16 around the API server's own Service, if all ClusterIPs lie in it: the usual Service range or a part of it. */
    private Optional<Cidr> surroundingRange() {
        Optional<String> first = cluster.service("default", "kubernetes").filter(s -> !s.clusterIps().isEmpty())
                .map(s -> s.clusterIps().get(0)).filter(ip -> ip.endsWith(".0.1"));
        Optional<Cidr> range = first.flatMap(ip -> Cidr.parse(ip + "/16"));
        boolean all = range.isPresent() && cluster.all(Service.class).stream().flatMap(s -> s.clusterIps().stream())
                .allMatch(ip -> ip.equals("None") || range.get().contains(ip));
        return all ? range : Optional.empty();
    }
}
