package io.netdx.model.policy;

import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.List;

/**
 * A NetworkPolicy, read once for many questions.
 *
 * @param ordinal place in the order of all policies
 */
record CompiledPolicy(int ordinal, NetworkPolicy source, Selector subject, Match isolatesIngress, Match isolatesEgress,
                      List<Rule> ingress, List<Rule> egress) {

    /** @param peers empty for everybody, external addresses too; {@code ports} empty for every port */
    record Rule(NetworkPolicy.Rule source, List<PeerMatcher> peers, List<PortMatcher> ports) {
    }

    static CompiledPolicy of(int ordinal, NetworkPolicy policy, Vocabulary words) {
        boolean doubtful = policy.policyTypes().stream().anyMatch(t -> !t.equals("Ingress") && !t.equals("Egress"));
        return new CompiledPolicy(ordinal, policy, words.selector(policy.podSelector()), isolates(policy.isolatesIngress(), doubtful),
                isolates(policy.isolatesEgress(), doubtful),
                rules(policy.ingress(), words), rules(policy.egress(), words));
    }

    private static Match isolates(boolean isolates, boolean doubtful) {
        return isolates ? Match.YES : doubtful ? Match.UNKNOWN : Match.NO;
    }

    private static List<Rule> rules(List<NetworkPolicy.Rule> sources, Vocabulary words) {
        List<Rule> rules = new ArrayList<>(sources.size());
        for (NetworkPolicy.Rule rule : sources) {
            rules.add(new Rule(rule, rule.peers().stream().map(words::peer).toList(),
                    rule.ports().stream().map(words::port).toList()));
        }
        return List.copyOf(rules);
    }

    Match isolates(Direction direction) {
        return direction == Direction.INGRESS ? isolatesIngress : isolatesEgress;
    }

    List<Rule> rules(Direction direction) {
        return direction == Direction.INGRESS ? ingress : egress;
    }

    ObjectRef ref() {
        return source.ref();
    }

    String namespace() {
        return source.meta().namespace();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return ordinal;
    }
}
