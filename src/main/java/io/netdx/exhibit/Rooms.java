package io.netdx.exhibit;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.model.address.AddressPlan;
import io.netdx.model.address.AddressUse;
import io.netdx.report.Exhibits.Headroom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What can run full, the fullest first: pods of nodes, addresses of ranges, tables of connections. */
final class Rooms {

    private static final int OF_ONE_KIND = 4;

    private final Cluster cluster;
    private final List<Headroom> rooms = new ArrayList<>();

    Rooms(Cluster cluster) {
        this.cluster = cluster;
    }

    List<Headroom> fullest() {
        if (cluster.complete("Pod", Coverage.ALL)) {
            pods();
        }
        addresses();
        cluster.all(HostFact.Conntrack.class).forEach(c -> add("tracked connections", ObjectRef.ofNode(c.node()), "", c.count(), c.max(), 0));
        rooms.sort(Comparator.comparingDouble((Headroom h) -> -h.share()).thenComparing(Headroom::what).thenComparing(Headroom::subject)
                .thenComparing(Headroom::detail));
        Map<String, Integer> shown = new HashMap<>();
        return rooms.stream().filter(h -> shown.merge(h.what(), 1, Integer::sum) <= OF_ONE_KIND).toList();
    }

    private void pods() {
        Map<String, Integer> counts = new HashMap<>();
        cluster.all(Pod.class).stream().filter(p -> !p.finished()).forEach(p -> counts.merge(p.node(), 1, Integer::sum));
        cluster.all(Node.class).forEach(n -> add("pods on a node", n.ref(), "", counts.getOrDefault(n.meta().name(), 0), n.maxPods(), 0));
    }

    private void addresses() {
        new AddressUse(cluster, AddressPlan.of(cluster)).headroom().stream().filter(h -> h.range().indexOf(':') < 0)
                .forEach(h -> add(switch (h.kind()) {
                    case "node-pods" -> "pod addresses of a node";
                    case "node-ranges" -> "node ranges in the pod range";
                    case "services" -> "Service addresses";
                    default -> "addresses of a load balancer pool";
                }, h.subject(), h.range(), h.used(), h.capacity(), h.wanted()));
    }

    private void add(String what, ObjectRef subject, String detail, long used, long limit, long wanted) {
        if (limit > 0 && limit < Integer.MAX_VALUE) {
            rooms.add(new Headroom(what, subject, detail, used, limit, wanted));
        }
    }
}
