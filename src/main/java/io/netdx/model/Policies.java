package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.KubeObject;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.model.policy.Decision;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Miss;
import io.netdx.model.policy.Opinion;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.Peers;
import io.netdx.model.policy.PolicyStack;
import io.netdx.model.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Connections that somebody needs and policies do not allow. */
final class Policies {

    private final Cluster cluster;
    private final Services services;
    private final PolicyStack stack;
    private final Map<ObjectRef, List<Pod>> podsOf = new TreeMap<>();
    private final Map<ObjectRef, List<Peer.OfPod>> clients = new HashMap<>();
    private final Map<ObjectRef, List<Peer.OfPod>> backends = new HashMap<>();
    private final Map<Object, Optional<Blame>> dnsAnswers = new HashMap<>();

    Policies(Cluster cluster, Services services, PolicyStack stack) {
        this.cluster = cluster;
        this.services = services;
        this.stack = stack;
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished()) {
                podsOf.computeIfAbsent(cluster.workloadOf(pod), w -> new ArrayList<>()).add(pod);
            }
        }
    }

    /** An edge that should work, with the reason to believe so. */
    record Wanted(ObjectRef client, ObjectRef target, int port, String origin) {

        // written out, as what the compiler makes of a record is linked anew at every start, 3 ms for each
        @Override
        public boolean equals(Object o) {
            return this == o || o instanceof Wanted other && client.equals(other.client) && target.equals(other.target)
                    && port == other.port && origin.equals(other.origin);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * client.hashCode() + target.hashCode()) + port;
        }
    }

    List<BlockedEdge> blocked(Set<Wanted> wanted) {
        List<BlockedEdge> blocked = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Wanted edge : wanted) {
            for (Flow flow : flows(edge)) {
                Verdict verdict = stack.judge(flow);
                if (verdict.decision() == Decision.DENY) {
                    judge(edge, flow, verdict.egress(), "egress", seen, blocked);
                    judge(edge, flow, verdict.ingress(), "ingress", seen, blocked);
                }
            }
        }
        return blocked;
    }

    private void judge(Wanted edge, Flow flow, Opinion opinion, String direction, Set<String> seen, List<BlockedEdge> blocked) {
        if (!denies(opinion)) {
            return;
        }
        ObjectRef policy = blame(opinion);
        if (!seen.add(edge.client() + " " + edge.target() + " " + direction + " " + policy + " " + edge.origin())) {
            return;
        }
        ObjectRef backend = ((Peer.OfPod) flow.to()).ref();
        ObjectRef server = cluster.find(Pod.class, backend).map(cluster::workloadOf).orElse(backend);
        List<ObjectRef> others = opinion.by().stream().filter(r -> !r.equals(policy)).toList();
        blocked.add(new BlockedEdge(edge.client(), edge.target(), server, flow.port() + "/" + flow.protocol(), direction,
                policy, others, opinion.miss().map(Miss::kind).orElse("denied"), text(opinion), edge.origin(),
                typesDefaulted(policy, direction), cluster.complete("Log", edge.client().namespace()), place(policy, direction)));
    }

    private static boolean denies(Opinion opinion) {
        return opinion.decision().filter(d -> d == Decision.DENY).isPresent() && !opinion.by().isEmpty();
    }

    private static String text(Opinion opinion) {
        return opinion.miss().map(Miss::text).orElse(opinion.why());
    }

    /** The nearest miss if it is near; else the newest policy, because what worked before worked without it. */
    private ObjectRef blame(Opinion opinion) {
        Optional<Miss> miss = opinion.miss();
        return miss.isPresent() && (miss.get().rank() >= 2 || opinion.by().size() == 1) ? miss.get().policy()
                : newest(miss.map(Miss::policy).orElse(opinion.by().get(0)), opinion.by());
    }

    /** The first of several that are equally new is the one that is given. */
    private ObjectRef newest(ObjectRef first, List<ObjectRef> policies) {
        ObjectRef newest = first;
        for (ObjectRef policy : policies) {
            newest = created(policy).isAfter(created(newest)) ? policy : newest;
        }
        return newest;
    }

    private Instant created(ObjectRef policy) {
        return cluster.find(KubeObject.class, policy).map(o -> o.meta().created()).orElse(Instant.EPOCH);
    }

    private Provenance place(ObjectRef policy, String direction) {
        return cluster.find(KubeObject.class, policy).map(o -> o.meta().at("spec." + direction)).orElse(Provenance.NONE);
    }

    /** Isolates for ingress although its author wrote only egress rules. */
    private boolean typesDefaulted(ObjectRef ref, String direction) {
        return direction.equals("ingress") && cluster.find(NetworkPolicy.class, ref)
                .filter(policy -> policy.ingress().isEmpty() && !policy.egress().isEmpty()).isPresent();
    }

    /** One flow for each pair of pods that policies can tell apart, and each port. */
    private List<Flow> flows(Wanted edge) {
        List<Flow> flows = new ArrayList<>();
        List<Peer.OfPod> from = clients.computeIfAbsent(edge.client(), c -> peers(podsOf.getOrDefault(c, List.of())));
        Optional<Service> service = cluster.find(Service.class, edge.target());
        if (service.isPresent()) {
            List<Peer.OfPod> to = backends(service.get());
            for (Service.Port port : service.get().ports()) {
                if (edge.port() == 0 || port.port() == edge.port()) {
                    to.forEach(server -> add(from, server, targetPort(port, server), port.protocol(), flows));
                }
            }
        } else if (edge.port() > 0) {
            clients.computeIfAbsent(edge.target(), c -> peers(podsOf.getOrDefault(c, List.of())))
                    .forEach(server -> add(from, server, edge.port(), "TCP", flows));
        }
        return flows;
    }

    private static void add(List<Peer.OfPod> from, Peer.OfPod server, int port, String protocol, List<Flow> flows) {
        if (port > 0) {
            from.forEach(client -> flows.add(new Flow(client, server, port, protocol)));
        }
    }

    private List<Peer.OfPod> backends(Service service) {
        return backends.computeIfAbsent(service.ref(), s -> peers(services.matched(service)));
    }

    private List<Peer.OfPod> peers(List<Pod> pods) {
        return stack.representatives(pods.stream().map(Peers::of).toList());
    }

    /** Port that a Service port means at this pod; 0 where it names one that the pod has not. */
    static int targetPort(Service.Port port, Peer.OfPod server) {
        if (!port.targetPort().isEmpty() && Character.isDigit(port.targetPort().charAt(0))) {
            return EndpointName.number(port.targetPort()).orElse(0);
        }
        for (Container.Port p : server.ports()) {
            if (p.name().equals(port.targetPort()) && p.protocol().equals(port.protocol())) {
                return p.number();
            }
        }
        return 0;
    }

    /** Why pods of one class cannot look up names. */
    private record Blame(ObjectRef policy, boolean tried, String why) {
    }

    /** Pods whose egress policies keep them from cluster DNS, one fact per policy to blame. */
    List<DnsBlocked> dnsBlocked(Optional<Service> dns) {
        List<Peer.OfPod> servers = dns.map(this::backends).orElse(List.of());
        if (servers.isEmpty()) {
            return List.of();
        }
        Set<ObjectRef> dnsPods = new LinkedHashSet<>();
        services.matched(dns.orElseThrow()).forEach(p -> dnsPods.add(p.ref()));
        boolean nodesMatter = servers.stream().anyMatch(Peer.OfPod::hostNetwork);
        Map<ObjectRef, Cut> byPolicy = new TreeMap<>();
        podsOf.forEach((workload, pods) -> {
            for (Pod pod : pods) {
                if (pod.dnsPolicy().startsWith("ClusterFirst") && !dnsPods.contains(pod.ref())) {
                    Peer.OfPod client = Peers.of(pod);
                    Object key = nodesMatter ? List.of(stack.classOf(client), pod.node()) : stack.classOf(client);
                    dnsAnswers.computeIfAbsent(key, k -> withoutDns(dns.orElseThrow(), client, servers))
                            .ifPresent(blame -> byPolicy.computeIfAbsent(blame.policy(), p -> new Cut()).add(workload, blame));
                }
            }
        });
        List<DnsBlocked> blocked = new ArrayList<>();
        byPolicy.forEach((policy, cut) -> blocked.add(new DnsBlocked(policy, policy.namespace(), List.copyOf(cut.workloads), cut.pods,
                cut.last.tried(), cut.last.why(), place(policy, "egress"))));
        return blocked;
    }

    private static final class Cut {
        final Set<ObjectRef> workloads = new LinkedHashSet<>();
        int pods;
        Blame last;

        void add(ObjectRef workload, Blame blame) {
            workloads.add(workload);
            pods++;
            last = blame;
        }
    }

    private Optional<Blame> withoutDns(Service dns, Peer.OfPod client, List<Peer.OfPod> servers) {
        Opinion last = Opinion.NONE;
        for (Service.Port port : dns.ports()) {
            if (port.protocol().equals("UDP") && port.port() == 53) {
                for (Peer.OfPod server : servers) {
                    last = stack.judge(new Flow(client, server, Math.max(1, targetPort(port, server)), "UDP"), Direction.EGRESS);
                    if (!denies(last)) {
                        return Optional.empty();
                    }
                }
            }
        }
        if (last.decision().isEmpty()) {
            return Optional.empty();
        }
        Optional<ObjectRef> tried = last.by().stream().filter(this::names53).findFirst();
        ObjectRef newest = last.by().stream().max(Comparator.comparing(this::created)).orElseThrow();
        return Optional.of(new Blame(tried.orElse(newest), tried.isPresent(), text(last)));
    }

    private boolean names53(ObjectRef policy) {
        return cluster.find(NetworkPolicy.class, policy).stream().flatMap(p -> p.egress().stream()).flatMap(r -> r.ports().stream())
                .anyMatch(p -> p.port().equals("53") || p.port().equals("dns") || p.port().equals("dns-tcp"));
    }
}
