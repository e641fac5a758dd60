package io.netdx.source;

/**
 * Something in a snapshot that could not be used; the rest was.
 *
 * @param place    entry and line, as {@code file:line} or {@code file}
 * @param what     one sentence, without control characters
 */
public record Problem(String place, String what) implements Comparable<Problem> {

    @Override
    public int compareTo(Problem other) {
        int byPlace = place.compareTo(other.place);
        return byPlace != 0 ? byPlace : what.compareTo(other.what);
    }

    @Override
    public String toString() {
        return place + ": " + what;
    }
}
