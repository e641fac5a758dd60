package io.netdx.guide;

import java.util.HashMap;
import java.util.Map;

/**
 * Bits that questions are expected to bring. What most outcomes tell is about few suspects: all others keep their proportions, so that only the
 * few are summed anew.
 */
final class Gain {

    private final Belief belief;
    private final double[] sums;
    /** Σ p·ln p over actions. */
    private final double whole;

    Gain(Belief belief) {
        this.belief = belief;
        this.sums = belief.byAction();
        double sum = 0;
        for (double p : sums) {
            sum += term(p);
        }
        this.whole = sum;
    }

    /** Bits that are missing until it is known what to do. */
    double entropy() {
        return -whole / Math.log(2);
    }

    double of(Question q) {
        double after = 0;
        for (Question.Option option : q.options()) {
            after += missing(option);
        }
        return Math.max(0, entropy() - after);
    }

    /** Entropy after the outcome, in bits, times its probability. */
    private double missing(Question.Option option) {
        double common = option.common();
        Map<Integer, Double> changed = new HashMap<>();
        for (int i : option.special()) {
            changed.merge(belief.actions()[i], belief.probability()[i] * (option.likelihood()[i] - common), Double::sum);
        }
        double rest = whole;
        double left = 1;
        double total = 0;
        double terms = 0;
        for (Map.Entry<Integer, Double> action : changed.entrySet()) {
            double p = sums[action.getKey()];
            double w = Math.max(0, common * p + action.getValue());
            rest -= term(p);
            left -= p;
            total += w;
            terms += term(w);
        }
        total += common * left;
        // Σ c·p·ln(c·p) over what keeps its proportions
        terms += common > 0 ? common * rest + common * Math.log(common) * left : 0;
        return total <= 0 ? 0 : (total * Math.log(total) - terms) / Math.log(2);
    }

    private static double term(double p) {
        return p > 0 ? p * Math.log(p) : 0;
    }
}
