package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import io.netdx.fact.Signature;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a node's CNI files and bridge say, against each other and against the cluster. */
final class CniFiles {

    private static final int BRIDGE_PORTS = 1000;
    /** These call the plugins behind them. */
    private static final Set<String> META = Set.of("multus", "multus-shim", "danm", "genie");
    /** These leave hostPort to the portmap plugin. */
    private static final Set<String> NEED_PORTMAP = Set.of("flannel", "bridge", "calico", "ptp", "weave-net", "aws-cni", "macvlan");

    private final Cluster cluster;
    private final String plugin;
    private final Map<String, List<HostFact.CniConfig>> configs = new TreeMap<>();

    CniFiles(Cluster cluster, Cni cni) {
        this.cluster = cluster;
        this.plugin = switch (cni.name()) {
            case "flannel", "antrea" -> cni.name();
            case "calico", "canal" -> "calico";
            case "cilium" -> "cilium-cni";
            case "aws-vpc" -> "aws-cni";
            case "azure" -> "azure-vnet";
            case "weave" -> "weave-net";
            default -> "";
        };
        for (HostFact.CniConfig c : cluster.all(HostFact.CniConfig.class)) {
            if (c.valid()) {
                configs.computeIfAbsent(c.node(), n -> new ArrayList<>()).add(c);
            }
        }
        configs.values().forEach(list -> list.sort((a, b) -> a.file().compareTo(b.file())));
    }

    void troubles(List<HostTrouble> into) {
        configs.values().forEach(files -> {
            order(files, into);
            hostPorts(files.get(0), into);
        });
        bridges(into);
        networks(into);
        elsewhere(into);
        tables(into);
    }

    /** The runtime takes the first file by name. */
    private void order(List<HostFact.CniConfig> files, List<HostTrouble> into) {
        HostFact.CniConfig first = files.get(0);
        boolean meta = first.types().stream().anyMatch(META::contains);
        Optional<HostFact.CniConfig> right = files.stream().filter(c -> c.types().contains(plugin)).findFirst();
        if (!meta && right.isPresent() && right.get() != first) {
            into.add(new HostTrouble(first.node(), "cni-config-first", first.file(), "the runtime takes " + first.file() + " (" + String.join(", ", first.types())
                    + ") before " + right.get().file(), first.source()));
        }
    }

    private void hostPorts(HostFact.CniConfig used, List<HostTrouble> into) {
        if (used.types().contains("portmap") || used.types().stream().noneMatch(NEED_PORTMAP::contains)) {
            return;
        }
        TreeSet<String> pods = new TreeSet<>();
        for (Pod pod : cluster.all(Pod.class)) {
            boolean mapped = pod.containers().stream().anyMatch(c -> c.ports().stream().anyMatch(p -> p.hostPort() > 0));
            if (pod.node().equals(used.node()) && !pod.hostNetwork() && !pod.finished() && mapped) {
                pods.add(cluster.workloadOf(pod).toString());
            }
        }
        if (!pods.isEmpty()) {
            into.add(new HostTrouble(used.node(), "no-portmap", used.file(), pods.first() + " asks for a hostPort, and " + used.file()
                    + " has no portmap plugin", used.source()));
        }
    }

    private void bridges(List<HostTrouble> into) {
        Map<String, Integer> ports = new TreeMap<>();
        for (HostFact.Link link : cluster.all(HostFact.Link.class)) {
            if (link.name().startsWith("veth")) {
                ports.merge(link.node(), 1, Integer::sum);
            }
            if (link.name().equals("cni0") || link.name().equals("cbr0")) {
                bridge(link, into);
            }
        }
        ports.forEach((node, n) -> {
            if (n >= BRIDGE_PORTS) {
                Optional<HostFact.Link> bridge = cluster.all(HostFact.Link.class).stream().filter(l -> l.node().equals(node) && l.name().equals("cni0")).findFirst();
                bridge.ifPresent(b -> into.add(new HostTrouble(node, "bridge-full", b.name(), "the bridge " + b.name() + " has " + n
                        + " ports of at most 1024", b.source())));
            }
        });
    }

