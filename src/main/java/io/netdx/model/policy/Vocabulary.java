package io.netdx.model.policy;

import io.netdx.fact.LabelSelector;
import io.netdx.fact.NetworkPolicy;
import io.netdx.net.AddressIntervals;
import io.netdx.net.Cidr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words that policies are made of. Thousands of policies use few different selectors, ports and ranges: each is read once, and
 * what was found out about one holds for all.
 */
final class Vocabulary {

    private final Map<LabelSelector, Selector> selectors = new HashMap<>();
    private final Map<NetworkPolicy.Port, PortMatcher> ports = new HashMap<>();
    private final Map<NetworkPolicy.Peer, PeerMatcher> peers = new HashMap<>();
    private final Map<String, Optional<Cidr>> ranges = new HashMap<>();
    private final AddressIntervals intervals;

    Vocabulary(List<NetworkPolicy> policies) {
        for (NetworkPolicy policy : policies) {
            for (List<NetworkPolicy.Rule> rules : List.of(policy.ingress(), policy.egress())) {
                for (NetworkPolicy.Rule rule : rules) {
                    for (NetworkPolicy.Peer peer : rule.peers()) {
                        range(peer.cidr());
                        peer.except().forEach(this::range);
                    }
                }
            }
        }
        Set<Cidr> all = new HashSet<>();
        ranges.values().forEach(r -> r.ifPresent(all::add));
        this.intervals = new AddressIntervals(all);
    }

    AddressIntervals intervals() {
        return intervals;
    }

    Selector selector(LabelSelector selector) {
        return selectors.computeIfAbsent(selector, Selector::new);
    }

    PortMatcher port(NetworkPolicy.Port port) {
        return ports.computeIfAbsent(port, PortMatcher::of);
    }

    PeerMatcher peer(NetworkPolicy.Peer peer) {
        PeerMatcher known = peers.get(peer);
        if (known == null) {
            known = PeerMatcher.of(peer, this);
            peers.put(peer, known);
        }
        return known;
    }

    /** Empty for what the API refuses. */
    Optional<Cidr> range(String text) {
        return ranges.computeIfAbsent(text, Cidr::block);
    }
}
