package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.Service;
import io.netdx.net.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Routes on nodes that lead addresses of the cluster astray. */
final class PodRoutes {

    /** Where a plugin's own routes point to. */
    private static final Pattern PLUGIN = Pattern.compile("flannel.*|cni.*|cali.*|vxlan.*|tunl.*|cilium.*|lxc.*|veth.*|kube-.*|weave|antrea-.*");

    private final Cluster cluster;
    private final List<Node> nodes;

    PodRoutes(Cluster cluster) {
        this.cluster = cluster;
        this.nodes = cluster.all(Node.class);
    }

    void troubles(List<HostTrouble> into) {
        List<HostFact.Route> routes = cluster.all(HostFact.Route.class);
        if (routes.isEmpty() || !cluster.complete("Node", "*")) {
            return;
        }
        for (HostFact.Route r : routes) {
            Optional<Cidr> range = r.main() && !r.destination().equals("default") ? Cidr.block(r.destination()) : Optional.empty();
            if (range.isPresent() && !range.get().everything() && !r.linkDown()) {
                pods(r, range.get(), into);
                services(r, range.get(), into);
            }
        }
    }

    private void pods(HostFact.Route r, Cidr range, List<HostTrouble> into) {
        Optional<Node> owner = nodes.stream().filter(n -> ranges(n).anyMatch(c -> c.overlaps(range))).findFirst();
        boolean whole = nodes.stream().anyMatch(n -> n.podCidrs().stream().anyMatch(c -> Cidr.block(c).filter(range::contains).isPresent()));
        if (owner.isEmpty() || whole) {
            if (owner.isEmpty() && PLUGIN.matcher(r.device()).matches() && !r.via().isEmpty() && inPodNetwork(r.node(), range)) {
                into.add(new HostTrouble(r.node(), "route-orphan", r.destination(), "the route to " + r.destination() + " via " + r.via() + " dev "
                        + r.device() + " belongs to no node", r.source()));
            }
            return;
        }
        // narrower than the node's range: it takes a part of the pods away, whatever the right route says
        boolean host = range.size() == 1;
        boolean local = owner.get().meta().name().equals(r.node());
        if (!host && !(local && PLUGIN.matcher(r.device()).matches() && r.via().isEmpty())) {
            into.add(new HostTrouble(r.node(), "route-shadow", owner.get().meta().name(), "the route to " + r.destination()
                    + (r.via().isEmpty() ? "" : " via " + r.via()) + " dev " + r.device() + " takes a part of the pod range of node "
                    + owner.get().meta().name(), r.source()));
        }
    }

    private static java.util.stream.Stream<Cidr> ranges(Node node) {
        return node.podCidrs().stream().flatMap(c -> Cidr.block(c).stream());
    }

    private boolean inPodNetwork(String node, Cidr range) {
        return cluster.all(HostFact.FlannelSubnet.class).stream().filter(s -> s.node().equals(node))
                .anyMatch(s -> Cidr.block(s.network()).filter(n -> n.contains(range)).isPresent());
    }

    /** A network outside that a node reaches directly and that holds ClusterIPs: kube-proxy takes what is meant for it. */
    private void services(HostFact.Route r, Cidr range, List<HostTrouble> into) {
        boolean pods = nodes.stream().anyMatch(n -> ranges(n).anyMatch(range::overlaps));
        if (PLUGIN.matcher(r.device()).matches() || r.refuses() || range.size() == 1 || pods) {
            return;
        }
        for (Service service : cluster.all(Service.class)) {
            for (String ip : service.clusterIps()) {
                if (range.contains(ip)) {
                    into.add(new HostTrouble(r.node(), "service-route", r.destination(), "the network " + r.destination() + " on " + r.device()
                            + " holds the ClusterIP of " + service.ref() + " (" + ip + ")", r.source()));
                    return;
                }
            }
        }
    }
}
