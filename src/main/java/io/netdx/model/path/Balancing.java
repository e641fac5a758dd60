package io.netdx.model.path;

import io.netdx.fact.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which backends a node sends to, as kube-proxy chooses them: traffic policy, readiness, topology hints. */
final class Balancing {

    /**
     * What a node uses.
     *
     * @param use  backends in use, sorted; empty where the connection is dropped or refused
     * @param why  what narrowed the choice, or why nothing is left; empty where all ready ones are used
     */
    record Choice(List<Backend> use, String why) {
    }

    private Balancing() {
    }

    /**
     * The choice of one node.
     *
     * @param node     node that balances: the client's, or the one whose port is used; empty if unknown
     * @param zone     its zone, empty if unknown
     * @param external the connection comes from outside through a node port, load balancer or external address
     */
    static Choice choose(Service service, List<Backend> all, String node, String zone, boolean external) {
        boolean local = (external ? service.externalTrafficPolicy() : service.internalTrafficPolicy()).equals("Local");
        if (local && !service.headless()) {
            return local(service, all, node, external ? "externalTrafficPolicy" : "internalTrafficPolicy");
        }
        List<Backend> ready = filter(all, Backend::ready);
        if (ready.isEmpty()) {
            List<Backend> leaving = filter(all, Backend::lastResort);
            return leaving.isEmpty() ? new Choice(List.of(), none(all))
                    : new Choice(leaving, "no endpoint is ready: terminating ones that still serve are used");
        }
        return service.headless() ? new Choice(ready, "") : hinted(service, ready, node, zone);
    }

    private static String none(List<Backend> all) {
        return all.isEmpty() ? "it has no endpoints" : all.size() == 1 ? "its only endpoint is not ready"
                : "none of its " + all.size() + " endpoints is ready";
    }

    private static Choice local(Service service, List<Backend> all, String node, String policy) {
        if (node.isEmpty()) {
            return new Choice(List.of(), policy + " is Local, and the client's node is not known");
        }
        List<Backend> here = filter(all, b -> b.node().equals(node));
        List<Backend> ready = filter(here, Backend::ready);
        if (!ready.isEmpty()) {
            return new Choice(ready, policy + " Local: only endpoints on " + node);
        }
        List<Backend> leaving = filter(here, Backend::lastResort);
        if (!leaving.isEmpty()) {
            return new Choice(leaving, policy + " Local: terminating endpoints on " + node + " that still serve");
        }
        long elsewhere = all.stream().filter(b -> b.ready() && !b.node().equals(node)).count();
        return new Choice(List.of(), policy + " is Local and node " + node + " has no ready endpoint"
                + (elsewhere > 0 ? "; " + elsewhere + " on other nodes" : ""));
    }

    /** Hints count only where every ready endpoint has them and one is meant for here; else all are used. */
    private static Choice hinted(Service service, List<Backend> ready, String node, String zone) {
        boolean perNode = !node.isEmpty() && ready.stream().noneMatch(b -> b.forNodes().isEmpty());
        List<Backend> ours = perNode ? filter(ready, b -> b.forNodes().contains(node)) : List.of();
        if (!ours.isEmpty()) {
            return new Choice(ours, "hints keep the traffic on node " + node);
        }
        boolean perZone = ready.stream().noneMatch(b -> b.forZones().isEmpty());
        List<Backend> near = perZone && !zone.isEmpty() ? filter(ready, b -> b.forZones().contains(zone)) : List.of();
        if (!near.isEmpty()) {
            return new Choice(near, "topology hints keep the traffic in zone " + zone);
        }
        Optional<String> wish = Optional.of(service.trafficDistribution()).filter(w -> !w.isEmpty());
        return new Choice(ready, wish.map(w -> "trafficDistribution " + w + " has no usable hints here: all endpoints are used").orElse(""));
    }

    private static List<Backend> filter(List<Backend> backends, Predicate<Backend> kept) {
        return backends.stream().filter(kept).toList();
    }
}
