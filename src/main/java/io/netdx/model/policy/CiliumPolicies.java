package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.CiliumPolicy;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Cilium: Kubernetes policies, CiliumNetworkPolicies and clusterwide ones are one set of rules. A denial beats every permission; a
 * pod that any rule with a section for the direction selects is denied what nothing allows.
 */
public final class CiliumPolicies implements Layer {

    private record Compiled(CiliumPolicy source, CiliumPolicy.Spec spec, Optional<CiliumSelector> endpoints, List<CiliumRules.Rule> ingress,
                            List<CiliumRules.Rule> ingressDeny, List<CiliumRules.Rule> egress, List<CiliumRules.Rule> egressDeny) {

        List<CiliumRules.Rule> allow(Direction direction) {
            return direction == Direction.INGRESS ? ingress : egress;
        }

        List<CiliumRules.Rule> deny(Direction direction) {
            return direction == Direction.INGRESS ? ingressDeny : egressDeny;
        }

        ObjectRef ref() {
            return source.ref();
        }

        String namespace() {
            return source.meta().namespace();
        }
    }

    private record Selecting(Compiled policy, Match selects) {
    }

    private final Layer kubernetes;
    private final CiliumIdentity identity;
    private final CiliumRules rules;
    private final String mode;
    private final Map<String, List<Compiled>> policies;
    private final List<Compiled> ofHosts = new ArrayList<>();
    private final Subjects<List<Selecting>> subjects = new Subjects<>(this::selecting);

    /** @param kubernetes opinion of the Kubernetes policies alone */
    public CiliumPolicies(Cluster cluster, Layer kubernetes) {
        this.kubernetes = kubernetes;
        this.identity = new CiliumIdentity(cluster);
        this.rules = new CiliumRules(cluster, identity);
        this.mode = CiliumIdentity.setting(cluster, "enable-policy");
        List<Compiled> compiled = new ArrayList<>();
        for (CiliumPolicy policy : cluster.all(CiliumPolicy.class)) {
            for (CiliumPolicy.Spec spec : policy.specs()) {
                (spec.endpoints().isEmpty() && spec.nodes().isPresent() ? ofHosts : compiled).add(compile(policy, spec));
            }
        }
        this.policies = Subjects.byNamespace(compiled, Compiled::namespace);
    }

    private static Compiled compile(CiliumPolicy policy, CiliumPolicy.Spec spec) {
        return new Compiled(policy, spec, spec.endpoints().map(CiliumSelector::new), rules(spec.ingress()), rules(spec.ingressDeny()),
                rules(spec.egress()), rules(spec.egressDeny()));
    }

    private static List<CiliumRules.Rule> rules(List<CiliumPolicy.Rule> rules) {
        return rules.stream().map(CiliumRules.Rule::new).toList();
    }

    private List<Selecting> selecting(Peer.OfPod pod) {
        List<Selecting> selecting = new ArrayList<>();
        for (String namespace : List.of("", pod.namespace())) {
            for (Compiled policy : policies.getOrDefault(namespace, List.of())) {
                Match selects = policy.endpoints().map(s -> s.matches(pod, pod, identity)).orElse(Match.UNKNOWN);
                if (!policy.spec().unsupported().isEmpty()) {
                    selects = selects.and(Match.UNKNOWN);
                }
                if (selects != Match.NO) {
                    selecting.add(new Selecting(policy, selects));
                }
            }
        }
        return List.copyOf(selecting);
    }

    /** Policies with {@code toFQDNs} for the pod where none of its policies shows Cilium its DNS answers: the names stay without addresses. */
    public List<ObjectRef> namesNeverLearned(Peer.OfPod pod) {
        TreeSet<ObjectRef> naming = new TreeSet<>();
        for (Selecting one : subjects.of(pod)) {
            for (CiliumPolicy.Rule rule : one.policy().spec().egress()) {
                if (rule.ports().stream().anyMatch(p -> p.l7().contains("dns"))) {
                    return List.of();
                }
                if (rule.peers().filter(p -> !p.domainNames().isEmpty()).isPresent()) {
                    naming.add(one.policy().ref());
                }
            }
        }
        return List.copyOf(naming);
    }

    @Override
    public Opinion judge(Flow flow, Direction direction) {
        Peer side = direction == Direction.INGRESS ? flow.to() : flow.from();
        if (!(side instanceof Peer.OfPod pod) || mode.equals("never")) {
            return Opinion.NONE;
        }
        if (pod.hostNetwork()) {
            return host(pod, direction);
        }
        return combine(pod, direction == Direction.INGRESS ? flow.from() : flow.to(), flow, direction);
    }

    /** Policies with a nodeSelector hold for the host, once its firewall is on. */
    private Opinion host(Peer.OfPod pod, Direction direction) {
        TreeSet<ObjectRef> by = new TreeSet<>();
        for (Compiled policy : ofHosts) {
            boolean section = !policy.allow(direction).isEmpty() || !policy.deny(direction).isEmpty();
            LabelSelector wanted = policy.spec().nodes().orElseThrow();
            if (section && identity.nodes().find(pod).map(n -> wanted.matches(n.meta().labels())).orElse(true)) {
                by.add(policy.ref());
            }
        }
        return by.isEmpty() ? Opinion.NONE : Opinion.unknown(List.copyOf(by), "policies of hosts are not evaluated, and " + by.first()
                + " may hold for the node of the pod");
    }

    private static final class Tally {
        final TreeSet<ObjectRef> allowing = new TreeSet<>();
        final TreeSet<ObjectRef> isolating = new TreeSet<>();
        final TreeSet<ObjectRef> doubtful = new TreeSet<>();
        Match allowed = Match.NO;
        Match isolated = Match.NO;
        Match denied = Match.NO;
        boolean requires;
        ObjectRef denying = ObjectRef.CLUSTER;
        String why = "";
        String note = "";
        Optional<Miss> miss = Optional.empty();

