package io.netdx.model.policy;

/** Says why a flow could not be judged: the first thing that was not seen or cannot be read and that would decide. */
final class Doubts {

    private final RuleMatching matching;
    private final NamespaceLabels namespaces;
    private final CniProfile profile;

    Doubts(RuleMatching matching, NamespaceLabels namespaces, CniProfile profile) {
        this.matching = matching;
        this.namespaces = namespaces;
        this.profile = profile;
    }

    String why(PolicyIndex.Isolation isolation, Flow flow, Direction direction) {
        Peer other = direction == Direction.INGRESS ? flow.from() : flow.to();
        for (CompiledPolicy policy : isolation.certain()) {
            for (CompiledPolicy.Rule rule : policy.rules(direction)) {
                if (matching.rule(policy, rule, flow, direction) == Match.UNKNOWN) {
                    return rule(policy, rule, flow, other);
                }
            }
        }
        return isolation.maybe().isEmpty() ? "" : invalid(isolation.maybe().get(0));
    }

    private String rule(CompiledPolicy policy, CompiledPolicy.Rule rule, Flow flow, Peer other) {
        if (matching.ports(rule, flow) == Match.UNKNOWN) {
            return invalid(policy);
        }
        for (PeerMatcher peer : rule.peers()) {
            if (peer instanceof PeerMatcher.Pods pods && other instanceof Peer.OfPod pod
                    && pods.pods().matches(pod.labels()) == Match.YES
                    && pods.namespaces().filter(s -> namespaces.matches(s, pod.namespace()) == Match.UNKNOWN).isPresent()
                    && Selector.problems(pods.namespaces().get().source).isEmpty()) {
                return "the labels of namespace " + pod.namespace() + " were not seen, and " + policy.ref() + " admits namespaces with "
                        + pods.namespaces().get().source;
            }
            if (peer instanceof PeerMatcher.Block block && block.sound()) {
                if (other.ips().isEmpty()) {
                    return "the address of " + NearestMiss.name(other) + " is not known, and " + policy.ref() + " admits " + block.text();
                }
                if (profile.cni().equals(CniProfile.UNKNOWN)) {
                    return "whether the ipBlock " + block.text() + " of " + policy.ref()
                            + " holds for pods depends on the CNI, and that is not known";
                }
            }
        }
        return invalid(policy);
    }

    private static String invalid(CompiledPolicy policy) {
        return policy.ref() + " is invalid: " + PolicyValidation.problems(policy.source()).stream().map(PolicyValidation.Problem::text)
                .findFirst().orElse("a part of it cannot be read");
    }
}
