package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds what is wrong on nodes, from files of the nodes themselves. */
final class Hosts {

    private static final Set<String> NETWORK_SERVICES = Set.of("kubelet", "kube-proxy", "containerd", "crio", "docker",
            "kube-scheduler", "flanneld", "k3s", "k3s-agent", "rke2-agent", "rke2-server", "calico-node", "cilium-agent");
    private static final Map<String, String> RUNTIMES = Map.of("containerd", "containerd://", "crio", "cri-o://", "docker", "docker://");
    /** Above this share of the table the kernel begins to evict and then to drop. */
    private static final double TABLE_FULL = 0.95;

    private final Cluster cluster;

    Hosts(Cluster cluster) {
        this.cluster = cluster;
    }

    List<HostTrouble> troubles(Cni pods) {
        List<HostTrouble> troubles = new ArrayList<>();
        for (HostFact.HostService s : cluster.all(HostFact.HostService.class)) {
            if (NETWORK_SERVICES.contains(s.name()) && !s.running() && !unusedRuntime(s)) {
                troubles.add(new HostTrouble(s.node(), "service-stopped", s.name(), s.name() + " is " + s.state(), s.source()));
            }
        }
        for (HostFact.Sysctl s : cluster.all(HostFact.Sysctl.class)) {
            if (s.key().equals("net.ipv4.ip_forward") && s.value().equals("0")) {
                troubles.add(new HostTrouble(s.node(), "forwarding-off", s.key(), s.key() + " = 0", s.source()));
            }
            if (s.key().equals("net.bridge.bridge-nf-call-iptables") && s.value().equals("0")) {
                troubles.add(new HostTrouble(s.node(), "bridge-filter-off", s.key(), s.key() + " = 0", s.source()));
            }
        }
        for (HostFact.Conntrack c : cluster.all(HostFact.Conntrack.class)) {
            if (c.max() > 0 && c.count() >= TABLE_FULL * c.max()) {
                troubles.add(new HostTrouble(c.node(), "conntrack-full", "nf_conntrack", c.count() + " of " + c.max()
                        + " entries in use, " + c.drop() + " dropped, " + c.earlyDrop() + " evicted early", c.source()));
            }
        }
        tables(troubles);
        packetFilters(troubles);
        cni(troubles);
        new HostProxies(cluster).find(troubles);
        routes(troubles);
        neighbours(troubles);
        addresses(troubles);
        new Tunnels(cluster).troubles(troubles);
        new PodRoutes(cluster).troubles(troubles);
        new Uplinks(cluster).troubles(troubles);
        new CniFiles(cluster, pods).troubles(troubles);
        return troubles;
    }

    /** Several runtimes may be installed; the kubelet talks to the one that the node reports. */
    private boolean unusedRuntime(HostFact.HostService service) {
        String scheme = RUNTIMES.getOrDefault(service.name(), "");
        String reported = cluster.node(service.node()).map(Node::runtime).orElse("");
        return !scheme.isEmpty() && !reported.isEmpty() && !reported.startsWith(scheme);
    }

    private void packetFilters(List<HostTrouble> troubles) {
        Map<String, TreeSet<String>> served = new TreeMap<>();
        Map<String, Provenance> places = new TreeMap<>();
        List<Cidr> ranges = cluster.all(Node.class).stream().flatMap(n -> n.podCidrs().stream()).flatMap(c -> Cidr.parse(c).stream()).toList();
        for (HostFact.PacketFilter f : cluster.all(HostFact.PacketFilter.class)) {
            if (cluster.complete("PacketFilter", f.node())) {
                served.computeIfAbsent(f.node(), n -> new TreeSet<>()).addAll(f.serviceAddresses());
            }
            places.putIfAbsent(f.node(), f.source());
            if (f.forwardPolicy().equals("DROP") && !f.admitsPods()) {
                troubles.add(new HostTrouble(f.node(), "forward-drop", "FORWARD", "the policy of the FORWARD chain is DROP", f.source()));
            }
            for (String rule : f.forwardDrops()) {
                troubles.add(new HostTrouble(f.node(), aboutAny(ranges, rule) ? "pod-drop" : "foreign-drop", rule,
                        "a rule that Kubernetes did not write drops packets: " + rule, f.source()));
            }
        }
        served.forEach((node, addresses) -> {
            List<String> missing = new ArrayList<>();
            for (Service s : cluster.all(Service.class)) {
                for (String ip : s.clusterIps()) {
                    if (!ip.equals("None") && s.hasSelector() && !addresses.contains(ip)) {
                        missing.add(s.ref().qualifiedName());
                    }
                }
            }
            if (!missing.isEmpty() && !addresses.isEmpty() && !replacedProxy()) {
                troubles.add(new HostTrouble(node, "stale-services", String.join(", ", missing.subList(0, Math.min(3, missing.size()))),
                        "no rule for " + missing.size() + " Services (" + String.join(", ",
                        missing.subList(0, Math.min(3, missing.size()))) + ")", places.get(node)));
            }
        });
    }

