package io.netdx.model.policy;

import io.netdx.fact.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An endpoint selector of Cilium: a label selector whose keys may name the source of the label. */
final class CiliumSelector {

    private final List<LabelSelector.Requirement> requirements = new ArrayList<>();

    CiliumSelector(LabelSelector source) {
        source.matchLabels().forEach((key, value) -> requirements.add(new LabelSelector.Requirement(key, "In", List.of(value))));
        requirements.addAll(source.matchExpressions());
    }

    boolean names(String source, String key) {
        return requirements.stream().anyMatch(r -> (source.isEmpty() || CiliumIdentity.source(r.key()).equals(source))
                && CiliumIdentity.name(r.key()).startsWith(key));
    }

    /**
     * Whether it matches a peer.
     *
     * @param self the pod whose policies are asked
     */
    Match matches(Peer peer, Peer.OfPod self, CiliumIdentity identity) {
        Match match = Match.YES;
        for (LabelSelector.Requirement requirement : requirements) {
            match = match.and(one(requirement, peer, self, identity));
        }
        return match;
    }

    private static Match one(LabelSelector.Requirement r, Peer peer, Peer.OfPod self, CiliumIdentity identity) {
        if (Selector.operatorProblem(r).isPresent()) {
            return Match.UNKNOWN;
        }
        String source = CiliumIdentity.source(r.key());
        if (source.equals("reserved")) {
            Match has = identity.reserved(CiliumIdentity.name(r.key()), peer, self);
            return switch (r.operator()) {
                case "In" -> r.values().contains("") ? has : Match.NO;
                case "Exists" -> has;
                case "NotIn" -> r.values().contains("") ? not(has) : Match.YES;
                default -> not(has);
            };
        }
        if (source.equals("cidr") || source.equals("fqdn")) {
            return Match.UNKNOWN;
        }
        boolean pod = peer instanceof Peer.OfPod of && !of.hostNetwork() && (source.equals("any") || source.equals("k8s"));
        if (pod && !identity.seen(r.key(), (Peer.OfPod) peer)) {
            return Match.UNKNOWN;
        }
        Optional<String> value = pod ? identity.label(r.key(), (Peer.OfPod) peer) : Optional.empty();
        return Match.of(switch (r.operator()) {
            case "In" -> value.filter(r.values()::contains).isPresent();
            case "NotIn" -> value.filter(r.values()::contains).isEmpty();
            case "Exists" -> value.isPresent();
            default -> value.isEmpty();
        });
    }

    private static Match not(Match match) {
        return match == Match.UNKNOWN ? match : Match.of(match == Match.NO);
    }
}
