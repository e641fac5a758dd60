package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.Signature;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The interface of each node that carries its own address, and how it fits those of the others. */
final class Uplinks {

    private static final int TUNNEL_OVERHEAD = 50;
    private static final long MANY_ERRORS = 100;
    /** One packet in a thousand: TCP begins to feel it. */
    private static final long LOSS = 1000;
    private static final double NEARLY_FULL = 0.95;

    private final Cluster cluster;
    private final Map<String, HostFact.Link> uplinks = new TreeMap<>();

    Uplinks(Cluster cluster) {
        this.cluster = cluster;
        for (HostFact.Link link : cluster.all(HostFact.Link.class)) {
            Optional<String> own = cluster.node(link.node()).flatMap(Node::internalIp);
            if (own.isPresent() && link.addresses().stream().anyMatch(a -> bare(a).equals(own.get()))) {
                uplinks.put(link.node(), link);
            }
        }
    }

    static String bare(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    void troubles(List<HostTrouble> into) {
        uplinks.values().forEach(link -> {
            if (link.errors() >= MANY_ERRORS && link.errors() * LOSS > link.packets()) {
                into.add(new HostTrouble(link.node(), "link-errors", link.name(), link.name() + " counts " + link.errors() + " errors in "
                        + link.packets() + " packets", link.source()));
            }
            if (!link.up()) {
                into.add(new HostTrouble(link.node(), "link-down", link.name(), link.name() + ", which has the address of the node, is down", link.source()));
            }
            if (link.queueing().equals("netem")) {
                into.add(new HostTrouble(link.node(), "link-shaped", link.name(), "a network emulator (qdisc netem) sits on " + link.name()
                        + " and delays, drops or damages packets", link.source()));
            }
        });
        sizes(into);
        segments(into);
        lost(into);
        strict(into);
        neighbours(into);
        ipv6(into);
    }

    /** Links of different MTU, and pods that may send more than their node's link carries. */
    private void sizes(List<HostTrouble> into) {
        int most = uplinks.values().stream().mapToInt(HostFact.Link::mtu).max().orElse(0);
        for (HostFact.Link link : uplinks.values()) {
            Optional<HostFact.Link> larger = uplinks.values().stream().filter(l -> l.mtu() == most && most > link.mtu() && link.mtu() > 0).findFirst();
            larger.ifPresent(l -> into.add(new HostTrouble(link.node(), "mtu-differs", link.name(), link.name() + " has MTU " + link.mtu() + ", but "
                    + l.name() + " of node " + l.node() + " has " + l.mtu(), link.source())));
            pods(link, into);
        }
    }

    private void pods(HostFact.Link uplink, List<HostTrouble> into) {
        Optional<HostFact.Link> tunnel = cluster.all(HostFact.Link.class).stream()
                .filter(l -> l.node().equals(uplink.node()) && Tunnels.tunnel(l.name())).findFirst();
        int room = uplink.mtu() - (tunnel.isPresent() ? TUNNEL_OVERHEAD : 0);
        for (HostFact.FlannelSubnet s : cluster.all(HostFact.FlannelSubnet.class)) {
            if (s.node().equals(uplink.node()) && s.mtu() > room && uplink.mtu() > 0) {
                into.add(new HostTrouble(s.node(), "mtu-too-large", "FLANNEL_MTU", "pods get MTU " + s.mtu() + ", but " + uplink.name()
                        + " carries " + uplink.mtu() + (tunnel.isPresent() ? ", less " + TUNNEL_OVERHEAD + " for the tunnel" : ""), s.source()));
                return;
            }
        }
        for (HostFact.CniConfig c : cluster.all(HostFact.CniConfig.class)) {
            if (c.node().equals(uplink.node()) && c.valid() && c.mtu() > room && uplink.mtu() > 0) {
                into.add(new HostTrouble(c.node(), "mtu-too-large", c.file(), c.file() + " sets MTU " + c.mtu() + " for pods, but " + uplink.name()
                        + " carries " + uplink.mtu() + (tunnel.isPresent() ? ", less " + TUNNEL_OVERHEAD + " for the tunnel" : ""), c.source()));
                return;
            }
        }
    }

    /** Routes through the other node's address need that node on the same segment. */
    private void segments(List<HostTrouble> into) {
        for (HostFact.FlannelNetwork f : cluster.all(HostFact.FlannelNetwork.class)) {
            HostFact.Link link = uplinks.get(f.node());
            if (link != null && f.backend().equals("host-gw")) {
                List<String> far = new ArrayList<>();
                for (Node other : cluster.all(Node.class)) {
                    other.internalIp().filter(ip -> link.addresses().stream().noneMatch(a -> Cidr.block(a).filter(c -> c.contains(ip)).isPresent()))
                            .ifPresent(ip -> far.add(other.meta().name() + " (" + ip + ")"));
                }
                if (!far.isEmpty()) {
                    into.add(new HostTrouble(f.node(), "not-one-segment", link.name(), "flannel routes by host-gw, but node " + far.get(0)
                            + " is not on the segment of " + link.name() + " " + link.addresses().get(0), f.source()));
                }
            }
        }
    }

    /** The node no longer has the address that the cluster knows it by. */
    private void lost(List<HostTrouble> into) {
        for (Node node : cluster.all(Node.class)) {
            String name = node.meta().name();
            if (node.internalIp().isPresent() && !uplinks.containsKey(name) && cluster.complete("Link", name)) {
                cluster.all(HostFact.Link.class).stream().filter(l -> l.node().equals(name) && l.addresses().stream().anyMatch(a -> !a.startsWith("127.")
                        && a.indexOf(':') < 0)).findFirst().ifPresent(l -> into.add(new HostTrouble(name, "address-lost", node.internalIp().get(),
                        "no interface has the node's address " + node.internalIp().get() + " any more", l.source())));
            }
        }
    }

    /** Packets of a peer's pods come in on one interface and would be answered on another, and the kernel checks that. */
    private void strict(List<HostTrouble> into) {
        Map<String, String> filters = new TreeMap<>();
        for (HostFact.Sysctl s : cluster.all(HostFact.Sysctl.class)) {
            if (s.key().startsWith("net.ipv4.conf.") && s.key().endsWith(".rp_filter")) {
                filters.put(s.node() + " " + s.key().substring("net.ipv4.conf.".length(), s.key().length() - ".rp_filter".length()), s.value());
            }
        }
        for (HostFact.Route r : cluster.all(HostFact.Route.class)) {
            HostFact.Link uplink = uplinks.get(r.node());
            Optional<Node> peer = cluster.all(Node.class).stream().filter(n -> n.podCidrs().contains(r.destination())
                    && !n.meta().name().equals(r.node())).findFirst();
            if (uplink != null && peer.isPresent() && r.main() && !r.via().isEmpty() && !Tunnels.tunnel(r.device()) && !r.device().equals(uplink.name())
                    && strict(filters, r.node(), uplink.name())) {
                into.add(new HostTrouble(r.node(), "rp-filter", uplink.name(), "packets of pods on node " + peer.get().meta().name() + " come in on "
                        + uplink.name() + ", the route back goes out on " + r.device() + ", and rp_filter is strict", r.source()));
            }
        }
        for (Signature s : cluster.all(Signature.class)) {
            if (s.id().equals("kernel-martian-source") && s.ref().kind().equals("Node") && strict(filters, s.ref().name(), s.group("dev"))) {
                into.add(new HostTrouble(s.ref().name(), "rp-filter", s.group("dev"), "the kernel drops packets from " + s.group("from") + " on "
                        + s.group("dev") + " as martians (" + s.count() + " logged), and rp_filter is strict there", s.source()));
            }
        }
    }

    /** The stricter of the setting for all and the one of the interface counts: 1 is strict, 2 loose. */
    private static boolean strict(Map<String, String> filters, String node, String device) {
        String all = filters.getOrDefault(node + " all", "0");
        String own = filters.getOrDefault(node + " " + device, "0");
        return (all.compareTo(own) >= 0 ? all : own).equals("1");
    }

    private void neighbours(List<HostTrouble> into) {
        for (HostFact.Sysctl s : cluster.all(HostFact.Sysctl.class)) {
            boolean v4 = s.key().equals("net.ipv4.neigh.default.gc_thresh3");
            if (v4 && s.value().length() < 10 && s.value().chars().allMatch(Character::isDigit)) {
                long known = cluster.all(HostFact.Neighbour.class).stream().filter(n -> n.node().equals(s.node()) && n.address().indexOf(':') < 0
                        && !n.state().equals("PERMANENT")).count();
                if (known > 0 && known >= NEARLY_FULL * Long.parseLong(s.value())) {
                    into.add(new HostTrouble(s.node(), "neighbours-full", s.key(), known + " neighbours are known, and the table holds " + s.value(),
                            s.source()));
                }
            }
        }
    }

    private void ipv6(List<HostTrouble> into) {
        for (HostFact.Sysctl s : cluster.all(HostFact.Sysctl.class)) {
            boolean off = s.key().equals("net.ipv6.conf.all.disable_ipv6") && s.value().equals("1")
                    || s.key().equals("net.ipv6.conf.all.forwarding") && s.value().equals("0");
            if (off && cluster.node(s.node()).filter(n -> n.podCidrs().stream().anyMatch(c -> c.indexOf(':') >= 0)).isPresent()) {
                into.add(new HostTrouble(s.node(), "ipv6-off", s.key(), s.key() + " = " + s.value() + ", and pods of the node have IPv6 addresses",
                        s.source()));
            }
        }
    }
}
