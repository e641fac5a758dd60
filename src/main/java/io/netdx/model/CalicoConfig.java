package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Signature;
import io.netdx.fact.Workload;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Calico's own objects: pools, BGP, and what its operator says. */
final class CalicoConfig {

    /** Above this many nodes the documentation asks for Typha. */
    private static final int TYPHA_FROM = 50;
    /** Above this many nodes the documentation asks for route reflectors. */
    private static final int MESH_UP_TO = 100;

    private final Cluster cluster;
    private final List<OtherObject> objects = new ArrayList<>();

    CalicoConfig(Cluster cluster) {
        this.cluster = cluster;
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.apiVersion().contains("projectcalico.org") || o.apiVersion().startsWith("operator.tigera.io")) {
                objects.add(o);
            }
        }
    }

    void problems(Cni cni, List<NetworkConfigProblem> into) {
        for (OtherObject o : objects) {
            switch (o.ref().kind()) {
                case "IPPool" -> pool(o, into);
                case "CalicoNodeStatus" -> sessions(o, into);
                case "TigeraStatus" -> operator(o, into);
                case "BGPConfiguration" -> mesh(o, into);
                default -> { }
            }
        }
        if (cni.name().equals("calico")) {
            size(into);
            stale(into);
        }
    }

    private void pool(OtherObject pool, List<NetworkConfigProblem> into) {
        String cidr = pool.fields().getOrDefault("spec.cidr", "");
        if (pool.fields().getOrDefault("spec.disabled", "false").equals("true") || cidr.indexOf(':') >= 0 || Cidr.block(cidr).isEmpty()) {
            return;
        }
        if (!pool.fields().getOrDefault("spec.natOutgoing", "false").equals("true")) {
            into.add(of(pool, "pool-without-nat", cidr, "the pool " + cidr + " has natOutgoing off: packets of its pods leave the cluster with the pods' addresses"));
        }
        for (String range : proxied()) {
            if (Cidr.block(range).filter(r -> !r.ipv6() && !r.contains(Cidr.block(cidr).get())).isPresent()) {
                into.add(of(pool, "pool-outside", range, "the pool " + cidr + " is not inside kube-proxy's clusterCIDR " + range));
                break;
            }
        }
        boolean azure = cluster.all(Node.class).stream().anyMatch(n -> n.meta().labels().keySet().stream().anyMatch(l -> l.startsWith("kubernetes.azure.com/")));
        String ipip = pool.fields().getOrDefault("spec.ipipMode", "Never");
        if (azure && !ipip.equals("Never")) {
            into.add(of(pool, "ipip-on-azure", ipip, "the pool " + cidr + " uses IP-in-IP (" + ipip + "), which Azure's network does not carry"));
        }
    }

    private TreeSet<String> proxied() {
        TreeSet<String> ranges = new TreeSet<>();
        for (HostFact.KubeProxyConfig c : cluster.all(HostFact.KubeProxyConfig.class)) {
            ranges.addAll(List.of(c.clusterCidr().split(",")));
        }
        cluster.configMap("kube-system", "kube-proxy").ifPresent(map -> map.data().getOrDefault("config.conf", "").lines().map(String::strip)
                .filter(l -> l.startsWith("clusterCIDR:")).forEach(l -> ranges.addAll(List.of(l.substring("clusterCIDR:".length()).replace("\"", "").strip().split(",")))));
        ranges.removeIf(String::isBlank);
        return ranges;
    }

    private static void sessions(OtherObject status, List<NetworkConfigProblem> into) {
        String down = status.fields().getOrDefault("status.bgp.numberNotEstablishedV4", "0");
        if (!down.equals("0")) {
            into.add(new NetworkConfigProblem(ObjectRef.ofNode(status.fields().getOrDefault("spec.node", status.meta().name())), "bgp-down", down,
                    down + " BGP sessions of the node are not established, " + status.fields().getOrDefault("status.bgp.numberEstablishedV4", "0") + " are",
                    status.source()));
        }
    }

    private static void operator(OtherObject status, List<NetworkConfigProblem> into) {
        for (Condition c : status.conditions()) {
            if (c.type().equals("Degraded") && c.status().equals("True")) {
                into.add(of(status, "operator-degraded", c.reason(), c.reason() + ": " + Pods.firstLine(c.message())));
            }
        }
    }

    private void mesh(OtherObject config, List<NetworkConfigProblem> into) {
        boolean off = config.fields().getOrDefault("spec.nodeToNodeMeshEnabled", "true").equals("false");
        boolean peers = objects.stream().anyMatch(o -> o.ref().kind().equals("BGPPeer"));
        if (off && !peers && cluster.complete("BGPPeer", "*")) {
            into.add(of(config, "mesh-off", "nodeToNodeMeshEnabled", "nodeToNodeMeshEnabled is false, and there is no BGPPeer: nodes learn no routes"));
        }
    }

    private void size(List<NetworkConfigProblem> into) {
        List<Node> nodes = cluster.all(Node.class);
        boolean typha = cluster.all(Workload.class).stream().anyMatch(w -> w.ref().name().equals("calico-typha") && w.desired() > 0);
        if (nodes.size() > TYPHA_FROM && !typha && cluster.complete("Deployment", "*")) {
            into.add(new NetworkConfigProblem(ObjectRef.CLUSTER, "no-typha", "calico-typha", nodes.size() + " nodes, and no Typha between them and the API server",
                    nodes.get(0).source()));
        }
        boolean bgp = objects.stream().anyMatch(o -> o.ref().kind().equals("IPPool") && !o.fields().getOrDefault("spec.ipipMode", "Never").equals("Never"));
        boolean reflected = objects.stream().anyMatch(o -> o.ref().kind().equals("BGPPeer"));
        if (nodes.size() > MESH_UP_TO && bgp && !reflected && cluster.complete("BGPPeer", "*")) {
            into.add(new NetworkConfigProblem(ObjectRef.CLUSTER, "mesh-large", "BGP", nodes.size() + " nodes peer with each other, and there is no route reflector",
                    nodes.get(0).source()));
        }
    }

    /** Peers that BIRD complains of and that no node has as its address. */
    private void stale(List<NetworkConfigProblem> into) {
        TreeSet<String> known = new TreeSet<>();
        for (Node n : cluster.all(Node.class)) {
            n.addresses().forEach(a -> known.add(a.value()));
            Optional.ofNullable(n.meta().annotations().get("projectcalico.org/IPv4Address")).map(Uplinks::bare).ifPresent(known::add);
        }
        TreeSet<String> said = new TreeSet<>();
        for (Signature s : cluster.all(Signature.class)) {
            if (s.id().equals("calico-bird-not-ready") && !known.isEmpty() && cluster.complete("Node", "*")) {
                for (String peer : s.group("peers").split(",")) {
                    if (!peer.isBlank() && !known.contains(peer) && said.add(peer) && objects.stream().noneMatch(o -> o.fields().containsValue(peer))) {
                        into.add(new NetworkConfigProblem(ObjectRef.CLUSTER, "bgp-stale-peer", peer, "BGP waits for " + peer + ", which is no node's address",
                                s.source()));
                    }
                }
            }
        }
    }

    private static NetworkConfigProblem of(OtherObject o, String kind, String what, String detail) {
        return new NetworkConfigProblem(o.ref(), kind, what, detail, o.source());
    }
}
