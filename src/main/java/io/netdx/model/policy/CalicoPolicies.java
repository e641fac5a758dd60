package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.CalicoPolicy;
import io.netdx.fact.CalicoProfile;
import io.netdx.fact.CalicoRule;
import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Calico: tiers by order, in each the policies that select the pod by order, in each the rules from the top; the first match
 * decides or passes on. A tier that selects the pod and decides nothing denies, unless its default is to pass. Kubernetes policies
 * stand in tier {@code default} at order 1000, admin policies in tiers of their own. What no tier decides, the profile of the
 * namespace allows.
 */
public final class CalicoPolicies implements Layer {

    private static final double OF_KUBERNETES = 1000;
    private record Selecting(CalicoOrder.Compiled policy, Match selects) {
    }

    private final Layer kubernetes;
    private final Layer admin;
    private final Layer baseline;
    private final CalicoLabels labels;
    private final CalicoRules rules;
    private final List<CalicoOrder.Tier> tiers;
    private final Map<String, List<CalicoOrder.Compiled>> policies;
    private final Map<String, List<CalicoOrder.Compiled>> candidates = new HashMap<>();
    private final Map<String, List<CalicoRules.Rule>> profiles = new HashMap<>();
    private final Map<String, CalicoProfile> profileOf = new HashMap<>();
    private final Subjects<Map<String, List<Selecting>>> subjects = new Subjects<>(this::selecting);

    /**
     * @param kubernetes opinion of the Kubernetes policies alone
     * @param admin      of admin policies that come before
     * @param baseline   of those that come after
     */
    public CalicoPolicies(Cluster cluster, Layer kubernetes, Layer admin, Layer baseline) {
        this.kubernetes = kubernetes;
        this.admin = admin;
        this.baseline = baseline;
        this.labels = new CalicoLabels(cluster);
        this.rules = new CalicoRules(cluster, labels);
        List<CalicoOrder.Compiled> compiled = CalicoOrder.policies(cluster);
        this.policies = Subjects.byNamespace(compiled, c -> c.source().meta().namespace());
        this.tiers = CalicoOrder.tiers(cluster, compiled);
        for (CalicoProfile profile : cluster.all(CalicoProfile.class)) {
            profileOf.put(profile.meta().name(), profile);
        }
    }

    /** Policies that select the pod, or may, by tier, in order. */
    private Map<String, List<Selecting>> selecting(Peer.OfPod pod) {
        CalicoSelector.Labels of = labels.of(pod);
        Map<String, List<Selecting>> byTier = new HashMap<>();
        for (CalicoOrder.Compiled policy : candidates.computeIfAbsent(pod.namespace(), this::candidates)) {
            Match selects = policy.selector().matches(of).and(policy.namespaces().map(s -> s.matches(of)).orElse(Match.YES))
                    .and(policy.accounts().map(s -> s.matches(of)).orElse(Match.YES));
            if (!policy.source().unsupported().isEmpty()) {
                selects = selects.and(Match.UNKNOWN);
            }
            if (selects != Match.NO) {
                byTier.computeIfAbsent(policy.source().tier(), t -> new ArrayList<>()).add(new Selecting(policy, selects));
            }
        }
        return byTier;
    }

    /** Policies that may select pods of a namespace: its own and the global ones, in order. */
    private List<CalicoOrder.Compiled> candidates(String namespace) {
        List<CalicoOrder.Compiled> all = new ArrayList<>(policies.getOrDefault("", List.of()));
        all.addAll(policies.getOrDefault(namespace, List.of()));
        all.sort(CalicoOrder.BY_ORDER);
        return List.copyOf(all);
    }

    @Override
    public Opinion judge(Flow flow, Direction direction) {
        Peer self = direction == Direction.INGRESS ? flow.to() : flow.from();
        if (!(self instanceof Peer.OfPod pod) || pod.hostNetwork()) {
            // host endpoints are another matter: without one, the host is not policed at all
            return self instanceof Peer.OfPod ? kubernetes.judge(flow, direction) : Opinion.NONE;
        }
        Map<String, List<Selecting>> selecting = subjects.of(pod);
        return tier(0, selecting, pod, flow, direction);
    }

