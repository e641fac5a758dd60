package io.netdx.guide;

import io.netdx.reason.Effort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a question is worth (expert.md §2.9).
 *
 * @param gain    bits that it is expected to bring of those that are missing until it is known what to do
 * @param saves   minutes that these bits are expected to save of trying remedies one after the other
 * @param cost    minutes × what a minute of that person costs, risk, and handing over
 * @param handOver somebody else is needed for it
 */
public record Value(Question question, double gain, double saves, double cost, boolean handOver) {

    /** Minutes until somebody else has understood what it is about. */
    private static final double HAND_OVER = 10;
    /** Minutes of starting all over with somebody else, where nothing that was suspected was it */
    private static final double ESCALATE = 120;
    private static final double LONGEST_TRIAL = 30;

    /**
     * @param gain      bits
     * @param repairing minutes of mending without looking further
     */
    static Value of(Question q, double gain, Gain gains, double repairing, String expertise) {
        double before = gains.entropy();
        boolean handOver = !Effort.suffices(expertise, q.expertise());
        double cost = Effort.cost(q.time(), q.expertise()) + q.risk() + (handOver ? HAND_OVER : 0);
        return new Value(q, gain, before > 0 ? gain / before * repairing : 0, cost, handOver);
    }

    double perMinute() {
        return gain / cost;
    }

    boolean worthIt() {
        return saves > cost;
    }

    /** Expected minutes of mending without looking further: the best order of trials, and when to give up. */
    static double repairing(Belief belief) {
        record Trial(double chance, double minutes) {
        }
        double[] chances = new double[belief.actions()[belief.actions().length - 1] + 1];
        double[] minutes = new double[chances.length];
        for (int i = 0; i < belief.suspects().size(); i++) {
            int action = belief.actions()[i];
            chances[action] += belief.probability()[i];
            minutes[action] = Math.max(minutes[action], Math.min(LONGEST_TRIAL, belief.suspects().get(i).cause().resolve().typical().toMinutes()));
        }
        List<Trial> trials = new ArrayList<>();
        for (int a = 0; a < chances.length - 1; a++) {
            trials.add(new Trial(chances[a], Math.max(1, minutes[a])));
        }
        trials.sort(Comparator.comparingDouble(t -> -t.chance() / t.minutes()));
        double best = ESCALATE;
        double spent = 0;
        double left = 1;
        for (Trial t : trials) {
            spent += left * t.minutes();
            left -= t.chance();
            best = Math.min(best, spent + Math.max(0, left) * ESCALATE);
        }
        return best;
    }
}
