package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Service;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Address ranges that must be disjoint. */
final class Addresses {

    private final Cluster cluster;

    Addresses(Cluster cluster) {
        this.cluster = cluster;
    }

    List<CidrOverlap> overlaps() {
        List<CidrOverlap> overlaps = new ArrayList<>();
        List<Node> nodes = cluster.all(Node.class);
        Optional<String> serviceRange = serviceRange();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            for (String text : node.podCidrs()) {
                Optional<Cidr> cidr = Cidr.parse(text);
                if (cidr.isPresent()) {
                    services(node, text, cidr.get(), serviceRange, overlaps);
                    nodeAddresses(node, text, cidr.get(), nodes, overlaps);
                    others(node, text, cidr.get(), nodes, i, overlaps);
                }
            }
        }
        return overlaps;
    }

    private void services(Node node, String text, Cidr cidr, Optional<String> range, List<CidrOverlap> overlaps) {
        if (range.flatMap(Cidr::parse).filter(cidr::overlaps).isPresent()) {
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

    /** As kubeadm's configuration states it. */
    private Optional<String> serviceRange() {
        String config = cluster.configMap("kube-system", "kubeadm-config").map(ConfigMap::data)
                .map(d -> d.getOrDefault("ClusterConfiguration", "")).orElse("");
        int at = config.indexOf("serviceSubnet:");
        return at < 0 ? Optional.empty() : config.substring(at + 14).lines().findFirst().map(String::strip)
                .map(s -> s.split(",")[0]);
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
