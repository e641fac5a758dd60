package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.AdminPolicy;
import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One tier of the policies of {@code policy.networking.k8s.io}: by ascending priority, in each policy from the top, and the first
 * rule that matches decides or passes on to the next tier. Selecting a pod isolates it from nothing. Between policies of equal
 * priority the API leaves the order open.
 */
public final class AdminTier implements Layer {

    private record Compiled(AdminPolicy source, Optional<AdminRules.PodsOf> subject, List<AdminRules.Rule> ingress,
                            List<AdminRules.Rule> egress) {

        List<AdminRules.Rule> rules(Direction direction) {
            return direction == Direction.INGRESS ? ingress : egress;
        }
    }

    private record Selecting(Compiled policy, Match selects) {
    }

    private final CniProfile profile;
    private final AdminRules rules;
    private final List<Compiled> policies = new ArrayList<>();
    private final Subjects<List<List<Selecting>>> subjects = new Subjects<>(this::selecting);

    private AdminTier(Cluster cluster, CniProfile profile, AdminPolicy.Tier tier) {
        this.profile = profile;
        this.rules = new AdminRules(cluster, profile);
        Vocabulary selectors = new Vocabulary(List.of());
        for (AdminPolicy policy : cluster.all(AdminPolicy.class)) {
            if (policy.tier() == tier) {
                policies.add(new Compiled(policy, policy.subject().map(s -> AdminRules.pods(s, selectors)),
                        policy.ingress().stream().map(r -> AdminRules.rule(r, selectors)).toList(),
                        policy.egress().stream().map(r -> AdminRules.rule(r, selectors)).toList()));
            }
        }
    }

    /** Asked before NetworkPolicies. */
    public static AdminTier admin(Cluster cluster, CniProfile profile) {
        return new AdminTier(cluster, profile, AdminPolicy.Tier.ADMIN);
    }

    /** Asked where no NetworkPolicy isolates the pod. */
    public static AdminTier baseline(Cluster cluster, CniProfile profile) {
        return new AdminTier(cluster, profile, AdminPolicy.Tier.BASELINE);
    }

    /** No policy of this tier was seen. */
    public boolean none() {
        return policies.isEmpty();
    }

    /** Policies that select the pod, or may, by priority; those of equal priority together. */
    private List<List<Selecting>> selecting(Peer.OfPod pod) {
        TreeMap<Integer, List<Selecting>> byPriority = new TreeMap<>();
        for (Compiled policy : policies) {
            Match selects = rules.selects(policy.subject(), pod);
            if (!policy.source().unsupported().isEmpty()) {
                selects = selects.and(Match.UNKNOWN);
            }
            if (selects != Match.NO) {
                byPriority.computeIfAbsent(policy.source().priority(), p -> new ArrayList<>()).add(new Selecting(policy, selects));
            }
        }
        byPriority.values().forEach(group -> group.sort(Comparator.comparing(s -> s.policy().source().ref())));
        return List.copyOf(byPriority.values());
    }

    @Override
    public Opinion judge(Flow flow, Direction direction) {
        Peer self = direction == Direction.INGRESS ? flow.to() : flow.from();
        if (policies.isEmpty() || !(self instanceof Peer.OfPod pod) || pod.hostNetwork() && !profile.hostNetworkAsPod()) {
            return Opinion.NONE;
        }
        FirstMatch matched = new FirstMatch();
        for (List<Selecting> equals : subjects.of(pod)) {
            if (!matched.closed()) {
                group(equals, flow, direction, matched);
            }
        }
        Opinion opinion = matched.outcome(Opinion.NONE, Opinion.NONE);
        return opinion.decision().filter(d -> d == Decision.DENY).isEmpty() ? opinion
                : Opinion.deny(opinion.by(), Optional.of(miss(opinion.by().get(0), flow, direction)));
    }

