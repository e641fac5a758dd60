package io.netdx.source.metric;

import io.netdx.fact.Figure.Basis;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What has come together for one figure of one object from one file. */
final class Cell {

    private final FigureRow row;
    /** Now and before: of what, and in what. */
    private final double[] of = new double[2];
    private final double[] in = new double[2];
    private final Map<Double, double[]> buckets = new TreeMap<>();
    private boolean hasOf;
    private boolean hasIn;
    private boolean window;
    private boolean single;
    /** Two looks have no first half to compare with. */
    private boolean twice;
    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;
    private int line;

    Cell(FigureRow row) {
        this.row = row;
    }

    void add(Sample s, boolean numerator) {
        boolean rates = row.counters();
        window |= s.window();
        single |= !s.window();
        double now = rates && s.window() ? s.late() : s.last();
        double before = s.window() ? rates ? s.early() : s.first() : 0;
        line = line == 0 || s.line() < line ? s.line() : line;
        from = !s.from().equals(Instant.EPOCH) && (from.equals(Instant.EPOCH) || s.from().isBefore(from)) ? s.from() : from;
        to = s.to().isAfter(to) ? s.to() : to;
        if (now < 0) {
            return;
        }
        if (row.kind() == FigureRow.Kind.QUANTILE) {
            double bound = Exposition.number(s.label("le"));
            if (!Double.isNaN(bound)) {
                double[] bucket = buckets.computeIfAbsent(bound, b -> new double[2]);
                bucket[0] += now;
                bucket[1] += before;
            }
        } else if (numerator) {
            add(of, now, before, hasOf);
            hasOf = true;
        } else {
            add(in, now, before, hasIn);
            hasIn = true;
        }
    }

    /** Counters of parts add up; of gauges the highest counts. */
    private void add(double[] sum, double now, double before, boolean more) {
        boolean highest = more && (row.kind() == FigureRow.Kind.VALUE || row.kind() == FigureRow.Kind.BEHIND);
        sum[0] = highest ? Math.max(sum[0], now) : sum[0] + now;
        sum[1] = highest ? Math.max(sum[1], before) : sum[1] + before;
    }

    /** Takes in what another file holds of the same. */
    void merge(Cell other) {
        add(of, other.of[0], other.of[1], hasOf);
        add(in, other.in[0], other.in[1], hasIn);
        hasOf |= other.hasOf;
        hasIn |= other.hasIn;
        window |= other.window;
        single |= other.single;
        from = from.equals(Instant.EPOCH) ? other.from : from;
        to = other.to.isAfter(to) ? other.to : to;
        line = Math.max(1, line);
    }

    /** What was counted between an earlier look at the same process and this one; empty where it was started anew between them. */
    Optional<Cell> since(Cell earlier) {
        Cell between = new Cell(row);
        between.of[0] = of[0] - earlier.of[0];
        between.in[0] = in[0] - earlier.in[0];
        boolean fell = between.of[0] < 0 || between.in[0] < 0;
        for (Map.Entry<Double, double[]> bucket : buckets.entrySet()) {
            double rise = bucket.getValue()[0] - earlier.buckets.getOrDefault(bucket.getKey(), new double[2])[0];
            fell |= rise < 0;
            between.buckets.put(bucket.getKey(), new double[] {rise, 0});
        }
        between.hasOf = hasOf;
        between.hasIn = hasIn;
        between.window = true;
        between.twice = true;
        between.from = earlier.to;
        between.to = to;
        between.line = line;
        return fell || window || earlier.window ? Optional.empty() : Optional.of(between);
    }

    /** One of two halves that were exported apart. */
    boolean half() {
        return !row.in().isEmpty() && hasOf != hasIn && row.kind() != FigureRow.Kind.QUANTILE;
    }

    /** What the value is a share of; observations for a quantile. */
    double amount() {
        return switch (row.kind()) {
            case SHARE, USE -> in[0];
            case QUANTILE -> total(0);
            case COUNT, RATE, VALUE, BEHIND -> 0;
        };
    }

    OptionalDouble value() {
        return value(0);
    }

    OptionalDouble before() {
        return window && !single && !twice && row.kind() != FigureRow.Kind.RATE ? value(1) : OptionalDouble.empty();
    }

    private OptionalDouble value(int at) {
        return switch (row.kind()) {
            case SHARE -> hasIn && in[at] > 0 ? OptionalDouble.of(Math.min(1, of[at] / in[at])) : OptionalDouble.empty();
            case USE -> hasOf && hasIn && in[at] > 0 ? OptionalDouble.of(of[at] / in[at]) : OptionalDouble.empty();
            case COUNT, RATE, VALUE -> hasOf ? OptionalDouble.of(of[at]) : OptionalDouble.empty();
            case BEHIND -> hasOf && hasIn && of[at] > 0 && in[at] > 0 ? OptionalDouble.of(Math.max(0, of[at] - in[at])) : OptionalDouble.empty();
            case QUANTILE -> quantile(at);
        };
    }

    private double total(int at) {
        double most = 0;
        for (double[] count : buckets.values()) {
            most = Math.max(most, count[at]);
        }
        return most;
    }

    /** As Prometheus does: linear within a bucket; beyond the last bound, that bound. */
    private OptionalDouble quantile(int at) {
        double rank = row.quantile() * total(at);
        double lower = 0;
        double below = 0;
        if (rank <= 0 || buckets.size() < 2) {
            return OptionalDouble.empty();
        }
        for (Map.Entry<Double, double[]> bucket : buckets.entrySet()) {
            double upTo = Math.max(below, bucket.getValue()[at]);
            if (upTo >= rank) {
                return OptionalDouble.of(Double.isInfinite(bucket.getKey()) || upTo == below ? lower
                        : lower + (bucket.getKey() - lower) * (rank - below) / (upTo - below));
            }
            lower = bucket.getKey();
            below = upTo;
        }
        return OptionalDouble.of(lower);
    }

    Basis basis() {
        return !row.counters() ? Basis.NOW : window && !single ? Basis.WINDOW : Basis.LIFETIME;
    }

    /** What a counter rose by in all, for a rate. */
    double risen() {
        return of[0] + (window && !twice ? of[1] : 0);
    }

    Instant from() {
        return basis() == Basis.WINDOW ? from : Instant.EPOCH;
    }

    Instant to() {
        return to;
    }

    int line() {
        return line;
    }
}