    private Opinion tier(int index, Map<String, List<Selecting>> selecting, Peer.OfPod pod, Flow flow, Direction direction) {
        if (index == tiers.size()) {
            return profile(pod, flow, direction);
        }
        CalicoOrder.Tier tier = tiers.get(index);
        FirstMatch matched = new FirstMatch();
        TreeSet<ObjectRef> selected = new TreeSet<>();
        Match isolated = Match.NO;
        Optional<Opinion> ofKubernetes = inserted(tier, flow, direction);
        boolean kubernetesAsked = ofKubernetes.isEmpty();
        for (Selecting one : selecting.getOrDefault(tier.name(), List.of())) {
            CalicoPolicy policy = one.policy().source();
            if (policy.applies(direction == Direction.INGRESS)) {
                if (!kubernetesAsked && after(one.policy(), ofKubernetes.get())) {
                    kubernetesAsked = ask(tier, ofKubernetes.get(), matched);
                }
                isolated = isolated.or(one.selects());
                selected.add(policy.ref());
                rules(one, flow, direction, matched);
            }
        }
        if (!kubernetesAsked) {
            ask(tier, ofKubernetes.get(), matched);
        }
        Optional<Decision> decided = ofKubernetes.flatMap(Opinion::decision);
        isolated = isolated.or(decided.map(d -> d == Decision.UNKNOWN ? Match.UNKNOWN : Match.YES).orElse(Match.NO));
        if (!tier.known() && isolated != Match.NO) {
            return Opinion.unknown(List.copyOf(selected), "tier " + tier.name() + " was not seen, so that its place among the tiers is not known");
        }
        Opinion end = Opinion.NONE;
        if (!matched.closed() && isolated != Match.NO && tier.denies()) {
            ofKubernetes.ifPresent(k -> selected.addAll(k.by().isEmpty() && selected.isEmpty() ? List.of(ObjectRef.CLUSTER) : k.by()));
            Optional<Miss> miss = ofKubernetes.flatMap(Opinion::miss);
            end = Opinion.deny(List.copyOf(selected), miss.or(() -> Optional.of(unmatched(tier, selected.first()))));
        }
        boolean surely = isolated == Match.YES && tier.denies();
        Opinion next = matched.passes() || !matched.closed() && !surely ? tier(index + 1, selecting, pod, flow, direction) : Opinion.NONE;
        if (!surely) {
            boolean open = end.decision().isPresent() && !next.decision().equals(end.decision());
            end = !open ? next : Opinion.unknown(end.by(), ofKubernetes.filter(k -> !k.why().isEmpty()).map(Opinion::why)
                    .orElse("whether " + end.by().get(0) + " selects the pod is not known"));
        }
        Opinion opinion = matched.outcome(next, end);
        boolean bare = opinion.decision().equals(Optional.of(Decision.DENY)) && opinion.miss().isEmpty();
        return bare ? Opinion.deny(opinion.by(), Optional.of(denied(opinion.by().get(0)))) : opinion;
    }

    /** Layers that Calico translates into policies of its own. */
    private Optional<Opinion> inserted(CalicoOrder.Tier tier, Flow flow, Direction direction) {
        return switch (tier.name()) {
            case "default" -> Optional.of(kubernetes.judge(flow, direction));
            case "kube-admin" -> Optional.of(admin.judge(flow, direction));
            case "kube-baseline" -> Optional.of(baseline.judge(flow, direction));
            default -> Optional.empty();
        };
    }

    /** Whether the Kubernetes policies come before this one; equal orders go by name, theirs being {@code shop/knp.default.allow-dns}. */
    private static boolean after(CalicoOrder.Compiled policy, Opinion kubernetes) {
        double order = policy.source().order().orElse(Double.POSITIVE_INFINITY);
        if (order != OF_KUBERNETES || kubernetes.by().isEmpty()) {
            return order > OF_KUBERNETES;
        }
        ObjectRef first = kubernetes.by().get(0);
        return policy.sortName().compareTo(first.namespace() + "/knp.default." + first.name()) > 0;
    }

