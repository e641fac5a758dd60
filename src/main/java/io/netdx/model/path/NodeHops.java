package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.model.HostTrouble;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The route and node hops: whether the nodes of both ends can, and do, carry the packets. */
final class NodeHops {

    private static final Set<String> AGENTS = Set.of("kube-flannel-ds", "calico-node", "canal", "cilium", "aws-node", "antrea-agent", "weave-net",
            "kindnet", "ovnkube-node", "kube-router", "azure-cns", "anetd", "sdn");

    private final Cluster cluster;
    private final List<HostTrouble> troubles;
    private final Proxying proxying;
    private final Map<String, Optional<Proxying.Proxy>> agents = new HashMap<>();
    private final Map<String, List<HostFact.Route>> routes = new HashMap<>();
    private final Map<String, List<ObjectRef>> owners = new HashMap<>();

    NodeHops(Cluster cluster, List<HostTrouble> troubles, Proxying proxying) {
        this.cluster = cluster;
        this.troubles = troubles;
        this.proxying = proxying;
        for (HostFact.Route r : cluster.all(HostFact.Route.class)) {
            if (r.main()) {
                routes.computeIfAbsent(r.node(), n -> new ArrayList<>()).add(r);
            }
        }
        for (Pod p : cluster.all(Pod.class)) {
            if (!p.hostNetwork() && !p.finished() && !p.meta().terminating()) {
                p.podIps().forEach(ip -> owners.computeIfAbsent(ip, a -> new ArrayList<>()).add(p.ref()));
            }
        }
    }

    /** From the client's node to the server's; {@code address} is the server's, after translation. */
    Hop route(Side client, Side server, String address) {
        Optional<Service> taken = cluster.serviceByIp(address).filter(s -> server.pod().isPresent());
        if (taken.isPresent()) {
            return Hop.fail(Stage.ROUTE, List.of(taken.get().ref(), server.ref()), "address " + address + " of " + server.ref()
                    + " is also the ClusterIP of " + taken.get().ref() + ": nodes send it there");
        }
        String from = client.node();
        String to = server.node();
        if (from.isEmpty() || to.isEmpty()) {
            return Hop.unseen(Stage.ROUTE, !client.inCluster() ? "the way from " + client.ref().name() + " into the cluster lies outside the snapshot"
                    : !server.inCluster() ? "the way to " + address + " lies outside the snapshot" : "the pods are not placed on nodes");
        }
        if (from.equals(to)) {
            return Hop.pass(Stage.ROUTE, List.of(ObjectRef.ofNode(from)), "both ends are on " + from);
        }
        return broken(from, to).or(() -> clashing(address, server)).or(() -> unavailable(from, to)).orElseGet(() -> routes(client, from, to, address));
    }

    private Optional<Hop> broken(String from, String to) {
        Set<String> pair = Set.of(from, to);
        for (HostTrouble t : troubles) {
            boolean between = pair.contains(t.node()) && pair.contains(t.what()) && Set.of("route-missing", "route-wrong", "peer-unreachable").contains(t.kind());
            if (between) {
                return Optional.of(Hop.fail(Stage.ROUTE, List.of(ObjectRef.ofNode(from), ObjectRef.ofNode(to)), "on " + t.node() + ": " + t.detail()));
            }
        }
        return Optional.empty();
    }

    /** Two pods of one address: packets reach whichever the route prefers. */
    private Optional<Hop> clashing(String address, Side server) {
        List<ObjectRef> all = owners.getOrDefault(address, List.of());
        return all.size() > 1 && server.pod().isPresent() ? Optional.of(Hop.unknown(Stage.ROUTE, all, "address " + address + " belongs to "
                + all.size() + " pods")) : Optional.empty();
    }

    private Optional<Hop> unavailable(String from, String to) {
        for (String name : List.of(from, to)) {
            Optional<Condition> c = cluster.node(name).flatMap(n -> n.condition("NetworkUnavailable")).filter(x -> x.status().equals("True"));
            if (c.isPresent()) {
                return Optional.of(Hop.fail(Stage.ROUTE, List.of(ObjectRef.ofNode(name)), "node " + name + " says that its network is unavailable: "
                        + c.get().message()));
            }
        }
        return Optional.empty();
    }

