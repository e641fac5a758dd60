package io.netdx.source.metric;

import java.util.List;
import java.util.Map;

/**
 * One figure of {@code facts/knowledge/metrics.yaml}, with the fields that are explained there.
 *
 * @param of series that are counted, or looked at
 * @param in series that they are a share of, or are held against
 */
record FigureRow(String id, String about, Kind kind, List<Selector> of, List<Selector> in, List<String> by, double quantile, double worry,
                 double least, String since, String words) {

    /** A gauge of kind {@code VALUE} is a share of 1. */
    enum Kind { SHARE, USE, QUANTILE, COUNT, RATE, VALUE, BEHIND }

    /** A name, and conditions on labels: {@code rcode = SERVFAIL}, {@code rcode != NOERROR}; several values are alternatives. */
    record Selector(String name, List<Condition> conditions) {

        boolean admits(Map<String, String> labels) {
            for (Condition c : conditions) {
                if (c.values().contains(labels.getOrDefault(c.label(), "")) == c.not()) {
                    return false;
                }
            }
            return true;
        }
    }

    record Condition(String label, boolean not, List<String> values) {
    }

    /** Counters only ever rise: one sample of them tells what came together since the process started. */
    boolean counters() {
        return kind == Kind.SHARE || kind == Kind.QUANTILE || kind == Kind.COUNT || kind == Kind.RATE;
    }
}