    /** An end that a rule names, or all but that. */
    private record End(Cidr range, boolean negated) {
    }

    /** Whether a rule is about a range of pods: its source or destination is in it. */
    private static boolean aboutAny(List<Cidr> pods, String rule) {
        List<End> ends = new ArrayList<>();
        String[] words = rule.split(" ");
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals("-s") || words[i].equals("-d") || words[i].equals("saddr") || words[i].equals("daddr")) {
                boolean negated = i > 0 && words[i - 1].equals("!");
                Cidr.parse(words[i + 1]).ifPresent(c -> ends.add(new End(c, negated)));
            }
        }
        return pods.stream().anyMatch(p -> ends.stream().filter(e -> e.range().overlaps(p)).findFirst().filter(e -> !e.negated()).isPresent());
    }

    private boolean replacedProxy() {
        return cluster.configMap("kube-system", "cilium-config").map(c -> c.data().getOrDefault("kube-proxy-replacement", ""))
                .filter(v -> v.equals("true") || v.equals("strict")).isPresent();
    }

    private void cni(List<HostTrouble> troubles) {
        Map<String, String> configured = new TreeMap<>();
        for (HostFact.CniConfig c : cluster.all(HostFact.CniConfig.class)) {
            if (c.valid()) {
                configured.merge(c.node(), c.file(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }
        for (HostFact.CniConfig c : cluster.all(HostFact.CniConfig.class)) {
            // the runtime takes the first file by name and never reads what stands behind it
            String used = configured.get(c.node());
            if (!c.valid() && (used == null || c.file().compareTo(used) < 0)) {
                troubles.add(new HostTrouble(c.node(), "cni-config-invalid", c.file(), c.file() + ": " + c.error(), c.source()));
            }
        }
        for (HostFact.Missing m : cluster.all(HostFact.Missing.class)) {
            if (m.what().equals("CniConfig") && !configured.containsKey(m.node())) {
                troubles.add(new HostTrouble(m.node(), "no-cni-config", "cni-conf",
                        "no CNI configuration file on the node, unlike on others", m.source()));
            }
            if (m.what().equals("FlannelSubnet")) {
                troubles.add(new HostTrouble(m.node(), "no-flannel-subnet", "subnet.env",
                        "the node has no subnet.env, unlike others", m.source()));
            }
        }
        missingPieces(troubles);
    }

    private void missingPieces(List<HostTrouble> troubles) {
        Map<String, Set<String>> binaries = new TreeMap<>();
        cluster.all(HostFact.CniBinaries.class).forEach(b -> binaries.put(b.node(), Set.copyOf(b.names())));
        for (HostFact.CniConfig c : cluster.all(HostFact.CniConfig.class)) {
            Set<String> installed = binaries.get(c.node());
            for (String type : c.types()) {
                if (installed != null && !installed.isEmpty() && !installed.contains(type)) {
                    troubles.add(new HostTrouble(c.node(), "cni-binary-missing", type, "the configuration names the plugin " + type
                            + ", which is not installed", c.source()));
                }
            }
        }
    }

    /** Where nodes route to each other's pod ranges at all, each node needs a route to every other's. */
    private void routes(List<HostTrouble> troubles) {
        Map<String, List<HostFact.Route>> byNode = new TreeMap<>();
        for (HostFact.Route r : cluster.all(HostFact.Route.class)) {
            byNode.computeIfAbsent(r.node(), n -> new ArrayList<>()).add(r);
        }
        List<Node> nodes = cluster.all(Node.class);
        boolean routed = nodes.stream().anyMatch(n -> n.podCidrs().stream().anyMatch(c -> byNode.values().stream()
                .anyMatch(rs -> rs.stream().anyMatch(r -> r.destination().equals(c) && !r.node().equals(n.meta().name())))));
        if (!routed) {
            return;
        }
        boolean direct = direct(nodes);
        byNode.forEach((name, routes) -> {
            for (Node other : nodes) {
                if (!other.meta().name().equals(name) && !other.podCidrs().isEmpty()) {
                    String cidr = other.podCidrs().get(0);
                    Optional<HostFact.Route> route = routes.stream().filter(r -> r.destination().equals(cidr)).findFirst();
                    boolean wider = routes.stream().anyMatch(r -> !r.destination().equals("default") && !r.via().isEmpty()
                            && covers(r.destination(), cidr));
                    if (route.isEmpty() && !wider) {
                        troubles.add(new HostTrouble(name, "route-missing", other.meta().name(), "no route to " + cidr
                                + ", the pod range of node " + other.meta().name(), routes.get(0).source()));
                    } else if (route.isPresent() && wrongHop(route.get(), other, routes, direct)) {
                        troubles.add(new HostTrouble(name, "route-wrong", other.meta().name(), "the route to " + cidr + " goes via "
                                + route.get().via() + ", but node " + other.meta().name() + " is at "
                                + other.internalIp().orElse("?"), route.get().source()));
                    } else if (route.isPresent() && route.get().refuses()) {
                        troubles.add(new HostTrouble(name, "route-missing", other.meta().name(), "the route to " + cidr + " is "
                                + route.get().type(), route.get().source()));
                    }
                }
            }
        });
    }

    private static boolean covers(String wide, String narrow) {
        Optional<Cidr> a = Cidr.parse(wide);
        return a.isPresent() && narrow.indexOf('/') > 0 && a.get().contains(narrow.substring(0, narrow.indexOf('/')));
    }

    /**
     * Host gateways only: a next hop inside the pod ranges is a tunnel's. A next hop that is no node may be a router's, but not where
     * the other node is on the same link and the nodes' routes otherwise lead straight to each other.
     *
     * @param routes those of the node that {@code route} is of
     */
    private boolean wrongHop(HostFact.Route route, Node other, List<HostFact.Route> routes, boolean direct) {
        Optional<String> address = other.internalIp();
        if (route.via().isEmpty() || address.isEmpty() || address.get().equals(route.via())) {
            return false;
        }
        boolean nodeAddress = cluster.all(Node.class).stream().anyMatch(n -> n.internalIp().filter(route.via()::equals).isPresent());
        boolean router = routes.stream().anyMatch(r -> r.destination().equals("default") && r.via().equals(route.via()));
        return nodeAddress || direct && !router && onLink(address.get(), route.device(), routes) && onLink(route.via(), route.device(), routes);
    }

    private static boolean onLink(String address, String device, List<HostFact.Route> routes) {
        return routes.stream().anyMatch(r -> r.via().isEmpty() && !r.refuses() && !device.isEmpty() && r.device().equals(device)
                && Cidr.parse(r.destination()).filter(c -> c.contains(address)).isPresent());
    }

    /** Some node's route to another's pods leads to that node itself. */
    private boolean direct(List<Node> nodes) {
        Set<String> straight = new HashSet<>();
        nodes.forEach(n -> n.internalIp().ifPresent(ip -> n.podCidrs().forEach(range -> straight.add(range + " via " + ip))));
        return cluster.all(HostFact.Route.class).stream().anyMatch(r -> straight.contains(r.destination() + " via " + r.via()));
    }

    /** Sysctl shows the table's two figures too, where its counters were not collected. */
    private void tables(List<HostTrouble> troubles) {
        Map<String, HostFact.Sysctl> counts = new TreeMap<>();
        Map<String, Long> limits = new TreeMap<>();
        for (HostFact.Sysctl s : cluster.all(HostFact.Sysctl.class)) {
            if (s.key().equals("net.netfilter.nf_conntrack_count")) {
                counts.put(s.node(), s);
            } else if (s.key().equals("net.netfilter.nf_conntrack_max")) {
                limits.put(s.node(), number(s.value()));
            }
        }
        cluster.all(HostFact.Conntrack.class).forEach(c -> counts.remove(c.node()));
        counts.forEach((node, count) -> {
            long limit = limits.getOrDefault(node, 0L);
            if (limit > 0 && number(count.value()) >= TABLE_FULL * limit) {
                troubles.add(new HostTrouble(node, "conntrack-full", "nf_conntrack", count.value() + " of " + limit + " entries in use",
                        count.source()));
            }
        });
    }

    private static long number(String text) {
        return text.isEmpty() || text.length() > 12 || !text.chars().allMatch(c -> c >= '0' && c <= '9') ? 0 : Long.parseLong(text);
    }

    private void neighbours(List<HostTrouble> troubles) {
        Map<String, Node> byIp = new TreeMap<>();
        cluster.all(Node.class).forEach(n -> n.internalIp().ifPresent(ip -> byIp.put(ip, n)));
        for (HostFact.Neighbour n : cluster.all(HostFact.Neighbour.class)) {
            Node peer = byIp.get(n.address());
            if (n.unanswered() && peer != null && !peer.meta().name().equals(n.node())) {
                troubles.add(new HostTrouble(n.node(), "peer-unreachable", peer.meta().name(), "no answer to ARP from node "
                        + peer.meta().name() + " (" + n.address() + " is " + n.state() + ")", n.source()));
            }
        }
        for (HostFact.Unanswered u : cluster.all(HostFact.Unanswered.class)) {
            Optional<Node> peer = cluster.node(u.peer()).or(() -> Optional.ofNullable(byIp.get(u.address())));
            peer.filter(p -> !p.meta().name().equals(u.node())).ifPresent(p -> troubles.add(new HostTrouble(u.node(), "peer-unreachable", p.meta().name(),
                    "node " + p.meta().name() + " does not answer " + u.asked(), u.source())));
        }
    }

    private void addresses(List<HostTrouble> troubles) {
        for (HostFact.LocalAddresses a : cluster.all(HostFact.LocalAddresses.class)) {
            Optional<Cidr> cidr = cluster.node(a.node()).filter(n -> !n.podCidrs().isEmpty())
                    .flatMap(n -> Cidr.parse(n.podCidrs().get(0)));
            if (cidr.isPresent()) {
                long usable = cidr.get().size() - 3;
                if (usable > 0 && a.allocated() >= usable) {
                    troubles.add(new HostTrouble(a.node(), "addresses-exhausted", cidr.get().toString(), a.allocated() + " of "
                            + usable + " pod addresses of " + cidr.get() + " are allocated", a.source()));
                }
            }
        }
    }

    /** The tunnel device, by the names that plugins give theirs. */
    Optional<Overlay> overlay() {
        for (HostFact.Link link : cluster.all(HostFact.Link.class)) {
            String name = link.name();
            if (name.startsWith("flannel.") || name.startsWith("vxlan") || name.startsWith("cilium_vxlan")
                    || name.startsWith("tunl") || name.startsWith("geneve") || name.startsWith("genev_sys")) {
                return Optional.of(new Overlay(name, link.mtu(), link.source()));
            }
        }
        return Optional.empty();
    }

    /** Whether anything on the nodes enforces NetworkPolicies; empty where packet filters were not collected. */
    Optional<Boolean> enforcement() {
        List<HostFact.PacketFilter> filters = cluster.all(HostFact.PacketFilter.class);
        boolean sets = cluster.all(HostFact.IpSet.class).stream().anyMatch(s -> s.name().startsWith("KUBE-SRC-") || s.name().startsWith("KUBE-DST-"));
        boolean agent = cluster.all(HostFact.HostService.class).stream().anyMatch(s -> s.running() && s.name().startsWith("kube-router"));
        if (filters.isEmpty()) {
            // without the rules: the sets of addresses that they name, or who writes both
            return sets || agent ? Optional.of(true) : Optional.empty();
        }
        return Optional.of(filters.stream().anyMatch(HostFact.PacketFilter::enforcesNetworkPolicy));
    }
}
