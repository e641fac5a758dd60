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

    /** A rule passes the decision on, or may. */
    boolean passes() {
        return possible.stream().anyMatch(p -> p.effect().isEmpty());
    }

    /**
     * What came out.
     *
     * @param passed    the opinion of whatever a pass leads to
     * @param unmatched the opinion where no rule matches
     */
    Opinion outcome(Opinion passed, Opinion unmatched) {
        List<Optional<Decision>> ends = new ArrayList<>();
        possible.forEach(p -> ends.add(p.effect().isPresent() ? p.effect() : passed.decision()));
        if (!closed) {
            ends.add(unmatched.decision());
        }
        if (ends.stream().distinct().count() > 1) {
            return Opinion.unknown(policies(), possible.stream().map(Possible::why).filter(w -> !w.isEmpty()).findFirst()
                    .orElse(passed.why().isEmpty() ? unmatched.why() : passed.why()));
        }
        if (!closed) {
            return unmatched;
        }
        Possible last = possible.get(possible.size() - 1);
        return last.effect().isEmpty() ? passed : last.effect().get() == Decision.ALLOW ? Opinion.allow(policies())
                : Opinion.deny(policies(), Optional.empty());
    }

    /** Those that would decide, and not those that pass on; all of them where none decides. */
    private List<ObjectRef> policies() {
        TreeSet<ObjectRef> by = new TreeSet<>();
        possible.stream().filter(p -> p.effect().isPresent()).forEach(p -> by.add(p.by()));
        if (by.isEmpty()) {
            possible.forEach(p -> by.add(p.by()));
        }
        return List.copyOf(by);
    }
}
