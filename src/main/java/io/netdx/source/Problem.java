package io.netdx.source;

import io.netdx.fact.Plain;
import java.util.Optional;

/**
 * Something in a snapshot that could not be used; the rest was.
 *
 * @param place    entry and line, as {@code file:line} or {@code file}
 * @param what     one sentence, without control characters
 * @param limit    which limit left it out; these come first in every list
 */
public record Problem(String place, String what, Optional<Limit> limit) implements Comparable<Problem> {

    public Problem {
        what = Plain.line(what);
    }

    public Problem(String place, String what) {
        this(place, what, Optional.empty());
    }

    /** Says beside {@code what} how to allow more. */
    public static Problem of(Limit limit, String place, String what) {
        return new Problem(place, what + "; --limit " + limit.label() + "=N allows more", Optional.of(limit));
    }

    @Override
    public int compareTo(Problem other) {
        int byLimit = Boolean.compare(limit.isEmpty(), other.limit.isEmpty());
        int byPlace = byLimit != 0 ? byLimit : place.compareTo(other.place);
        return byPlace != 0 ? byPlace : what.compareTo(other.what);
    }

    @Override
    public String toString() {
        return place + ": " + what;
    }
}
