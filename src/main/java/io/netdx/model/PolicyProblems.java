package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.CiliumPolicy;
import io.netdx.fact.Condition;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.Namespace;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Workload;
import io.netdx.model.policy.KubernetesPolicies;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.Peers;
import io.netdx.model.policy.PolicyValidation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Policies that are probably not what their authors meant, or that the API server would refuse. */
final class PolicyProblems {

    static final Set<String> KINDS = Set.of("NetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy");
    /** Above this many, the customer's document says, conflicts are hard to find. */
    private static final int MANY = 100;

    private final Cluster cluster;
    private final KubernetesPolicies kubernetes;
    private final Cni cni;
    private final List<PolicyProblem> problems = new ArrayList<>();
    private final LabelIndex labels;
    /** Policies of one template have equal peers: each is asked of the namespaces once. */
    private final Map<NetworkPolicy.Peer, Boolean> anywhere = new HashMap<>();

    PolicyProblems(Cluster cluster, KubernetesPolicies kubernetes, Cni cni) {
        this.cluster = cluster;
        this.kubernetes = kubernetes;
        this.cni = cni;
        // a workload without pods now, scaled to zero or between two runs of a job, is protected once it has some
        List<Peer.OfPod> pods = new ArrayList<>();
        cluster.all(Pod.class).stream().filter(Pod::specSeen).forEach(p -> pods.add(Peers.of(p)));
        cluster.all(Workload.class).forEach(w -> pods.add(Peers.template(w)));
        this.labels = new LabelIndex(pods);
    }

    List<PolicyProblem> find() {
        List<NetworkPolicy> policies = cluster.all(NetworkPolicy.class);
        Set<ObjectRef> selecting = kubernetes.selecting(labels.kinds());
        Map<String, NetworkPolicy> open = new HashMap<>();
        policies.forEach(p -> openToAll(p).ifPresent(direction -> open.putIfAbsent(p.meta().namespace() + " " + direction, p)));
        for (NetworkPolicy policy : policies) {
            PolicyValidation.problems(policy).forEach(p -> add(policy, "invalid", p.text(), ObjectRef.CLUSTER, p.source()));
            if (!selecting.contains(policy.ref())) {
                selectsNothing(policy);
            }
            section(policy, policy.isolatesIngress(), policy.ingress(), "ingress");
            section(policy, policy.isolatesEgress(), policy.egress(), "egress");
            isVoid(policy, open);
        }
        new ExternalSources(cluster).find(problems);
        cilium();
        if (policies.size() >= MANY) {
            problems.add(new PolicyProblem(ObjectRef.CLUSTER, "too-many", policies.size() + " NetworkPolicies in "
                    + policies.stream().map(p -> p.meta().namespace()).distinct().count() + " namespaces", ObjectRef.CLUSTER,
                    policies.get(0).source()));
        }
        unread();
        return problems;
    }

    /** Policies whose version nobody here can read are kept as objects of no kind in particular. */
    private void unread() {
        for (OtherObject object : cluster.all(OtherObject.class)) {
            if (KINDS.contains(object.ref().kind())) {
                problems.add(new PolicyProblem(object.ref(), "invalid", "its version " + object.apiVersion() + " is not known: what it says is not evaluated",
                        ObjectRef.CLUSTER, object.meta().at("apiVersion")));
            }
        }
    }

    private void add(NetworkPolicy policy, String kind, String detail, ObjectRef other, Provenance source) {
        problems.add(new PolicyProblem(policy.ref(), kind, detail, other, source));
    }

    private void selectsNothing(NetworkPolicy policy) {
        Set<String> elsewhere = policy.podSelector().empty() ? Set.of() : labels.namespaces(policy.podSelector());
        Provenance place = policy.meta().at("spec.podSelector");
        if (elsewhere.size() == 1) {
            String namespace = elsewhere.iterator().next();
            add(policy, "wrong-namespace", "podSelector " + policy.podSelector() + " matches no pod of namespace " + policy.meta().namespace()
                    + ", and pods of namespace " + namespace, ObjectRef.ofNamespace(namespace), place);
        } else {
            add(policy, "selects-nothing", "podSelector " + policy.podSelector() + " matches no pod of namespace "
                    + policy.meta().namespace(), ObjectRef.CLUSTER, place);
        }
    }

