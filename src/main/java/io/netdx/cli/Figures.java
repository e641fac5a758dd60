package io.netdx.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The figures of several cases, as one line of a table. */
final class Figures {

    private static final int BANDS = 10;
    static final String HEADER = String.format(Locale.ROOT, "%-36s %5s %6s %6s %5s %6s %6s %7s %6s %6s %6s %5s", "", "cases", "top-1", "top-3",
            "MRR", "p@full", "object", "doubles", "above", "alarms", "undet.", "ECE");

    private final List<Outcome> outcomes = new ArrayList<>();

    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    String line(String label) {
        List<Outcome> faulty = outcomes.stream().filter(o -> !o.healthy()).toList();
        return String.format(Locale.ROOT, "%-36s %5d %6s %6s %5s %6s %6s %7s %6d %6s %6s %5.2f", label, outcomes.size(),
                share(faulty, Outcome::first), share(faulty, o -> o.within(3)), mean(faulty, Outcome::reciprocal), mean(faulty, Outcome::precision),
                share(faulty, Outcome::object), of(faulty, Outcome::twice, Outcome::bothFound), count(outcomes, Outcome::overturned),
                of(outcomes, Outcome::healthy, Outcome::alarm), share(outcomes, Outcome::undetermined), calibrationError());
    }

    /** In words. */
    String summary() {
        List<Outcome> faulty = outcomes.stream().filter(o -> !o.healthy()).toList();
        long top1 = count(faulty, Outcome::first);
        long top3 = count(faulty, o -> o.within(3));
        double n = Math.max(1, faulty.size());
        return String.format(Locale.ROOT, "%d faulty: top-1 %d (%.2f), top-3 %d (%.2f), object named %d%n%d double: both among the first three %d%n"
                + "%d healthy: false alarms %d", faulty.size(), top1, top1 / n, top3, top3 / n, count(faulty, Outcome::object),
                count(outcomes, Outcome::twice), count(outcomes, o -> o.twice() && o.bothFound()),
                count(outcomes, Outcome::healthy), count(outcomes, Outcome::alarm));
    }

    int claims() {
        return outcomes.stream().mapToInt(Outcome::claims).sum();
    }

    private static long count(List<Outcome> all, Predicate<Outcome> what) {
        return all.stream().filter(what).count();
    }

    private static String share(List<Outcome> all, Predicate<Outcome> what) {
        return all.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", (double) count(all, what) / all.size());
    }

    private static String mean(List<Outcome> all, ToDoubleFunction<Outcome> what) {
        return all.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", all.stream().mapToDouble(what).average().orElse(0));
    }

    private static String of(List<Outcome> all, Predicate<Outcome> which, Predicate<Outcome> what) {
        List<Outcome> some = all.stream().filter(which).toList();
        return some.isEmpty() ? "-" : count(some, what) + "/" + some.size();
    }

    /** The mean distance, over bands of confidence, between the confidence of the first diagnosis and how often it was right. */
    private double calibrationError() {
        List<Outcome> said = outcomes.stream().filter(o -> !o.roots().isEmpty()).toList();
        double error = 0;
        for (int band = 0; band < BANDS; band++) {
            int b = band;
            List<Outcome> in = said.stream().filter(o -> Math.min(BANDS - 1, (int) (o.confidence() * BANDS)) == b).toList();
            if (!in.isEmpty()) {
                double confidence = in.stream().mapToDouble(Outcome::confidence).average().orElse(0);
                error += Math.abs(confidence - (double) count(in, Outcome::first) / in.size()) * in.size() / said.size();
            }
        }
        return error;
    }
}
