package io.netdx.model.policy;

import io.netdx.fact.NetworkPolicy;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One item of a rule's {@code from} or {@code to}, read once. */
sealed interface PeerMatcher {

    /** @param namespaces empty for the policy's own namespace */
    record Pods(Selector pods, Optional<Selector> namespaces) implements PeerMatcher {
    }

    /** @param unreadable an exception that is no range, or lies outside: it may cut a hole or not */
    record Block(Cidr range, List<Cidr> except, List<Cidr> doubtful, boolean unreadable) implements PeerMatcher {

        Match contains(Cidr address) {
            if (!range.contains(address) || except.stream().anyMatch(e -> e.contains(address))) {
                return Match.NO;
            }
            return unreadable || doubtful.stream().anyMatch(e -> e.contains(address)) ? Match.UNKNOWN : Match.YES;
        }

        boolean whole() {
            return range.everything() && except.isEmpty() && doubtful.isEmpty() && !unreadable;
        }
    }

    /** The API would refuse it; what it would match nobody knows. */
    record Broken() implements PeerMatcher {
    }

    static PeerMatcher of(NetworkPolicy.Peer peer, Selectors selectors) {
        boolean selects = peer.pods().isPresent() || peer.namespaces().isPresent();
        if (peer.cidr().isEmpty()) {
            return !selects ? new Broken() : new Pods(selectors.of(peer.pods().orElse(io.netdx.fact.LabelSelector.EVERYTHING)),
                    peer.namespaces().map(selectors::of));
        }
        Optional<Cidr> range = Cidr.block(peer.cidr());
        return selects || range.isEmpty() ? new Broken() : block(range.get(), peer.except());
    }

    private static Block block(Cidr range, List<String> exceptions) {
        List<Cidr> except = new ArrayList<>();
        List<Cidr> doubtful = new ArrayList<>();
        boolean unreadable = false;
        for (String text : exceptions) {
            Optional<Cidr> hole = Cidr.block(text);
            unreadable |= hole.isEmpty();
            hole.ifPresent(h -> (range.contains(h) && !range.equals(h) ? except : doubtful).add(h));
        }
        return new Block(range, List.copyOf(except), List.copyOf(doubtful), unreadable);
    }
}