    private void group(List<Selecting> equals, Flow flow, Direction direction, FirstMatch into) {
        if (equals.size() == 1) {
            ask(equals.get(0), flow, direction, into);
            return;
        }
        List<Optional<Decision>> effects = new ArrayList<>();
        List<ObjectRef> by = new ArrayList<>();
        Selecting last = equals.get(0);
        boolean sure = true;
        for (Selecting one : equals) {
            FirstMatch alone = new FirstMatch();
            ask(one, flow, direction, alone);
            if (!alone.empty()) {
                Opinion opinion = alone.outcome(Opinion.NONE, Opinion.NONE);
                last = one;
                effects.add(opinion.decision());
                by.add(one.policy().source().ref());
                sure &= alone.closed() && opinion.decision().filter(d -> d == Decision.UNKNOWN).isEmpty();
            }
        }
        if (effects.size() < 2) {
            ask(last, flow, direction, into);
            return;
        }
        boolean agree = sure && effects.stream().distinct().count() == 1;
        String why = "policies of priority " + equals.get(0).policy().source().priority() + " contradict each other, and the API leaves open "
                + "which one holds: " + String.join(", ", by.stream().map(ObjectRef::toString).toList());
        if (agree) {
            into.add(Match.YES, effects.get(0), by.get(0), "");
        } else {
            into.add(Match.UNKNOWN, Optional.of(Decision.ALLOW), by.get(0), why);
            into.add(Match.YES, Optional.of(Decision.DENY), by.get(by.size() - 1), "");
        }
    }

    private void ask(Selecting one, Flow flow, Direction direction, FirstMatch into) {
        AdminPolicy policy = one.policy().source();
        for (AdminRules.Rule rule : one.policy().rules(direction)) {
            Match match = rules.matches(rule, flow, direction).and(one.selects());
            AdminPolicy.Action action = rule.failsClosed() && rule.source().action() != AdminPolicy.Action.ACCEPT ? AdminPolicy.Action.DENY
                    : rule.source().action();
            if (action == AdminPolicy.Action.UNREADABLE) {
                into.add(match.and(Match.UNKNOWN), Optional.of(Decision.ALLOW), policy.ref(), policy.ref() + " has an action that the API does not know");
                into.add(match.and(Match.UNKNOWN), Optional.of(Decision.DENY), policy.ref(), "");
            } else {
                into.add(match, effect(action), policy.ref(), why(one, rule));
            }
        }
    }

    private static String why(Selecting one, AdminRules.Rule rule) {
        AdminPolicy policy = one.policy().source();
        return one.selects() == Match.YES ? AdminRules.doubt(policy, rule) : policy.unsupported().isEmpty()
                ? "whether " + policy.ref() + " selects the pod is not known: labels of its namespace were not seen"
                : policy.ref() + " uses " + String.join(", ", policy.unsupported()) + ", which is not evaluated";
    }

    private static Optional<Decision> effect(AdminPolicy.Action action) {
        return switch (action) {
            case ACCEPT -> Optional.of(Decision.ALLOW);
            case DENY -> Optional.of(Decision.DENY);
            default -> Optional.empty();
        };
    }

    /** A denial here is somebody's rule, not a missing one: the rule is what to look at. */
    private Miss miss(ObjectRef policy, Flow flow, Direction direction) {
        for (Compiled compiled : policies) {
            if (compiled.source().ref().equals(policy)) {
                for (AdminRules.Rule rule : compiled.rules(direction)) {
                    if (rules.matches(rule, flow, direction) != Match.NO && effect(rule.source().action()).isPresent() | rule.failsClosed()) {
                        return new Miss(policy, "deny-rule", AdminRules.name(rule.source()) + (rule.failsClosed()
                                ? " has a peer of a kind that this version of the API does not know, and so denies everything"
                                : " denies it explicitly"), 4);
                    }
                }
            }
        }
        return new Miss(policy, "deny-rule", "a rule denies it explicitly", 4);
    }
}
