package io.netdx.model.policy;

import io.netdx.fact.LabelSelector;
import io.netdx.fact.NetworkPolicy;
import io.netdx.net.AddressIntervals.Span;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One item of a rule's {@code from} or {@code to}, read once. */
sealed interface PeerMatcher {

    /** @param namespaces empty for the policy's own namespace */
    record Pods(Selector pods, Optional<Selector> namespaces) implements PeerMatcher {
    }

    /**
     * An ipBlock, in intervals of addresses.
     *
     * @param text       as written
     * @param whole      every address of its family
     * @param doubtful   exceptions that do not lie inside: they may cut a hole or not
     * @param unreadable an exception is no range
     */
    record Block(String text, boolean ipv6, boolean whole, Span range, List<Span> except, List<Span> doubtful, boolean unreadable)
            implements PeerMatcher {

        Match contains(int interval) {
            if (!range.contains(interval) || in(except, interval)) {
                return Match.NO;
            }
            return unreadable || in(doubtful, interval) ? Match.UNKNOWN : Match.YES;
        }

        private static boolean in(List<Span> spans, int interval) {
            for (int i = 0; i < spans.size(); i++) {
                if (spans.get(i).contains(interval)) {
                    return true;
                }
            }
            return false;
        }

        boolean sound() {
            return doubtful.isEmpty() && !unreadable;
        }
    }

    /** The API would refuse it; what it would match nobody knows. */
    record Broken() implements PeerMatcher {
    }

    static PeerMatcher of(NetworkPolicy.Peer peer, Vocabulary words) {
        boolean selects = peer.pods().isPresent() || peer.namespaces().isPresent();
        if (peer.cidr().isEmpty()) {
            return !selects ? new Broken() : new Pods(words.selector(peer.pods().orElse(LabelSelector.EVERYTHING)),
                    peer.namespaces().map(words::selector));
        }
        Optional<Cidr> range = words.range(peer.cidr());
        return selects || range.isEmpty() ? new Broken() : block(peer, range.get(), words);
    }

    private static Block block(NetworkPolicy.Peer peer, Cidr range, Vocabulary words) {
        List<Span> except = new ArrayList<>();
        List<Span> doubtful = new ArrayList<>();
        boolean unreadable = false;
        for (String text : peer.except()) {
            Optional<Cidr> hole = words.range(text);
            unreadable |= hole.isEmpty();
            hole.ifPresent(h -> (range.contains(h) && !range.equals(h) ? except : doubtful).add(words.intervals().span(h)));
        }
        return new Block(range.toString(), range.ipv6(), range.everything() && peer.except().isEmpty(), words.intervals().span(range),
                List.copyOf(except), List.copyOf(doubtful), unreadable);
    }
}
