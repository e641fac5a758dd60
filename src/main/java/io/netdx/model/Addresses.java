package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Node;
import io.netdx.fact.Service;
import io.netdx.model.address.AddressHeadroom;
import io.netdx.model.address.AddressPlan;
import io.netdx.model.address.AddressRange;
import io.netdx.model.address.AddressRange.Use;
import io.netdx.model.address.AddressUse;
import io.netdx.net.Cidr;
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

    Addresses(Cluster cluster) {
        this.cluster = cluster;
        this.ranges = AddressPlan.of(cluster);
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

    List<CidrOverlap> overlaps() {
        List<CidrOverlap> overlaps = new ArrayList<>();
        List<Node> nodes = cluster.all(Node.class);
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            for (String text : node.podCidrs()) {
                Optional<Cidr> cidr = Cidr.parse(text);
                if (cidr.isPresent()) {
                    services(node, text, cidr.get(), overlaps);
                    nodeAddresses(node, text, cidr.get(), nodes, overlaps);
                    others(node, text, cidr.get(), nodes, i, overlaps);
                }
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

    private void services(Node node, String text, Cidr cidr, List<CidrOverlap> overlaps) {
        Optional<String> range = ranges.stream().filter(r -> r.use() == Use.SERVICE && r.cidr().overlaps(cidr)).map(r -> r.cidr().toString()).findFirst();
        if (range.isPresent()) {
            overlaps.add(new CidrOverlap("pod-service", node.ref(), text, range.get(),
                    "the pod range of node " + node.meta().name() + " lies in the Service range", node.meta().at("spec.podCIDR")));
            return;
        }
        List<String> inside = new ArrayList<>();
        for (Service service : cluster.all(Service.class)) {
            service.clusterIps().stream().filter(cidr::contains).findFirst()
                    .ifPresent(ip -> inside.add(service.ref().qualifiedName() + " (" + ip + ")"));
        }
        Optional<Cidr> guessed = surroundingRange();
        if (!inside.isEmpty() || guessed.filter(cidr::overlaps).isPresent()) {
            String detail = inside.isEmpty() ? "ClusterIPs lie on both sides of it"
                    : "it contains the ClusterIP of " + String.join(", ", inside.subList(0, Math.min(3, inside.size())));
            overlaps.add(new CidrOverlap("pod-service", node.ref(), text, guessed.map(Cidr::toString).orElse("ClusterIPs"),
                    detail, node.meta().at("spec.podCIDR")));
        }
    }

    private static void nodeAddresses(Node node, String text, Cidr cidr, List<Node> nodes, List<CidrOverlap> overlaps) {
        for (Node other : nodes) {
            Optional<String> ip = other.internalIp().filter(cidr::contains);
            if (ip.isPresent()) {
                overlaps.add(new CidrOverlap("pod-node", node.ref(), text, ip.get(), "it contains the address of node "
                        + other.meta().name(), node.meta().at("spec.podCIDR")));
                return;
            }
        }
    }

    private static void others(Node node, String text, Cidr cidr, List<Node> nodes, int index, List<CidrOverlap> overlaps) {
        for (Node other : nodes.subList(index + 1, nodes.size())) {
            for (String range : other.podCidrs()) {
                if (Cidr.parse(range).filter(cidr::overlaps).isPresent()) {
                    overlaps.add(new CidrOverlap("pod-pod", node.ref(), text, range, "nodes " + node.meta().name() + " and "
                            + other.meta().name() + " hand out the same addresses", node.meta().at("spec.podCIDR")));
                }
            }
        }
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
