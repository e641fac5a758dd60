package io.netdx.source.decode;

import io.netdx.fact.LabelSelector;
import io.netdx.fact.Meta;
import io.netdx.fact.NetworkPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decodes label selectors and NetworkPolicies. A field of the wrong shape never becomes a missing one, which would mean
 * "everything": it becomes a value that the API refuses, so that the model can say so.
 */
final class PolicyDecoder {

    /** Admits nobody and is refused by the API: neither selector nor ipBlock. */
    private static final NetworkPolicy.Peer MALFORMED_PEER = new NetworkPolicy.Peer(Optional.empty(), Optional.empty(), "", List.of());
    private static final NetworkPolicy.Port MALFORMED_PORT = new NetworkPolicy.Port("<malformed>", "", 0);
    private static final String MALFORMED = "<malformed>";

    private PolicyDecoder() {
    }

    static LabelSelector selector(Tree selector) {
        List<LabelSelector.Requirement> requirements = new ArrayList<>();
        Map<String, String> labels = new TreeMap<>();
        selector.at("matchLabels").fields().forEach((key, value) -> {
            if (value.type() == Tree.Type.SCALAR || value.type() == Tree.Type.NULL) {
                labels.put(key, value.text());
            } else {
                requirements.add(new LabelSelector.Requirement(key, MALFORMED, List.of()));
            }
        });
        for (Tree e : selector.list("matchExpressions")) {
            requirements.add(new LabelSelector.Requirement(e.text("key"), e.text("operator"), e.texts("values")));
        }
        boolean shapeless = selector.type() == Tree.Type.SCALAR || selector.type() == Tree.Type.ARRAY
                || wrong(selector.at("matchLabels"), Tree.Type.OBJECT) || wrong(selector.at("matchExpressions"), Tree.Type.ARRAY);
        if (shapeless) {
            requirements.add(new LabelSelector.Requirement("", MALFORMED, List.of()));
        }
        return new LabelSelector(Collections.unmodifiableMap(labels), List.copyOf(requirements));
    }

    static NetworkPolicy networkPolicy(Meta meta, Tree spec) {
        return new NetworkPolicy(meta, selector(spec.at("podSelector")),
                wrong(spec.at("policyTypes"), Tree.Type.ARRAY) ? List.of(MALFORMED) : spec.texts("policyTypes"),
                rules(spec.at("ingress"), "from"), rules(spec.at("egress"), "to"));
    }

    private static List<NetworkPolicy.Rule> rules(Tree section, String peersField) {
        if (wrong(section, Tree.Type.ARRAY)) {
            return List.of(new NetworkPolicy.Rule(List.of(MALFORMED_PEER), List.of()));
        }
        List<NetworkPolicy.Rule> rules = new ArrayList<>();
        for (Tree rule : section.items()) {
            rules.add(wrong(rule, Tree.Type.OBJECT) ? new NetworkPolicy.Rule(List.of(MALFORMED_PEER), List.of())
                    : new NetworkPolicy.Rule(peers(rule.at(peersField)), ports(rule.at("ports"))));
        }
        return List.copyOf(rules);
    }

    private static List<NetworkPolicy.Peer> peers(Tree list) {
        if (wrong(list, Tree.Type.ARRAY)) {
            return List.of(MALFORMED_PEER);
        }
        List<NetworkPolicy.Peer> peers = new ArrayList<>();
        for (Tree peer : list.items()) {
            Tree block = peer.at("ipBlock");
            String cidr = block.present() ? block.text("cidr", MALFORMED) : "";
            List<String> except = wrong(block.at("except"), Tree.Type.ARRAY) ? List.of(MALFORMED) : block.texts("except");
            peers.add(new NetworkPolicy.Peer(optional(peer, "podSelector"), optional(peer, "namespaceSelector"), cidr, except));
        }
        return List.copyOf(peers);
    }

    private static List<NetworkPolicy.Port> ports(Tree list) {
        if (wrong(list, Tree.Type.ARRAY)) {
            return List.of(MALFORMED_PORT);
        }
        List<NetworkPolicy.Port> ports = new ArrayList<>();
        for (Tree port : list.items()) {
            boolean malformed = wrong(port, Tree.Type.OBJECT) || wrong(port.at("port"), Tree.Type.SCALAR);
            ports.add(malformed ? MALFORMED_PORT : new NetworkPolicy.Port(port.text("protocol", "TCP"), port.text("port"),
                    port.number("endPort", port.at("endPort").present() ? -1 : 0)));
        }
        return List.copyOf(ports);
    }

    /** Something is there and has another shape than the API demands. */
    private static boolean wrong(Tree tree, Tree.Type type) {
        return tree.present() && tree.type() != type;
    }

    /** To the API, null is a field that is not set; only {@code {}} is the selector of everything. */
    private static Optional<LabelSelector> optional(Tree peer, String field) {
        return peer.at(field).present() ? Optional.of(selector(peer.at(field))) : Optional.empty();
    }
}
