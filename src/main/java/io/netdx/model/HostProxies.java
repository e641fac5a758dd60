package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.HostFact;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares what nodes really do with Services, in packet filters and connection tracking, with what the API says. */
final class HostProxies {

    private final Cluster cluster;

    HostProxies(Cluster cluster) {
        this.cluster = cluster;
    }

    void find(List<HostTrouble> troubles) {
        empty(troubles);
        staleEndpoints(troubles);
        staleFlows(troubles);
        for (HostFact.CniConfig c : cluster.all(HostFact.CniConfig.class)) {
            boolean bridged = c.types().contains("bridge") || c.types().contains("flannel");
            if (c.valid() && bridged && !c.hairpin()) {
                troubles.add(new HostTrouble(c.node(), "hairpin-off", c.file(), "hairpinMode is not set in " + c.file(), c.source()));
            }
        }
    }

    /** A node whose filters hold no Service at all, while those of another node do. */
    private void empty(List<HostTrouble> troubles) {
        Map<String, Integer> rules = new TreeMap<>();
        Map<String, Provenance> places = new TreeMap<>();
        for (HostFact.PacketFilter f : cluster.all(HostFact.PacketFilter.class)) {
            if (cluster.complete("PacketFilter", f.node())) {
                rules.merge(f.node(), f.serviceAddresses().size(), Integer::sum);
            }
            places.putIfAbsent(f.node(), f.source());
        }
        boolean some = rules.values().stream().anyMatch(n -> n > 0);
        rules.forEach((node, count) -> {
            if (some && count == 0) {
                troubles.add(new HostTrouble(node, "no-service-rules", "KUBE-SERVICES", "the packet filters hold no rule for any Service, unlike those of other nodes",
                        places.get(node)));
            }
        });
    }

    /** Rules that send to none of the Service's present pods. Some that are late by a pod or two are a rollout. */
    private void staleEndpoints(List<HostTrouble> troubles) {
        for (HostFact.PacketFilter f : cluster.all(HostFact.PacketFilter.class)) {
            for (HostFact.ServiceRule rule : f.services()) {
                Optional<Service> service = cluster.serviceByIp(rule.address());
                if (service.isEmpty() || rule.endpoints().isEmpty() || !cluster.complete("Pod", service.get().meta().namespace())) {
                    continue;
                }
                Set<String> present = addresses(service.get());
                boolean none = !present.isEmpty() && rule.endpoints().stream().noneMatch(e -> present.contains(address(e)))
                        && rule.endpoints().stream().allMatch(e -> cluster.podByIp(address(e)).isEmpty()) && settled(service.get());
                if (none) {
                    troubles.add(new HostTrouble(f.node(), "stale-endpoints", service.get().ref().qualifiedName(), "the rules for "
                            + service.get().ref().qualifiedName() + " send to " + rule.endpoints().get(0) + ", which no pod has any more", f.source()));
                }
            }
        }
    }

    private Set<String> addresses(Service service) {
        Set<String> present = new HashSet<>();
        for (EndpointSlice slice : cluster.slicesOf(service)) {
            slice.endpoints().forEach(e -> present.add(e.address()));
        }
        return present;
    }

    /** Its pods have been ready for a minute: kube-proxy has had its time. */
    private boolean settled(Service service) {
        for (EndpointSlice slice : cluster.slicesOf(service)) {
            for (EndpointSlice.Endpoint e : slice.endpoints()) {
                Optional<Pod> pod = cluster.podByIp(e.address());
                if (pod.flatMap(p -> p.condition("Ready")).filter(c -> c.since().plusSeconds(60).isBefore(cluster.now())).isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String address(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        return colon < 0 ? endpoint : endpoint.substring(0, colon);
    }

    /** UDP entries live as long as the client goes on sending from one port, to whatever pod they were made for. */
    private void staleFlows(List<HostTrouble> troubles) {
        for (HostFact.Translation t : cluster.all(HostFact.Translation.class)) {
            Optional<Service> service = cluster.serviceByIp(t.address());
            boolean known = service.isPresent() && (!addresses(service.get()).isEmpty());
            if (known && t.silent() > 0 && !addresses(service.get()).contains(t.backend()) && cluster.podByIp(t.backend()).isEmpty()) {
                troubles.add(new HostTrouble(t.node(), "stale-udp", service.get().ref().qualifiedName(), t.silent() + " UDP connections to "
                        + service.get().ref().qualifiedName() + " port " + t.port() + " are bound to " + t.backend() + ", which no pod has any more", t.source()));
            }
        }
    }
}
