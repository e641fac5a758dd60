package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Workload;
import io.netdx.model.policy.KubernetesPolicies;
import io.netdx.model.policy.Peers;
import io.netdx.model.policy.PolicyValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Policies that are probably not what their authors meant, or that the API server would refuse. */
final class PolicyProblems {

    private static final Set<String> KINDS = Set.of("NetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy");

    private final Cluster cluster;
    private final KubernetesPolicies kubernetes;

    PolicyProblems(Cluster cluster, KubernetesPolicies kubernetes) {
        this.cluster = cluster;
        this.kubernetes = kubernetes;
    }

    List<PolicyProblem> find() {
        List<PolicyProblem> problems = new ArrayList<>();
        // a workload without pods now, scaled to zero or between two runs of a job, is protected once it has some
        Set<ObjectRef> selecting = kubernetes.selecting(Stream.concat(cluster.all(Pod.class).stream().map(Peers::of),
                cluster.all(Workload.class).stream().map(Peers::template))::iterator);
        for (NetworkPolicy policy : cluster.all(NetworkPolicy.class)) {
            PolicyValidation.problems(policy).forEach(p -> problems.add(new PolicyProblem(policy.ref(), "invalid", p.text(), p.source())));
            if (!selecting.contains(policy.ref())) {
                problems.add(new PolicyProblem(policy.ref(), "selects-nothing", "podSelector " + policy.podSelector()
                        + " matches no pod of namespace " + policy.meta().namespace(), policy.meta().at("spec.podSelector")));
            }
            orInsteadOfAnd(policy, policy.egress(), "egress", problems);
            orInsteadOfAnd(policy, policy.ingress(), "ingress", problems);
        }
        unread(problems);
        return problems;
    }

    /** Policies whose version nobody here can read are kept as objects of no kind in particular. */
    private void unread(List<PolicyProblem> problems) {
        for (OtherObject object : cluster.all(OtherObject.class)) {
            if (KINDS.contains(object.ref().kind())) {
                problems.add(new PolicyProblem(object.ref(), "invalid", "its version " + object.apiVersion() + " is not known: what it says is not evaluated",
                        object.meta().at("apiVersion")));
            }
        }
    }

    /** A namespaceSelector and a lone podSelector as two peers of one rule: either admits, where both were meant. */
    private static void orInsteadOfAnd(NetworkPolicy policy, List<NetworkPolicy.Rule> rules, String direction,
                                       List<PolicyProblem> problems) {
        for (NetworkPolicy.Rule rule : rules) {
            boolean namespaceAlone = rule.peers().stream().anyMatch(p -> p.namespaces().isPresent() && p.pods().isEmpty());
            boolean podAlone = rule.peers().stream().anyMatch(p -> p.pods().isPresent() && p.namespaces().isEmpty());
            if (namespaceAlone && podAlone && rule.peers().size() == 2) {
                problems.add(new PolicyProblem(policy.ref(), "or-instead-of-and", "one " + direction
                        + " rule has a namespaceSelector and a podSelector as two peers: " + KubernetesPolicies.inWords(rule.peers()),
                        policy.meta().at("spec." + direction)));
            }
        }
    }
}