    /** It keeps the address that it was first given; flannel's range for the node may be another by now. */
    private void bridge(HostFact.Link link, List<HostTrouble> into) {
        Optional<HostFact.FlannelSubnet> subnet = cluster.all(HostFact.FlannelSubnet.class).stream().filter(s -> s.node().equals(link.node())).findFirst();
        Optional<Cidr> range = subnet.map(HostFact.FlannelSubnet::subnet)
                .or(() -> cluster.node(link.node()).filter(n -> plugin.equals("flannel")).flatMap(n -> n.podCidrs().stream().findFirst())).flatMap(Cidr::block);
        Optional<String> address = link.addresses().stream().filter(a -> a.indexOf(':') < 0).findFirst();
        boolean own = address.isPresent() && cluster.node(link.node()).filter(n -> n.podCidrs().stream().anyMatch(c ->
                Cidr.block(c).filter(r -> r.contains(Uplinks.bare(address.get()))).isPresent())).isPresent();
        if (range.isPresent() && address.isPresent() && !own && !range.get().contains(Uplinks.bare(address.get()))) {
            into.add(new HostTrouble(link.node(), "bridge-address", link.name(), link.name() + " has the address " + address.get()
                    + ", but the node's pod range is " + range.get(), link.source()));
        }
    }

    private void networks(List<HostTrouble> into) {
        for (HostFact.FlannelNetwork f : cluster.all(HostFact.FlannelNetwork.class)) {
            cluster.node(f.node()).ifPresent(node -> mismatch(node, f.network(), f.source(), into));
        }
        cluster.all(io.netdx.fact.ConfigMap.class).stream().filter(c -> c.meta().name().equals("kube-flannel-cfg")).forEach(c ->
                Flannel.value(c.data().getOrDefault("net-conf.json", ""), "Network").ifPresent(network -> {
                    for (Node node : cluster.all(Node.class)) {
                        mismatch(node, network, c.meta().at("data.net-conf.json"), into);
                    }
                }));
    }

    private static void mismatch(Node node, String network, io.netdx.fact.Provenance source, List<HostTrouble> into) {
        Optional<Cidr> wide = Cidr.block(network);
        Optional<String> own = node.podCidrs().stream().filter(c -> c.indexOf(':') < 0).findFirst();
        if (wide.isPresent() && own.isPresent() && Cidr.block(own.get()).filter(c -> !wide.get().contains(c)).isPresent()) {
            into.add(new HostTrouble(node.meta().name(), "flannel-network", network, "flannel's Network is " + network + ", but the node's podCIDR is "
                    + own.get(), source));
        }
    }

    /** The plugin is there, but not where the runtime looks. */
    private void elsewhere(List<HostTrouble> into) {
        for (Signature s : cluster.all(Signature.class)) {
            if (s.id().equals("cni-plugin-missing") && s.ref().kind().equals("Pod")) {
                String node = cluster.find(Pod.class, s.ref()).map(Pod::node).orElse("");
                for (HostFact.CniBinaries b : cluster.all(HostFact.CniBinaries.class)) {
                    if (b.node().equals(node) && b.names().contains(s.group("plugin"))) {
                        into.add(new HostTrouble(node, "plugin-elsewhere", s.group("plugin"), "the runtime does not find " + s.group("plugin")
                                + ", which is installed on the node", s.source()));
                    }
                }
            }
        }
    }

    private void tables(List<HostTrouble> into) {
        Map<String, TreeSet<String>> written = new TreeMap<>();
        for (HostFact.PacketFilter f : cluster.all(HostFact.PacketFilter.class)) {
            if (f.backend().startsWith("iptables") && !f.serviceAddresses().isEmpty()) {
                written.computeIfAbsent(f.node(), n -> new TreeSet<>()).add(f.backend());
                if (written.get(f.node()).size() == 2) {
                    into.add(new HostTrouble(f.node(), "tables-mixed", "legacy", "both kinds of iptables hold rules of kube-proxy", f.source()));
                }
            }
        }
        for (HostFact.HiddenTables h : cluster.all(HostFact.HiddenTables.class)) {
            into.add(new HostTrouble(h.node(), "tables-hidden", h.variant(), "the kernel holds tables of " + h.variant()
                    + " iptables beside those of nft", h.source()));
        }
    }
}
