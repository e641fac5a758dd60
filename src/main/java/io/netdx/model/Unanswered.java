package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.HostFact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds nodes on which addresses of Services do not answer. */
final class Unanswered {

    private final Cluster cluster;
    private final Services services;

    Unanswered(Cluster cluster, Services services) {
        this.cluster = cluster;
        this.services = services;
    }

    List<UnansweredServices> find(List<FlowFailure> failures) {
        Map<String, List<FlowFailure>> byNode = new TreeMap<>();
        for (FlowFailure f : failures) {
            boolean address = f.mode().equals("timeout") && f.ongoing() && f.noticed() && f.nodes().size() == 1;
            if (address && service(f).filter(s -> ready(s).findAny().isPresent() && !known(f.nodes().get(0), s)).isPresent()) {
                byNode.computeIfAbsent(f.nodes().get(0) + " " + f.client().namespace(), n -> new ArrayList<>()).add(f);
            }
        }
        // one Service elsewhere may have a reason of its own
        return byNode.values().stream().map(this::of).filter(u -> u.local() || u.services().size() > 1).toList();
    }

    /** Who waits for a connection in vain has resolved the name; without an address of its own a Service needs nothing of the node. */
    private Optional<Service> service(FlowFailure f) {
        return cluster.find(Service.class, f.target()).filter(s -> !s.headless() && !s.external() && !s.clusterIps().isEmpty());
    }

    private Stream<Pod> ready(Service service) {
        return services.matched(service).stream().filter(p -> p.ready() && !p.meta().terminating());
    }

    private boolean known(String node, Service service) {
        return cluster.all(HostFact.PacketFilter.class).stream().anyMatch(f -> f.node().equals(node)
                && f.serviceAddresses().stream().anyMatch(service.clusterIps()::contains));
    }

    private UnansweredServices of(List<FlowFailure> failures) {
        String node = failures.get(0).nodes().get(0);
        TreeSet<ObjectRef> clients = new TreeSet<>();
        TreeSet<ObjectRef> targets = new TreeSet<>();
        boolean local = false;
        int failed = 0;
        for (FlowFailure f : failures) {
            clients.add(f.client());
            targets.add(f.target());
            failed += f.failed();
            local |= service(f).map(s -> ready(s).allMatch(p -> p.node().equals(node))).orElse(false);
        }
        return new UnansweredServices(node, failures.get(0).client().namespace(), List.copyOf(clients), List.copyOf(targets), local, failed,
                failures.get(0).source());
    }
}
