package io.netdx.source.metric;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Values over time, in order.
 *
 * @param times  as many as values
 * @param values none of them NaN
 */
record Series(List<Instant> times, List<Double> values) {

    /** Fewer values than that show no change. */
    private static final int FEWEST = 3;
    /** The share of the series that is long enough to be no accident. */
    private static final int PARTS = 5;

    /** A change that lasted for a fifth of the series; a single odd value is none. */
    record Change(OptionalDouble before, double now) {
    }

    static Series empty() {
        return new Series(new ArrayList<>(), new ArrayList<>());
    }

    void add(Instant time, double value) {
        if (Double.isFinite(value)) {
            times.add(time);
            values.add(value);
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * Compares the most unusual fifth with the usual begin or end, whichever was better: a fault may be there from the start, or last.
     *
     * @param rising true where more is worse
     */
    Change change(boolean rising) {
        int window = Math.max(FEWEST, values.size() / PARTS);
        if (values.size() < 2 * window) {
            return new Change(OptionalDouble.empty(), median(values));
        }
        double first = median(values.subList(0, window));
        double last = median(values.subList(values.size() - window, values.size()));
        double usual = rising ? Math.min(first, last) : Math.max(first, last);
        double worst = usual;
        for (int i = 0; i + window <= values.size(); i++) {
            double value = median(values.subList(i, i + window));
            worst = rising ? Math.max(worst, value) : Math.min(worst, value);
        }
        return new Change(OptionalDouble.of(usual), worst);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
