package io.netdx.source.decode;

import io.netdx.fact.LabelSelector;
import io.netdx.fact.Meta;
import io.netdx.fact.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes label selectors and NetworkPolicies. */
final class PolicyDecoder {

    private PolicyDecoder() {
    }

    static LabelSelector selector(Tree selector) {
        List<LabelSelector.Requirement> requirements = new ArrayList<>();
        for (Tree e : selector.list("matchExpressions")) {
            requirements.add(new LabelSelector.Requirement(e.text("key"), e.text("operator"), e.texts("values")));
        }
        return new LabelSelector(selector.map("matchLabels"), List.copyOf(requirements));
    }

    static NetworkPolicy networkPolicy(Meta meta, Tree spec) {
        return new NetworkPolicy(meta, selector(spec.at("podSelector")), spec.texts("policyTypes"),
                rules(spec.list("ingress"), "from"), rules(spec.list("egress"), "to"));
    }

    private static List<NetworkPolicy.Rule> rules(List<Tree> list, String peersField) {
        List<NetworkPolicy.Rule> rules = new ArrayList<>();
        for (Tree rule : list) {
            List<NetworkPolicy.Peer> peers = new ArrayList<>();
            for (Tree peer : rule.list(peersField)) {
                Tree block = peer.at("ipBlock");
                peers.add(new NetworkPolicy.Peer(optional(peer, "podSelector"), optional(peer, "namespaceSelector"),
                        block.text("cidr"), block.texts("except")));
            }
            List<NetworkPolicy.Port> ports = new ArrayList<>();
            for (Tree port : rule.list("ports")) {
                ports.add(new NetworkPolicy.Port(port.text("protocol", "TCP"), port.text("port"), port.number("endPort")));
            }
            rules.add(new NetworkPolicy.Rule(List.copyOf(peers), List.copyOf(ports)));
        }
        return List.copyOf(rules);
    }

    private static Optional<LabelSelector> optional(Tree peer, String field) {
        return peer.at(field).type() == Tree.Type.MISSING ? Optional.empty() : Optional.of(selector(peer.at(field)));
    }
}
