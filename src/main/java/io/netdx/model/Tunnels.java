package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.net.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * Compares what nodes know of each other's tunnel ends with what these say of themselves. Every node keeps a neighbour entry (inner
 * address to link-layer address) and a forwarding entry (link-layer address to outer address) for each peer.
 */
final class Tunnels {

    private final Cluster cluster;
    private final List<Node> nodes;

    Tunnels(Cluster cluster) {
        this.cluster = cluster;
        this.nodes = cluster.all(Node.class);
    }

    void troubles(List<HostTrouble> into) {
        for (HostFact.Neighbour n : cluster.all(HostFact.Neighbour.class)) {
            if (tunnel(n.device()) && n.state().equals("PERMANENT")) {
                neighbour(n, into);
            }
        }
        for (HostFact.TunnelPeer p : cluster.all(HostFact.TunnelPeer.class)) {
            if (tunnel(p.device())) {
                forwarding(p, into);
            }
        }
        for (HostFact.Link link : cluster.all(HostFact.Link.class)) {
            if (tunnel(link.name()) && !link.mac().isEmpty()) {
                own(link, into);
            }
        }
        missing(into);
    }

    static boolean tunnel(String device) {
        return device.startsWith("flannel.") && !device.startsWith("flannel.ipip");
    }

    private void neighbour(HostFact.Neighbour n, List<HostTrouble> into) {
        for (Node peer : nodes) {
            Optional<String> mac = Flannel.tunnelMac(peer);
            if (mac.isPresent() && !peer.meta().name().equals(n.node()) && holds(peer, n.address()) && !mac.get().equalsIgnoreCase(n.mac())) {
                into.add(new HostTrouble(n.node(), "tunnel-peer-stale", peer.meta().name(), "it sends frames for node " + peer.meta().name()
                        + " to " + n.mac() + ", but that node's tunnel end is " + mac.get(), n.source()));
            }
        }
    }

    private void forwarding(HostFact.TunnelPeer p, List<HostTrouble> into) {
        for (Node peer : nodes) {
            boolean same = Flannel.tunnelMac(peer).filter(p.mac()::equalsIgnoreCase).isPresent();
            Optional<String> ip = Flannel.publicIp(peer);
            if (same && !peer.meta().name().equals(p.node()) && ip.isPresent() && !ip.get().equals(p.destination())) {
                into.add(new HostTrouble(p.node(), "tunnel-peer-stale", peer.meta().name(), "it sends frames for node " + peer.meta().name()
                        + " to address " + p.destination() + ", but that node is at " + ip.get(), p.source()));
            }
        }
    }

    /** The device was given another address than flannel announced. */
    private void own(HostFact.Link link, List<HostTrouble> into) {
        cluster.node(link.node()).flatMap(Flannel::tunnelMac).filter(mac -> !mac.equalsIgnoreCase(link.mac())).ifPresent(mac ->
                into.add(new HostTrouble(link.node(), "tunnel-address-changed", link.name(), link.name() + " has the link-layer address "
                        + link.mac() + ", but flannel announced " + mac, link.source())));
    }

    /** A route into the tunnel for a peer that has no neighbour entry: the frame has nowhere to go, and the kernel does not ask. */
    private void missing(List<HostTrouble> into) {
        for (HostFact.Route route : cluster.all(HostFact.Route.class)) {
            if (tunnel(route.device()) && !route.via().isEmpty() && cluster.complete("Neighbour", route.node())) {
                boolean known = cluster.all(HostFact.Neighbour.class).stream().anyMatch(n -> n.node().equals(route.node())
                        && n.device().equals(route.device()) && n.address().equals(route.via()) && !n.unanswered());
                Optional<Node> peer = nodes.stream().filter(p -> holds(p, route.via()) && !p.meta().name().equals(route.node())).findFirst();
                if (!known && peer.isPresent()) {
                    into.add(new HostTrouble(route.node(), "tunnel-peer-stale", peer.get().meta().name(), "it has no entry for the tunnel end of node "
                            + peer.get().meta().name() + " (" + route.via() + " on " + route.device() + ")", route.source()));
                }
            }
        }
    }

    private static boolean holds(Node node, String address) {
        return node.podCidrs().stream().anyMatch(c -> Cidr.parse(c).filter(r -> r.contains(address)).isPresent());
    }
}
