package io.netdx.model.policy;

import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Collects what rules say that are asked in order until one matches. A rule that may match leaves the outcome open: it is known all
 * the same where everything that can come of it agrees.
 *
 * <p>Effects: {@code ALLOW}, {@code DENY}, or empty for leaving the decision to what follows.
 */
final class FirstMatch {

    private record Possible(Optional<Decision> effect, ObjectRef by, String why) {
    }

    private final List<Possible> possible = new ArrayList<>();
    private boolean closed;

    /** @param why what the match hangs on, where it is unknown */
    void add(Match match, Optional<Decision> effect, ObjectRef by, String why) {
        if (!closed && match != Match.NO) {
            possible.add(new Possible(effect, by, match == Match.YES ? "" : why));
            closed = match == Match.YES;
        }
    }

    /** A rule has surely matched: later ones are not asked. */
    boolean closed() {
        return closed;
    }

    /** Nothing has matched, not even perhaps. */
    boolean empty() {
        return possible.isEmpty();
    }

    /**
     * What came out.
     *
     * @param otherwise the opinion where no rule matches
     */
    Opinion outcome(Opinion otherwise) {
        if (possible.isEmpty()) {
            return otherwise;
        }
        Possible first = possible.get(0);
        boolean agree = possible.stream().allMatch(p -> p.effect().equals(first.effect()))
                && (closed || first.effect().equals(otherwise.decision()));
        if (!agree) {
            return Opinion.unknown(policies(otherwise.by()), possible.stream().map(Possible::why).filter(w -> !w.isEmpty()).findFirst()
                    .orElse(otherwise.why()));
        }
        if (!closed && !otherwise.by().isEmpty()) {
            return otherwise;
        }
        return first.effect().isEmpty() ? Opinion.NONE
                : first.effect().get() == Decision.ALLOW ? Opinion.allow(policies(List.of())) : Opinion.deny(policies(List.of()), Optional.empty());
    }

    private List<ObjectRef> policies(List<ObjectRef> more) {
        TreeSet<ObjectRef> by = new TreeSet<>(more);
        possible.forEach(p -> by.add(p.by()));
        return List.copyOf(by);
    }
}
