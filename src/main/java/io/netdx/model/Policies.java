package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Connections that somebody needs and policies do not allow. */
final class Policies {

    private final Cluster cluster;
    private final Services services;
    private final PolicyModel model;
    private final Map<ObjectRef, List<Pod>> podsOf = new TreeMap<>();

    Policies(Cluster cluster, Services services) {
        this.cluster = cluster;
        this.services = services;
        this.model = new PolicyModel(cluster);
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
            for (PolicyModel.Flow flow : flows(edge)) {
                judge(edge, flow, model.egress(flow), "egress", seen, blocked);
                judge(edge, flow, model.ingress(flow), "ingress", seen, blocked);
            }
        }
        return blocked;
    }

    private void judge(Wanted edge, PolicyModel.Flow flow, PolicyModel.Verdict verdict, String direction, Set<String> seen,
                       List<BlockedEdge> blocked) {
        if (verdict.admits() != PolicyModel.Admits.NO) {
            return;
        }
        NetworkPolicy policy = blame(verdict);
        PolicyModel.Miss miss = verdict.miss().orElseThrow();
        ObjectRef server = cluster.workloadOf(flow.server());
        if (!seen.add(edge.client() + " " + edge.target() + " " + direction + " " + policy.ref() + " " + edge.origin())) {
            return;
        }
        List<ObjectRef> others = verdict.isolating().stream().map(NetworkPolicy::ref).filter(r -> !r.equals(policy.ref())).toList();
        blocked.add(new BlockedEdge(edge.client(), edge.target(), server, flow.port() + "/" + flow.protocol(), direction,
                policy.ref(), others, miss.kind(), miss.text(), edge.origin(), typesDefaulted(policy, direction),
                cluster.complete("Log", edge.client().namespace()), policy.meta().at("spec." + direction)));
    }

    /** The nearest miss if it is near; else the newest policy, because what worked before worked without it. */
    private static NetworkPolicy blame(PolicyModel.Verdict verdict) {
        PolicyModel.Miss miss = verdict.miss().orElseThrow();
        if (miss.rank() >= 2 || verdict.isolating().size() == 1) {
            return miss.policy();
        }
        NetworkPolicy newest = miss.policy();
        for (NetworkPolicy policy : verdict.isolating()) {
            newest = policy.meta().created().isAfter(newest.meta().created()) ? policy : newest;
        }
        return newest;
    }

    /** Isolates for ingress although its author wrote only egress rules. */
    private static boolean typesDefaulted(NetworkPolicy policy, String direction) {
        return direction.equals("ingress") && policy.ingress().isEmpty() && !policy.egress().isEmpty();
    }

    /** One flow per distinct pair of label sets; a workload's pods nearly always share theirs. */
    private List<PolicyModel.Flow> flows(Wanted edge) {
        List<PolicyModel.Flow> flows = new ArrayList<>();
        Map<Integer, List<Pod>> servers = new LinkedHashMap<>();
        String protocol = "TCP";
        Optional<Service> service = cluster.find(Service.class, edge.target());
        if (service.isPresent()) {
            for (Service.Port port : service.get().ports()) {
                if (edge.port() == 0 || port.port() == edge.port()) {
                    for (Pod server : representatives(services.matched(service.get()))) {
                        int number = targetPort(port, server);
                        if (number > 0) {
                            servers.computeIfAbsent(number, n -> new ArrayList<>()).add(server);
                            protocol = port.protocol();
                        }
                    }
                }
            }
        } else if (edge.port() > 0) {
            servers.put(edge.port(), representatives(podsOf.getOrDefault(edge.target(), List.of())));
        }
        for (Pod client : representatives(podsOf.getOrDefault(edge.client(), List.of()))) {
            for (Map.Entry<Integer, List<Pod>> entry : servers.entrySet()) {
                for (Pod server : entry.getValue()) {
                    flows.add(new PolicyModel.Flow(client, server, entry.getKey(), protocol));
                }
            }
        }
        return flows;
    }

    private static List<Pod> representatives(List<Pod> pods) {
        Map<String, Pod> byLabels = new LinkedHashMap<>();
        for (Pod pod : pods) {
            byLabels.putIfAbsent(pod.meta().namespace() + pod.meta().labels() + pod.hostNetwork(), pod);
        }
        return List.copyOf(byLabels.values());
    }

    static int targetPort(Service.Port port, Pod server) {
        if (!port.targetPort().isEmpty() && Character.isDigit(port.targetPort().charAt(0))) {
            return Integer.parseInt(port.targetPort());
        }
        for (Container c : server.containers()) {
            for (Container.Port p : c.ports()) {
                if (p.name().equals(port.targetPort()) && p.protocol().equals(port.protocol())) {
                    return p.number();
                }
            }
        }
        return 0;
    }

    /** Pods whose egress policies keep them from cluster DNS, one fact per policy to blame. */
    List<DnsBlocked> dnsBlocked(Optional<Service> dns) {
        List<Pod> servers = dns.map(services::matched).map(Policies::representatives).orElse(List.of());
        if (servers.isEmpty()) {
            return List.of();
        }
        Map<ObjectRef, Blocked> byPolicy = new TreeMap<>();
        for (Map.Entry<ObjectRef, List<Pod>> workload : podsOf.entrySet()) {
            for (Pod client : workload.getValue()) {
                boolean usesDns = client.dnsPolicy().startsWith("ClusterFirst") && servers.stream().noneMatch(s -> s == client);
                if (usesDns && !model.isolating(client, false).isEmpty()) {
                    blockedDns(dns.orElseThrow(), client, servers, workload.getKey(), byPolicy);
                }
            }
        }
        List<DnsBlocked> blocked = new ArrayList<>();
        byPolicy.forEach((policy, b) -> blocked.add(new DnsBlocked(policy, policy.namespace(), List.copyOf(b.workloads), b.pods,
                b.tried, b.why, b.source)));
        return blocked;
    }

    private static final class Blocked {
        final TreeSet<ObjectRef> workloads = new TreeSet<>();
        int pods;
        boolean tried;
        String why = "";
        Provenance source = Provenance.NONE;
    }

    private void blockedDns(Service dns, Pod client, List<Pod> servers, ObjectRef workload, Map<ObjectRef, Blocked> byPolicy) {
        PolicyModel.Miss miss = null;
        List<NetworkPolicy> isolating = List.of();
        for (Service.Port port : dns.ports()) {
            if (!port.protocol().equals("UDP") || port.port() != 53) {
                continue;
            }
            for (Pod server : servers) {
                PolicyModel.Flow flow = new PolicyModel.Flow(client, server, Math.max(1, targetPort(port, server)), "UDP");
                PolicyModel.Verdict verdict = model.egress(flow);
                if (verdict.admits() != PolicyModel.Admits.NO) {
                    return;
                }
                miss = verdict.miss().orElseThrow();
                isolating = verdict.isolating();
            }
        }
        if (miss == null) {
            return;
        }
        NetworkPolicy tried = isolating.stream().filter(Policies::names53).findFirst().orElse(null);
        NetworkPolicy policy = tried != null ? tried : isolating.size() == 1 ? isolating.get(0)
                : isolating.stream().max(java.util.Comparator.comparing(p -> p.meta().created())).orElseThrow();
        Blocked blocked = byPolicy.computeIfAbsent(policy.ref(), p -> new Blocked());
        blocked.workloads.add(workload);
        blocked.pods++;
        blocked.tried = tried != null;
        blocked.why = miss.text();
        blocked.source = policy.meta().at("spec.egress");
    }

    private static boolean names53(NetworkPolicy policy) {
        return policy.egress().stream().anyMatch(r -> r.ports().stream().anyMatch(p -> p.port().equals("53")
                || p.port().equals("dns") || p.port().equals("dns-tcp")));
    }

    /** Policies that are probably not what their authors meant. */
    List<PolicyProblem> problems() {
        List<PolicyProblem> problems = new ArrayList<>();
        for (NetworkPolicy policy : cluster.all(NetworkPolicy.class)) {
            if (!selectsAny(policy)) {
                problems.add(new PolicyProblem(policy.ref(), "selects-nothing", "podSelector " + policy.podSelector()
                        + " matches no pod of namespace " + policy.meta().namespace(), policy.meta().at("spec.podSelector")));
            }
            orInsteadOfAnd(policy, policy.egress(), "egress", problems);
            orInsteadOfAnd(policy, policy.ingress(), "ingress", problems);
        }
        return problems;
    }

    /** A workload without pods now, scaled to zero or between two runs of a job, is protected once it has some. */
    private boolean selectsAny(NetworkPolicy policy) {
        String ns = policy.meta().namespace();
        return cluster.podsIn(ns).stream().anyMatch(p -> policy.podSelector().matches(p.meta().labels()))
                || cluster.all(Workload.class).stream().anyMatch(w -> w.meta().namespace().equals(ns)
                && policy.podSelector().matches(w.templateLabels()));
    }

    /** A namespaceSelector and a lone podSelector as two peers of one rule: either admits, where both were meant. */
    private static void orInsteadOfAnd(NetworkPolicy policy, List<NetworkPolicy.Rule> rules, String direction,
                                       List<PolicyProblem> problems) {
        for (NetworkPolicy.Rule rule : rules) {
            boolean namespaceAlone = rule.peers().stream().anyMatch(p -> p.namespaces().isPresent() && p.pods().isEmpty());
            boolean podAlone = rule.peers().stream().anyMatch(p -> p.pods().isPresent() && p.namespaces().isEmpty());
            if (namespaceAlone && podAlone && rule.peers().size() == 2) {
                problems.add(new PolicyProblem(policy.ref(), "or-instead-of-and", "one " + direction
                        + " rule has a namespaceSelector and a podSelector as two peers: " + PolicyModel.peersText(rule.peers()),
                        policy.meta().at("spec." + direction)));
            }
        }
    }
}
