package io.netdx.advise;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Ingress;
import io.netdx.fact.Namespace;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What network plugins, and those that keep certificates, have left lying about. */
final class NetworkHabits {

    private final Cluster cluster;
    private final Found found;

    NetworkHabits(Cluster cluster, Found found) {
        this.cluster = cluster;
        this.found = found;
    }

    void find() {
        List<Cidr> pools = new ArrayList<>();
        Set<String> nodes = new HashSet<>();
        cluster.all(Node.class).forEach(n -> n.addresses().forEach(a -> nodes.add(a.value())));
        for (OtherObject o : cluster.all(OtherObject.class)) {
            switch (o.ref().kind()) {
                case "IPPool" -> Cidr.block(o.fields().getOrDefault("spec.cidr", "")).ifPresent(pools::add);
                case "CiliumEndpoint" -> endpoint(o, nodes);
                case "CiliumIdentity" -> identity(o);
                default -> { }
            }
        }
        if (!pools.isEmpty() && cluster.complete("IPPool", Coverage.ALL)) {
            outside(pools);
            remote(pools);
        }
        cluster.all(Ingress.class).forEach(this::issuer);
    }

    private void endpoint(OtherObject endpoint, Set<String> nodes) {
        String ns = endpoint.meta().namespace();
        String node = endpoint.fields().getOrDefault("status.networking.node", "");
        boolean orphan = cluster.complete("Pod", ns) && cluster.find(Pod.class, ObjectRef.of("Pod", ns, endpoint.meta().name())).filter(p -> !p.finished()).isEmpty();
        if (orphan || !node.isEmpty() && cluster.complete("Node", Coverage.ALL) && !nodes.contains(node)) {
            found.found(Habit.CILIUM_ENDPOINT_STALE, endpoint.ref());
        }
    }

    private void identity(OtherObject identity) {
        Optional<String> ns = identity.fields().entrySet().stream().filter(e -> e.getKey().endsWith("io.kubernetes.pod.namespace")).map(Map.Entry::getValue).findFirst();
        if (ns.isPresent() && cluster.complete("Namespace", Coverage.ALL) && cluster.find(Namespace.class, ObjectRef.ofNamespace(ns.get())).isEmpty()) {
            found.found(Habit.CILIUM_IDENTITY_STALE, identity.ref());
        }
    }

    private void outside(List<Cidr> pools) {
        for (Pod pod : cluster.all(Pod.class)) {
            Optional<Cidr> address = Cidr.address(pod.ip());
            if (!pod.finished() && !pod.hostNetwork() && address.isPresent() && outside(address.get(), pools)) {
                found.found(Habit.ADDRESS_OUTSIDE_POOLS, pod.ref());
            }
        }
    }

    /** Where there is no pool of a family, another plugin gives its addresses. */
    private static boolean outside(Cidr address, List<Cidr> pools) {
        return pools.stream().anyMatch(p -> p.ipv6() == address.ipv6()) && pools.stream().noneMatch(p -> p.contains(address));
    }

    /** Calico hides what goes to ranges that it does not know behind the node; Submariner's other side then cannot tell who calls. */
    private void remote(List<Cidr> pools) {
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.apiVersion().startsWith("submariner.io/") && o.ref().kind().startsWith("Endpoint")) {
                boolean known = o.fields().entrySet().stream().filter(e -> e.getKey().startsWith("spec.subnets[")).map(e -> Cidr.block(e.getValue()))
                        .flatMap(Optional::stream).allMatch(s -> pools.stream().anyMatch(p -> p.contains(s)));
                if (!known) {
                    found.found(Habit.REMOTE_POOL_MISSING, o.ref());
                }
            }
        }
    }

    private boolean issued(String kind, String namespace, String name) {
        ObjectRef issuer = ObjectRef.of(kind, namespace, name);
        return cluster.all(OtherObject.class).stream().anyMatch(o -> o.ref().equals(issuer));
    }

    private void issuer(Ingress ingress) {
        String here = ingress.meta().annotations().getOrDefault("cert-manager.io/issuer", "");
        String everywhere = ingress.meta().annotations().getOrDefault("cert-manager.io/cluster-issuer", "");
        String ns = ingress.meta().namespace();
        boolean missing = !here.isEmpty() && cluster.complete("Issuer", ns) && !issued("Issuer", ns, here)
                || !everywhere.isEmpty() && cluster.complete("ClusterIssuer", Coverage.ALL) && !issued("ClusterIssuer", "", everywhere);
        if (missing || !here.isEmpty() && !everywhere.isEmpty()) {
            found.found(Habit.ISSUER_MISSING, ingress.ref());
        }
    }
}