    private static boolean ask(CalicoOrder.Tier tier, Opinion inserted, FirstMatch matched) {
        ObjectRef by = inserted.by().isEmpty() ? ObjectRef.CLUSTER : inserted.by().get(0);
        boolean admin = !tier.name().equals("default");
        inserted.decision().ifPresent(decision -> {
            if (decision != Decision.DENY) {
                matched.add(decision == Decision.ALLOW ? Match.YES : Match.UNKNOWN, Optional.of(Decision.ALLOW), by, inserted.why());
            }
            // Kubernetes policies only allow: their denial is the end of the tier; an admin policy's is a rule
            if (decision != Decision.ALLOW && admin) {
                matched.add(decision == Decision.DENY ? Match.YES : Match.UNKNOWN, Optional.of(Decision.DENY), by, inserted.why());
            }
        });
        return true;
    }

    private void rules(Selecting one, Flow flow, Direction direction, FirstMatch into) {
        ObjectRef ref = one.policy().source().ref();
        for (CalicoRules.Rule rule : one.policy().rules(direction)) {
            if (into.closed()) {
                return;
            }
            Match match = rules.matches(rule, flow).and(one.selects());
            switch (rule.source.action()) {
                case "Allow" -> into.add(match, Optional.of(Decision.ALLOW), ref, doubt(one, rule.source));
                case "Deny" -> into.add(match, Optional.of(Decision.DENY), ref, doubt(one, rule.source));
                case "Pass" -> into.add(match, Optional.empty(), ref, doubt(one, rule.source));
                case "Log" -> { }
                default -> {
                    into.add(match.and(Match.UNKNOWN), Optional.of(Decision.ALLOW), ref, ref + " has the action " + rule.source.action()
                            + ", which is not evaluated");
                    into.add(match.and(Match.UNKNOWN), Optional.of(Decision.DENY), ref, "");
                }
            }
        }
    }

    private static String doubt(Selecting one, CalicoRule rule) {
        CalicoPolicy policy = one.policy().source();
        List<String> odd = policy.unsupported().isEmpty() ? rule.unsupported() : policy.unsupported();
        return !odd.isEmpty() ? policy.ref() + " uses " + String.join(", ", odd) + ", which is not evaluated"
                : !one.policy().selector().valid() ? policy.ref() + " has a selector that cannot be read: " + policy.selector()
                : "labels or addresses that " + policy.ref() + " asks for were not seen";
    }

    /** Every namespace has a profile that allows everything, unless one was seen that says otherwise. */
    private Opinion profile(Peer.OfPod pod, Flow flow, Direction direction) {
        CalicoProfile profile = profileOf.get("kns." + pod.namespace());
        if (profile == null) {
            return Opinion.NONE;
        }
        FirstMatch matched = new FirstMatch();
        List<CalicoRules.Rule> compiled = profiles.computeIfAbsent(direction + profile.meta().name(),
                key -> profile.rules(direction == Direction.INGRESS).stream().map(r -> new CalicoRules.Rule(r, "")).toList());
        for (CalicoRules.Rule rule : compiled) {
            if (!rule.source.action().equals("Log")) {
                matched.add(rules.matches(rule, flow), rule.source.action().equals("Allow") ? Optional.empty() : Optional.of(Decision.DENY),
                        profile.ref(), "labels or addresses that " + profile.ref() + " asks for were not seen");
            }
        }
        return matched.outcome(Opinion.NONE, Opinion.deny(List.of(profile.ref()),
                Optional.of(new Miss(profile.ref(), "no-rule", "no rule of it matches", 0))));
    }

    private static Miss denied(ObjectRef policy) {
        return new Miss(policy, "deny-rule", "a rule denies it explicitly", 4);
    }

    private static Miss unmatched(CalicoOrder.Tier tier, ObjectRef policy) {
        return new Miss(policy, "no-rule", "no rule of tier " + tier.name() + " matches, and the tier denies what it selects", 1);
    }
}
