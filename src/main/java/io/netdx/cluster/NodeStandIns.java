package io.netdx.cluster;

import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Nodes that pods run on or that files were collected from. Their interfaces give the address, the CNI configuration or the bridge of
 * the pods the pod range; conditions, taints and labels nobody knows.
 */
final class NodeStandIns {

    /** Bridges that CNI plugins hang the pods of a node on. */
    private static final Set<String> BRIDGES = Set.of("cni0", "cbr0", "kube-bridge");

    private final StandIns known;
    private final Map<String, Provenance> names = new TreeMap<>();

    NodeStandIns(StandIns known, List<Pod> pods) {
        this.known = known;
        known.all(HostFact.Link.class).forEach(l -> names.putIfAbsent(l.node(), l.source()));
        known.all(HostFact.Route.class).forEach(r -> names.putIfAbsent(r.node(), r.source()));
        known.all(HostFact.Sysctl.class).forEach(s -> names.putIfAbsent(s.node(), s.source()));
        pods.stream().filter(p -> !p.node().isEmpty()).forEach(p -> names.putIfAbsent(p.node(), p.source()));
    }

    List<Node> make() {
        Map<String, String> uplinks = new LinkedHashMap<>();
        known.all(HostFact.Route.class).stream().filter(r -> r.destination().equals("default") && r.main())
                .forEach(r -> uplinks.putIfAbsent(r.node(), r.device()));
        Map<String, List<Node.Address>> addresses = new TreeMap<>();
        for (HostFact.Link link : known.all(HostFact.Link.class)) {
            if (link.name().equals(uplinks.get(link.node()))) {
                link.addresses().stream().filter(a -> a.indexOf(':') < 0).map(NodeStandIns::bare)
                        .forEach(a -> addresses.computeIfAbsent(link.node(), n -> new ArrayList<>()).add(new Node.Address("InternalIP", a)));
            }
        }
        Map<String, String> ranges = new TreeMap<>();
        known.all(HostFact.Route.class).stream().filter(r -> r.main() && r.via().isEmpty() && BRIDGES.contains(r.device()))
                .forEach(r -> ranges.put(r.node(), r.destination()));
        known.all(HostFact.CniConfig.class).stream().filter(c -> c.valid() && c.subnets().size() == 1).forEach(c -> ranges.put(c.node(), c.subnets().get(0)));
        List<Node> nodes = new ArrayList<>();
        names.forEach((name, source) -> nodes.add(new Node(StandIns.meta(ObjectRef.ofNode(name), Map.of(), source), List.of(), List.of(), false, Optional.ofNullable(ranges.get(name)).map(List::of).orElse(List.of()),
                addresses.getOrDefault(name, List.of()), "", "", "", "", 0)));
        return nodes;
    }

    private static String bare(String address) {
        return address.indexOf('/') < 0 ? address : address.substring(0, address.indexOf('/'));
    }
}
