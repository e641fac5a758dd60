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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything that rules may know about network policies. Nothing is computed in a cluster that has none. */
final class PolicyFacts {

    /** Bare words that happen to be the name of a Service promise nothing. */
    private static final int BELIEVED = 60;
    private static final int AZURE_NODES = 250;

    private final Cluster cluster;
    private final Cni cni;
    private final Services services;
    private final List<Object> facts = new ArrayList<>();

    PolicyFacts(Cluster cluster, Cni cni, Services services) {
        this.cluster = cluster;
        this.cni = cni;
        this.services = services;
    }

    /** @param dns the cluster's DNS Service */
    List<Object> of(List<FlowFailure> failures, List<WorkloadTrouble> troubles, Optional<Service> dns) {
        facts.addAll(new CalicoHosts(cluster).find());
        new Identities(cluster).load().ifPresent(facts::add);
        azure();
        if (!anyPolicy()) {
            return facts;
        }
        if (cni.enforces().equals("no")) {
            withoutEffect();
            return facts;
        }
        PolicyStack stack = PolicyStack.of(cluster, CniProfiles.of(cni));
        Flows flows = new Flows(cluster, services, stack);
        Optional<DnsAccess> access = dns.map(s -> new DnsAccess(cluster, stack, flows, s));
        facts.addAll(new Policies(cluster, flows, stack, cni).blocked(expected(failures, access)));
        access.ifPresent(a -> facts.addAll(a.blocked()));
        facts.addAll(new PolicyProblems(cluster, stack.kubernetes(), cni).find());
        facts.addAll(new PolicyTiming(cluster, stack, services, cni).find(failures, troubles));
        names(stack);
        return facts;
    }

    private boolean anyPolicy() {
        return !cluster.all(NetworkPolicy.class).isEmpty() || !cluster.all(AdminPolicy.class).isEmpty()
                || !cluster.all(CalicoPolicy.class).isEmpty() || !cluster.all(CiliumPolicy.class).isEmpty()
                || cluster.all(OtherObject.class).stream().anyMatch(o -> PolicyProblems.KINDS.contains(o.ref().kind()));
    }

    private void withoutEffect() {
        List<? extends KubeObject> policies = cluster.all(NetworkPolicy.class);
        if (!policies.isEmpty()) {
            facts.add(new PoliciesWithoutEffect(cni.name(), cni.name().equals("aws-vpc") ? "aws" : "", policies.size(), policies.get(0).ref(),
                    policies.get(0).source()));
        }
    }

    private List<ExpectedEdge> expected(List<FlowFailure> failures, Optional<DnsAccess> dns) {
        List<ExpectedEdge> expected = new ArrayList<>();
        for (FlowFailure f : failures) {
            if (f.connection()) {
                expected.add(new ExpectedEdge(f.client(), f.target(), EndpointName.number(f.port()).orElse(0), "failure", "its calls fail", 100,
                        f.source()));
            }
        }
        Wiring.of(cluster).stream().filter(e -> e.confidence() >= BELIEVED).forEach(expected::add);
        dns.ifPresent(d -> expected.addAll(d.needs()));
        return expected;
    }

    private void names(PolicyStack stack) {
        if (!cni.name().equals("cilium") || cluster.all(CiliumPolicy.class).stream().noneMatch(DnsAccess::byName)) {
            return;
        }
        CiliumPolicies cilium = new CiliumPolicies(cluster, stack.kubernetes());
        Map<ObjectRef, TreeSet<ObjectRef>> unlearned = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished()) {
                cilium.namesNeverLearned(Peers.of(pod)).forEach(policy -> unlearned.computeIfAbsent(policy, p -> new TreeSet<>())
                        .add(cluster.workloadOf(pod)));
            }
        }
        unlearned.forEach((policy, workloads) -> facts.add(new NamesUnlearned(policy, List.copyOf(workloads),
                cluster.find(CiliumPolicy.class, policy).map(CiliumPolicy::source).orElse(Provenance.NONE))));
    }

    /** Microsoft supports Azure Network Policy Manager up to so many nodes. */
    private void azure() {
        int nodes = cluster.all(Node.class).size();
        if (nodes > AZURE_NODES) {
            cluster.find(Workload.class, ObjectRef.of("DaemonSet", "kube-system", "azure-npm"))
                    .ifPresent(w -> facts.add(new PolicyAgentLoad(w.ref(), nodes, AZURE_NODES, w.source())));
        }
    }
}