    private Hop routes(Side client, String from, String to, String address) {
        Optional<HostFact.Route> there = best(from, address);
        String back = client.ips().stream().filter(ip -> Family.of(ip).equals(Family.of(address))).findFirst().orElse("");
        Optional<HostFact.Route> home = back.isEmpty() ? Optional.empty() : best(to, back);
        if (there.isPresent()) {
            if (there.get().refuses()) {
                return Hop.fail(Stage.ROUTE, List.of(ObjectRef.ofNode(from)), "the route of " + from + " to " + there.get().destination() + " is "
                        + there.get().type());
            }
            return Hop.pass(Stage.ROUTE, List.of(ObjectRef.ofNode(from), ObjectRef.ofNode(to)), from + " sends it " + shown(there.get())
                    + home.map(r -> "; " + to + " answers " + shown(r)).orElse(""));
        }
        Optional<Hop> agents = agents(from, to);
        return agents.orElse(Hop.unseen(Stage.ROUTE, "the routes of " + from + " were not collected"));
    }

    /** Where routes were not collected, the agents that make them speak for them. */
    private Optional<Hop> agents(String from, String to) {
        List<ObjectRef> by = new ArrayList<>();
        for (String node : List.of(from, to)) {
            Optional<Proxying.Proxy> agent = agent(node).filter(a -> !a.down());
            if (agent.isEmpty()) {
                return Optional.empty();
            }
            by.addAll(agent.get().by());
        }
        return Optional.of(Hop.pass(Stage.ROUTE, by, "the network agents of " + from + " and " + to + " are ready (routes themselves were not collected)"));
    }

    private Optional<Proxying.Proxy> agent(String node) {
        return agents.computeIfAbsent(node, n -> AGENTS.stream().sorted().flatMap(name -> proxying.agent(n, name, "").stream()).findFirst());
    }

    private static String shown(HostFact.Route r) {
        return "by " + r.destination() + (r.via().isEmpty() ? "" : " via " + r.via()) + (r.device().isEmpty() ? "" : " dev " + r.device());
    }

    /** Longest prefix of the main table. */
    private Optional<HostFact.Route> best(String node, String address) {
        HostFact.Route best = null;
        int length = -1;
        for (HostFact.Route r : routes.getOrDefault(node, List.of())) {
            boolean fallback = r.destination().equals("default");
            int slash = r.destination().indexOf('/');
            int bits = fallback ? 0 : slash < 0 ? 128 : new PortWish(r.destination().substring(slash + 1), "").number();
            boolean covers = fallback ? r.via().isEmpty() || Family.of(r.via()).equals(Family.of(address))
                    : Cidr.parse(r.destination()).filter(c -> c.contains(address)).isPresent();
            if (covers && bits > length) {
                best = r;
                length = bits;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The state of both nodes.
     *
     * @param routed the packet is forwarded rather than bridged: it crosses nodes, or was translated by a Service
     */
    Hop node(Side client, Side server, boolean routed) {
        TreeSet<String> names = new TreeSet<>(List.of(client.node(), server.node()));
        names.remove("");
        if (names.isEmpty()) {
            return Hop.unseen(Stage.NODE, "no node is known for either end");
        }
        List<ObjectRef> by = names.stream().map(ObjectRef::ofNode).toList();
        List<String> doubts = new ArrayList<>();
        boolean seen = true;
        for (String name : names) {
            for (HostTrouble t : troubles) {
                if (t.node().equals(name) && t.kind().equals("forwarding-off") && routed) {
                    return Hop.fail(Stage.NODE, List.of(ObjectRef.ofNode(name)), "node " + name + " does not forward packets: " + t.detail());
                }
                if (t.node().equals(name) && Set.of("conntrack-full", "foreign-drop", "pod-drop", "forward-drop").contains(t.kind())) {
                    doubts.add("on " + name + ": " + t.detail());
                }
            }
            Optional<Node> node = cluster.node(name);
            seen &= node.isPresent() && node.get().condition("Ready").isPresent();
            node.flatMap(n -> n.condition("Ready")).filter(c -> !c.status().equals("True")).ifPresent(c -> doubts.add("node " + name + " is "
                    + (c.status().equals("Unknown") ? "silent" : "not ready") + " (" + c.reason() + "); running pods may still answer"));
            agent(name).filter(Proxying.Proxy::down).ifPresent(a -> doubts.add(a.why()));
        }
        Proxying.Proxy proxy = proxying.on(client.node().isEmpty() ? server.node() : client.node());
        if (proxy.down() && proxying.rules(client.node()).isEmpty()) {
            doubts.add(proxy.why() + ": its rules for Services may be missing or old");
        }
        if (!doubts.isEmpty()) {
            return Hop.unknown(Stage.NODE, by, String.join("; ", doubts));
        }
        String which = String.join(" and ", names);
        return seen ? Hop.pass(Stage.NODE, by, which + (names.size() > 1 ? " are" : " is") + " ready"
                + (proxy.state() == Proxying.Proxy.State.RUNNING ? ", " + proxy.name() + " runs" : ""))
                : Hop.unseen(Stage.NODE, "nothing was collected about " + which);
    }
}