        void doubt(ObjectRef policy, String reason) {
            doubtful.add(policy);
            why = why.isEmpty() ? reason : why;
        }
    }

    private Opinion combine(Peer.OfPod pod, Peer other, Flow flow, Direction direction) {
        Tally tally = new Tally();
        for (Selecting one : subjects.of(pod)) {
            add(one, pod, other, flow, direction, tally);
        }
        Opinion ofKubernetes = kubernetes.judge(flow, direction);
        kubernetes(ofKubernetes, tally);
        if (mode.equals("always")) {
            tally.isolated = Match.YES;
        }
        if (tally.denied == Match.YES) {
            return Opinion.deny(List.of(tally.denying), Optional.of(new Miss(tally.denying, "deny-rule",
                    "a deny rule matches, and it beats every rule that allows", 4)));
        }
        if (tally.requires && tally.allowed == Match.YES) {
            tally.allowed = Match.UNKNOWN;
            tally.doubt(tally.allowing.first(), "fromRequires and toRequires are not evaluated");
        }
        Decision base = tally.allowed == Match.YES ? Decision.ALLOW : tally.allowed == Match.NO && tally.isolated == Match.YES ? Decision.DENY
                : Decision.UNKNOWN;
        boolean untouched = tally.allowed == Match.NO && tally.isolated == Match.NO;
        if (tally.denied == Match.UNKNOWN && base != Decision.DENY || base == Decision.UNKNOWN && !untouched) {
            return Opinion.unknown(List.copyOf(tally.doubtful), tally.why);
        }
        if (untouched) {
            return Opinion.NONE;
        }
        return base == Decision.ALLOW ? new Opinion(Optional.of(base), List.copyOf(tally.allowing), Optional.empty(), tally.note)
                : Opinion.deny(List.copyOf(tally.isolating), ofKubernetes.miss().or(() -> tally.miss));
    }

    private static void kubernetes(Opinion opinion, Tally tally) {
        opinion.decision().ifPresent(decision -> {
            tally.isolated = tally.isolated.or(decision == Decision.UNKNOWN ? Match.UNKNOWN : Match.YES);
            switch (decision) {
                case ALLOW -> {
                    tally.allowed = Match.YES;
                    tally.allowing.addAll(opinion.by());
                }
                case DENY -> tally.isolating.addAll(opinion.by());
                case UNKNOWN -> {
                    tally.allowed = tally.allowed.or(Match.UNKNOWN);
                    tally.doubtful.addAll(opinion.by());
                    tally.why = tally.why.isEmpty() ? opinion.why() : tally.why;
                }
            }
        });
    }

    private void add(Selecting one, Peer.OfPod pod, Peer other, Flow flow, Direction direction, Tally tally) {
        Compiled policy = one.policy();
        if (policy.spec().isolates(direction == Direction.INGRESS)) {
            tally.isolated = tally.isolated.or(one.selects());
            tally.isolating.add(policy.ref());
            if (one.selects() == Match.UNKNOWN) {
                tally.doubt(policy.ref(), policy.spec().unsupported().isEmpty() ? "whether " + policy.ref() + " selects the pod is not known"
                        : policy.ref() + " uses " + String.join(", ", policy.spec().unsupported()) + ", which is not evaluated");
            }
        }
        for (CiliumRules.Rule rule : policy.deny(direction)) {
            Match match = rules.matches(rule, policy.namespace(), flow, pod, other).and(one.selects());
            if (match != Match.NO && match.or(tally.denied) != tally.denied) {
                tally.denied = match;
                tally.denying = policy.ref();
            }
            if (match == Match.UNKNOWN) {
                tally.doubt(policy.ref(), CiliumRules.doubt(policy.ref(), rule.source));
            }
        }
        for (CiliumRules.Rule rule : policy.allow(direction)) {
            Match match = rules.matches(rule, policy.namespace(), flow, pod, other).and(one.selects());
            tally.requires |= rule.source.requires();
            tally.allowed = tally.allowed.or(match);
            switch (match) {
                case YES -> {
                    tally.allowing.add(policy.ref());
                    note(rule.source, policy.ref(), tally);
                }
                case UNKNOWN -> tally.doubt(policy.ref(), CiliumRules.doubt(policy.ref(), rule.source));
                case NO -> miss(rule, policy, pod, other, tally);
            }
        }
    }

    private static void note(CiliumPolicy.Rule rule, ObjectRef policy, Tally tally) {
        TreeSet<String> l7 = new TreeSet<>();
        rule.ports().forEach(p -> l7.addAll(p.l7()));
        if (!l7.isEmpty()) {
            tally.note = "the connection; " + policy + " then decides on each request (" + String.join(", ", l7) + ")";
        } else if (!rule.authMode().isEmpty()) {
            tally.note = "with authentication mode " + rule.authMode() + " of " + policy;
        }
    }

    /** A rule with the right peer and another port is nearer than any other. */
    private void miss(CiliumRules.Rule rule, Compiled policy, Peer.OfPod pod, Peer other, Tally tally) {
        boolean peer = !rule.source.ports().isEmpty()
                && (rule.source.peers().isEmpty() || rules.peers(rule, policy.namespace(), pod, other) == Match.YES);
        if (peer && tally.miss.filter(m -> m.rank() >= 4).isEmpty()) {
            tally.miss = Optional.of(new Miss(policy.ref(), "port", "the peer matches but the port does not", 4));
        } else if (tally.miss.isEmpty()) {
            tally.miss = Optional.of(new Miss(policy.ref(), "peer", "no rule names " + NearestMiss.name(other), 1));
        }
    }
}