    private void section(NetworkPolicy policy, boolean isolates, List<NetworkPolicy.Rule> rules, String direction) {
        Provenance place = policy.meta().at("spec." + direction);
        if (!isolates && !rules.isEmpty()) {
            add(policy, "section-ignored", "policyTypes does not name " + (direction.equals("egress") ? "Egress" : "Ingress") + ": its "
                    + rules.size() + " " + direction + " rules have no effect", ObjectRef.CLUSTER, place);
        }
        boolean admitted = false;
        String dead = "";
        for (NetworkPolicy.Rule rule : rules) {
            if (Mistakes.split(rule) && rule.peers().size() == 2) {
                add(policy, "or-instead-of-and", "one " + direction + " rule has a namespaceSelector and a podSelector as two peers: "
                        + KubernetesPolicies.inWords(rule.peers()), ObjectRef.CLUSTER, place);
            }
            if (rule.ports().stream().anyMatch(p -> p.endPort() > 0)) {
                endPort(policy, rule, place);
            }
            admitted |= rule.peers().isEmpty();
            for (NetworkPolicy.Peer peer : rule.peers()) {
                boolean matches = !peer.cidr().isEmpty() || somebody(policy, peer);
                admitted |= matches;
                dead = matches || !dead.isEmpty() ? dead : KubernetesPolicies.inWords(List.of(peer));
            }
        }
        if (isolates && !rules.isEmpty() && !admitted && !dead.isEmpty()) {
            add(policy, "peer-matches-nothing", "its " + direction + " rules admit only " + dead + ", and no pod matches: nobody is admitted",
                    ObjectRef.CLUSTER, place);
        }
    }

    /** Anybody, in any namespace whose labels were seen; namespaces that were not seen may hold somebody. */
    private boolean somebody(NetworkPolicy policy, NetworkPolicy.Peer peer) {
        if (peer.namespaces().isEmpty()) {
            return labels.any(peer.pods().orElse(LabelSelector.EVERYTHING), ns -> ns.equals(policy.meta().namespace()));
        }
        return anywhere.computeIfAbsent(peer, this::anywhere);
    }

    private boolean anywhere(NetworkPolicy.Peer peer) {
        Set<String> namespaces = new TreeSet<>();
        for (Namespace namespace : cluster.all(Namespace.class)) {
            if (peer.namespaces().get().matches(cluster.namespaceLabels(namespace.meta().name()))) {
                namespaces.add(namespace.meta().name());
            }
        }
        return !cluster.complete("Namespace", io.netdx.fact.Coverage.ALL)
                || labels.any(peer.pods().orElse(LabelSelector.EVERYTHING), namespaces::contains);
    }

    private void endPort(NetworkPolicy policy, NetworkPolicy.Rule rule, Provenance place) {
        Optional<String> why = PortRanges.unsupported(cluster, cni);
        NetworkPolicy.Port range = rule.ports().stream().filter(p -> p.endPort() > 0).findFirst().orElseThrow();
        why.ifPresent(w -> add(policy, "end-port", "it admits ports " + range.port() + " to " + range.endPort() + ", and " + w
                + ": only port " + range.port() + " is open", ObjectRef.CLUSTER, place));
    }

    private static Optional<String> openToAll(NetworkPolicy policy) {
        boolean everybody = policy.podSelector().empty();
        return everybody && policy.isolatesIngress() && policy.ingress().stream().anyMatch(PolicyProblems::unconditional) ? Optional.of("ingress")
                : everybody && policy.isolatesEgress() && policy.egress().stream().anyMatch(PolicyProblems::unconditional) ? Optional.of("egress")
                : Optional.empty();
    }

    private static boolean unconditional(NetworkPolicy.Rule rule) {
        return rule.peers().isEmpty() && rule.ports().isEmpty();
    }

    /** Policies add up: beside one that admits everything, a deny is no deny. */
    private void isVoid(NetworkPolicy policy, Map<String, NetworkPolicy> open) {
        for (String direction : List.of("ingress", "egress")) {
            NetworkPolicy other = open.get(policy.meta().namespace() + " " + direction);
            boolean denies = direction.equals("ingress") ? policy.isolatesIngress() && policy.ingress().isEmpty()
                    : policy.isolatesEgress() && policy.egress().isEmpty();
            if (denies && other != null && !other.ref().equals(policy.ref())) {
                add(policy, "void-deny", "it admits no " + direction + ", and " + other.ref() + " admits all of it to every pod of the namespace",
                        other.ref(), policy.meta().at("spec.podSelector"));
            }
        }
    }

    /** Cilium takes any object and says in its status whether its agents could read it. */
    private void cilium() {
        for (CiliumPolicy policy : cluster.all(CiliumPolicy.class)) {
            for (Condition condition : policy.conditions()) {
                if (condition.type().equals("Valid") && condition.status().equals("False")) {
                    problems.add(new PolicyProblem(policy.ref(), "cilium-invalid", Pods.firstLine(condition.message()), ObjectRef.CLUSTER,
                            policy.source()));
                }
            }
        }
    }
}
