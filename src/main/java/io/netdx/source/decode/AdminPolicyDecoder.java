package io.netdx.source.decode;

import io.netdx.fact.AdminPolicy;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decodes the policies of {@code policy.networking.k8s.io}, v1alpha1 (all releases) and v1alpha2. */
final class AdminPolicyDecoder {

    private static final int HIGHEST = 65535;

    private AdminPolicyDecoder() {
    }

    static AdminPolicy policy(String kind, Meta meta, Tree spec) {
        boolean baseline = kind.equals("BaselineAdminNetworkPolicy") || spec.text("tier").equals("Baseline");
        List<String> odd = Odd.fields(spec, "tier:s", "priority:s", "subject:o", "ingress:a", "egress:a");
        Tree subject = spec.at("subject");
        odd = Odd.join(odd, "subject", Odd.fields(subject, "namespaces:o", "pods:o", "namespaceSelector:o", "namespaceAndPodSelector:o"));
        return new AdminPolicy(meta, baseline ? AdminPolicy.Tier.BASELINE : AdminPolicy.Tier.ADMIN, spec.number("priority"),
                pods(subject, "namespaces", "pods").or(() -> pods(subject, "namespaceSelector", "namespaceAndPodSelector")),
                rules(spec.list("ingress"), "from"), rules(spec.list("egress"), "to"), odd);
    }

    private static Optional<AdminPolicy.Pods> pods(Tree peer, String namespaces, String pods) {
        if (peer.at(namespaces).type() == Tree.Type.OBJECT) {
            Tree selector = peer.at(namespaces);
            return Optional.of(new AdminPolicy.Pods(PolicyDecoder.selector(nested(selector)), LabelSelector.EVERYTHING));
        }
        Tree both = peer.at(pods);
        if (both.type() != Tree.Type.OBJECT) {
            return Optional.empty();
        }
        Tree selector = both.at("namespaceSelector").present() ? both.at("namespaceSelector") : nested(both.at("namespaces"));
        Tree podSelector = both.at("podSelector").at("podSelector").present() ? both.at("podSelector", "podSelector") : both.at("podSelector");
        return Optional.of(new AdminPolicy.Pods(PolicyDecoder.selector(selector), PolicyDecoder.selector(podSelector)));
    }

    /** Releases before v0.1.2 wrapped the selector of namespaces. */
    private static Tree nested(Tree namespaces) {
        return namespaces.at("namespaceSelector").present() ? namespaces.at("namespaceSelector") : namespaces;
    }

    private static List<AdminPolicy.Rule> rules(List<Tree> list, String peersField) {
        List<AdminPolicy.Rule> rules = new ArrayList<>();
        for (Tree rule : list) {
            List<String> odd = new ArrayList<>(Odd.fields(rule, "name:s", "action:s", peersField + ":a", "ports:a", "protocols:a"));
            List<AdminPolicy.Peer> peers = new ArrayList<>();
            rule.list(peersField).forEach(peer -> peers.add(peer(peer)));
            List<AdminPolicy.Port> ports = new ArrayList<>();
            rule.list("ports").forEach(port -> ports(port, ports, odd));
            rule.list("protocols").forEach(protocol -> protocols(protocol, ports, odd));
            rules.add(new AdminPolicy.Rule(rule.text("name"), action(rule.text("action")), List.copyOf(peers), List.copyOf(ports),
                    List.copyOf(odd)));
        }
        return List.copyOf(rules);
    }

    private static AdminPolicy.Action action(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "accept", "allow" -> AdminPolicy.Action.ACCEPT;
            case "deny" -> AdminPolicy.Action.DENY;
            case "pass" -> AdminPolicy.Action.PASS;
            default -> AdminPolicy.Action.UNREADABLE;
        };
    }

    /** A field of an unknown name leaves the peer empty: to the API that is a later version's field. */
    private static AdminPolicy.Peer peer(Tree peer) {
        List<String> odd = new ArrayList<>();
        Tree namespaces = peer.at("namespaces");
        Tree below = peer.at("pods").at("namespaces");
        for (String removed : List.of("sameLabels", "notSameLabels", "notSelf")) {
            if (namespaces.at(removed).present() || below.at(removed).present()) {
                odd.add(removed);
            }
        }
        for (String known : List.of("namespaces", "pods", "nodes")) {
            if (peer.at(known).present() && peer.at(known).type() != Tree.Type.OBJECT) {
                odd.add(known);
            }
        }
        boolean plain = odd.isEmpty();
        return new AdminPolicy.Peer(plain ? pods(peer, "namespaces", "pods") : Optional.empty(),
                peer.at("nodes").type() == Tree.Type.OBJECT ? Optional.of(PolicyDecoder.selector(peer.at("nodes"))) : Optional.empty(),
                peer.texts("networks"), peer.texts("domainNames"), List.copyOf(odd));
    }

    private static void ports(Tree port, List<AdminPolicy.Port> into, List<String> odd) {
        Tree number = port.at("portNumber");
        Tree range = port.at("portRange");
        if (number.present()) {
            range(number.text("protocol", "TCP"), number.number("port"), number.number("port"), into, odd);
        } else if (range.present()) {
            range(range.text("protocol", "TCP"), range.number("start"), range.number("end"), into, odd);
        } else if (!port.text("namedPort").isEmpty()) {
            into.add(new AdminPolicy.Port("", 0, 0, port.text("namedPort")));
        } else {
            odd.add("ports");
        }
    }

    private static void protocols(Tree protocol, List<AdminPolicy.Port> into, List<String> odd) {
        boolean known = false;
        for (String name : List.of("tcp", "udp", "sctp")) {
            Tree of = protocol.at(name);
            if (of.type() == Tree.Type.OBJECT) {
                known = true;
                Tree port = of.at("destinationPort");
                Tree range = port.at("range");
                if (!port.present()) {
                    range(name.toUpperCase(Locale.ROOT), 1, HIGHEST, into, odd);
                } else if (range.present()) {
                    range(name.toUpperCase(Locale.ROOT), range.number("start"), range.number("end"), into, odd);
                } else {
                    range(name.toUpperCase(Locale.ROOT), port.number("number"), port.number("number"), into, odd);
                }
            }
        }
        if (!protocol.text("destinationNamedPort").isEmpty()) {
            into.add(new AdminPolicy.Port("", 0, 0, protocol.text("destinationNamedPort")));
        } else if (!known) {
            odd.add("protocols");
        }
    }

    private static void range(String protocol, int first, int last, List<AdminPolicy.Port> into, List<String> odd) {
        if (first < 1 || last > HIGHEST || first > last) {
            odd.add("ports");
        } else {
            into.add(new AdminPolicy.Port(protocol, first, last, ""));
        }
    }
}
