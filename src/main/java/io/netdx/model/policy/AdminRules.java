package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.AdminPolicy;
import io.netdx.fact.Node;
import java.util.List;
import java.util.Optional;

/** Matches flows against rules of {@code policy.networking.k8s.io}. */
final class AdminRules {

    private final NamespaceLabels namespaces;
    private final NodeLookup nodes;
    private final CniProfile profile;

    AdminRules(Cluster cluster, CniProfile profile) {
        this.namespaces = new NamespaceLabels(cluster);
        this.nodes = new NodeLookup(cluster);
        this.profile = profile;
    }

    /** Policies read once. {@code impossible} holds where a peer is of a later version of the API: the rule fails closed. */
    record Rule(AdminPolicy.Rule source, List<PeerOf> peers, boolean failsClosed) {
    }

    record PeerOf(Optional<PodsOf> pods, Optional<Selector> nodes, Blocks networks, boolean names, boolean unsupported) {
    }

    record PodsOf(Selector namespaces, Selector pods) {
    }

    static PodsOf pods(AdminPolicy.Pods pods, Vocabulary selectors) {
        return new PodsOf(selectors.selector(pods.namespaces()), selectors.selector(pods.pods()));
    }

    static Rule rule(AdminPolicy.Rule rule, Vocabulary selectors) {
        List<PeerOf> peers = rule.peers().stream().map(p -> new PeerOf(p.pods().map(s -> pods(s, selectors)), p.nodes().map(selectors::selector),
                new Blocks(p.networks()), !p.domainNames().isEmpty(), !p.unsupported().isEmpty())).toList();
        return new Rule(rule, peers, rule.peers().stream().anyMatch(AdminPolicy.Peer::unknown));
    }

    Match selects(Optional<PodsOf> subject, Peer.OfPod pod) {
        return subject.map(s -> pods(s, pod)).orElse(Match.UNKNOWN);
    }

    private Match pods(PodsOf wanted, Peer.OfPod pod) {
        Match labels = wanted.pods().matches(pod.labels());
        return labels == Match.NO ? Match.NO : labels.and(namespaces.matches(wanted.namespaces(), pod.namespace()));
    }

    /** Whether the rule takes effect on the flow, closed failures included. */
    Match matches(Rule rule, Flow flow, Direction direction) {
        if (rule.failsClosed()) {
            return Match.of(rule.source().action() != AdminPolicy.Action.ACCEPT);
        }
        Match match = ports(rule.source(), flow);
        if (match == Match.NO) {
            return Match.NO;
        }
        Match peers = Match.NO;
        for (int i = 0; i < rule.peers().size() && peers != Match.YES; i++) {
            peers = peers.or(peer(rule.peers().get(i), direction == Direction.INGRESS ? flow.from() : flow.to()));
        }
        match = match.and(peers);
        return rule.source().unsupported().isEmpty() ? match : match.and(Match.UNKNOWN);
    }

    private static Match ports(AdminPolicy.Rule rule, Flow flow) {
        if (rule.ports().isEmpty()) {
            return Match.YES;
        }
        for (AdminPolicy.Port port : rule.ports()) {
            boolean fits = port.name().isEmpty()
                    ? port.protocol().equals(flow.protocol()) && flow.port() >= port.first() && flow.port() <= port.last()
                    : Ports.named(flow, port.name(), port.protocol());
            if (fits) {
                return Match.YES;
            }
        }
        return rule.unsupported().isEmpty() ? Match.NO : Match.UNKNOWN;
    }

    private Match peer(PeerOf peer, Peer other) {
        if (peer.unsupported()) {
            return Match.UNKNOWN;
        }
        boolean asPod = other instanceof Peer.OfPod pod && (!pod.hostNetwork() || profile.hostNetworkAsPod());
        if (peer.pods().isPresent()) {
            return asPod ? pods(peer.pods().get(), (Peer.OfPod) other) : Match.NO;
        }
        if (peer.nodes().isPresent()) {
            return asPod ? Match.NO : node(peer.nodes().get(), other);
        }
        if (peer.names()) {
            // names stand for addresses outside; which ones, only DNS knows
            return other instanceof Peer.OfPod || nodes.isNode(other) ? Match.NO : Match.UNKNOWN;
        }
        if (asPod && !profile.ipBlockMatchesPods()) {
            return Match.NO;
        }
        return peer.networks().contain(other.ips());
    }

    private Match node(Selector wanted, Peer other) {
        if (!nodes.isNode(other)) {
            return Match.NO;
        }
        Optional<Node> node = nodes.find(other);
        return node.isEmpty() ? Match.of(wanted.everything()).or(Match.UNKNOWN) : wanted.matches(node.get().meta().labels());
    }

    /** What an unknown match hangs on, for people. */
    static String doubt(AdminPolicy policy, Rule rule) {
        for (AdminPolicy.Peer peer : rule.source().peers()) {
            if (!peer.domainNames().isEmpty()) {
                return policy.ref() + " names addresses by domain names, which only DNS knows: " + String.join(", ", peer.domainNames());
            }
            if (!peer.unsupported().isEmpty()) {
                return policy.ref() + " uses " + String.join(", ", peer.unsupported()) + ", which is not evaluated";
            }
        }
        return rule.source().unsupported().isEmpty() ? "labels or addresses that " + policy.ref() + " asks for were not seen"
                : policy.ref() + " uses " + String.join(", ", rule.source().unsupported()) + ", which is not evaluated";
    }

    /** Words for a rule: its name where it has one. */
    static String name(AdminPolicy.Rule rule) {
        return rule.name().isEmpty() ? "a rule" : "rule " + rule.name();
    }
}
