package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.AdminPolicy;
import io.netdx.fact.CalicoPolicy;
import io.netdx.fact.CiliumPolicy;
import io.netdx.fact.KubeObject;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.model.policy.CiliumPolicies;
import io.netdx.model.policy.Peers;
import io.netdx.model.policy.PolicyStack;
import io.netdx.model.wiring.ExpectedEdge;
import io.netdx.model.wiring.Wiring;
import io.netdx.work.Aside;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Everything that rules may know about network policies. Nothing is computed in a cluster that has none. */
final class PolicyFacts {

    /** Bare words that happen to be the name of a Service promise nothing. */
    private static final int BELIEVED = 60;
    private static final int AZURE_NODES = 250;

    private final Cluster cluster;
    private final Cni cni;
    private final Services services;
    private final Optional<Prepared> prepared;

    /** What follows from the policies alone, whatever fails. */
    private record Prepared(PolicyStack stack, Flows flows, List<DnsBlocked> dnsBlocked, List<ExpectedEdge> dnsNeeds, List<PolicyProblem> problems,
            Supplier<List<ExpectedEdge>> wired) {
    }

    /**
     * Judges what needs no failure.
     *
     * @param dns   the cluster's DNS Service
     * @param aside where the expected connections are looked for meanwhile
     */
    PolicyFacts(Cluster cluster, Cni cni, Services services, Optional<Service> dns, Aside aside) {
        this.cluster = cluster;
        this.cni = cni;
        this.services = services;
        this.prepared = anyPolicy() && !cni.enforces().equals("no") ? Optional.of(prepare(dns, aside)) : Optional.empty();
    }

    private Prepared prepare(Optional<Service> dns, Aside aside) {
        Supplier<List<ExpectedEdge>> wired = aside.start("wiring", () -> Wiring.of(cluster));
        PolicyStack stack = PolicyStack.of(cluster, CniProfiles.of(cni));
        Flows flows = new Flows(cluster, services, stack);
        Optional<DnsAccess> access = dns.map(s -> new DnsAccess(cluster, stack, flows, s));
        return new Prepared(stack, flows, access.map(DnsAccess::blocked).orElse(List.of()), access.map(DnsAccess::needs).orElse(List.of()),
                new PolicyProblems(cluster, stack.kubernetes(), cni).find(), wired);
    }

    /** All of them. */
    List<Object> of(List<FlowFailure> failures, List<WorkloadTrouble> troubles) {
        List<Object> facts = new ArrayList<>(new CalicoHosts(cluster).find());
        new Identities(cluster).load().ifPresent(facts::add);
        azure().ifPresent(facts::add);
        if (prepared.isPresent()) {
            Prepared known = prepared.get();
            facts.addAll(new Policies(cluster, known.flows(), known.stack(), cni).blocked(expected(failures, known)));
            facts.addAll(known.dnsBlocked());
            facts.addAll(known.problems());
            facts.addAll(new PolicyTiming(cluster, known.stack(), services, cni).find(failures, troubles));
            facts.addAll(names(known.stack()));
        } else if (anyPolicy()) {
            withoutEffect().ifPresent(facts::add);
        }
        return facts;
    }

    private boolean anyPolicy() {
        return !cluster.all(NetworkPolicy.class).isEmpty() || !cluster.all(AdminPolicy.class).isEmpty()
                || !cluster.all(CalicoPolicy.class).isEmpty() || !cluster.all(CiliumPolicy.class).isEmpty()
                || cluster.all(OtherObject.class).stream().anyMatch(o -> PolicyProblems.KINDS.contains(o.ref().kind()));
    }

    private Optional<PoliciesWithoutEffect> withoutEffect() {
        List<? extends KubeObject> policies = cluster.all(NetworkPolicy.class);
        return policies.stream().findFirst().map(first -> new PoliciesWithoutEffect(cni.name(), cni.name().equals("aws-vpc") ? "aws" : "", policies.size(),
                first.ref(), first.source()));
    }

    private List<ExpectedEdge> expected(List<FlowFailure> failures, Prepared known) {
        List<ExpectedEdge> expected = new ArrayList<>();
        for (FlowFailure f : failures) {
            if (f.connection()) {
                expected.add(new ExpectedEdge(f.client(), f.target(), EndpointName.number(f.port()).orElse(0), "failure", "its calls fail", 100,
                        f.source()));
            }
        }
        known.wired().get().stream().filter(e -> e.confidence() >= BELIEVED).forEach(expected::add);
        expected.addAll(known.dnsNeeds());
        return expected;
    }

    private List<NamesUnlearned> names(PolicyStack stack) {
        if (!cni.name().equals("cilium") || cluster.all(CiliumPolicy.class).stream().noneMatch(DnsAccess::byName)) {
            return List.of();
        }
        CiliumPolicies cilium = new CiliumPolicies(cluster, stack.kubernetes());
        Map<ObjectRef, TreeSet<ObjectRef>> unlearned = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished()) {
                cilium.namesNeverLearned(Peers.of(pod)).forEach(policy -> unlearned.computeIfAbsent(policy, p -> new TreeSet<>())
                        .add(cluster.workloadOf(pod)));
            }
        }
        return unlearned.entrySet().stream().map(e -> new NamesUnlearned(e.getKey(), List.copyOf(e.getValue()),
                cluster.find(CiliumPolicy.class, e.getKey()).map(CiliumPolicy::source).orElse(Provenance.NONE))).toList();
    }

    /** Microsoft supports Azure Network Policy Manager up to so many nodes. */
    private Optional<PolicyAgentLoad> azure() {
        int nodes = cluster.all(Node.class).size();
        return nodes <= AZURE_NODES ? Optional.empty() : cluster.find(Workload.class, ObjectRef.of("DaemonSet", "kube-system", "azure-npm"))
                .map(w -> new PolicyAgentLoad(w.ref(), nodes, AZURE_NODES, w.source()));
    }
}
