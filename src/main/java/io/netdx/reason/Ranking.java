package io.netdx.reason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The documented order (expert.md §2.7): roots before contributing ones, active before latent, what others suffer from before
 * workloads that merely do not run themselves, then belief in bands, harm, belief, cost of confirming, id. Within a band belief
 * differs by less than the numbers are good for; harm decides there. A consequence stands directly behind its root.
 */
final class Ranking {

    /** The band in which a diagnosis begins. */
    private static final int LIKELY = 2;

    private static final Comparator<Candidate> ORDER = Comparator
            .comparing((Candidate c) -> c.state())
            .thenComparing(c -> c.role() == Judgement.Role.CONTRIBUTING)
            .thenComparing(c -> c.unheard() || band(c.confidence()) < LIKELY)
            .thenComparingInt(c -> -band(c.confidence()))
            .thenComparingDouble(c -> -c.harm())
            .thenComparingLong(c -> -Math.round(c.confidence() * 1000))
            .thenComparingInt(c -> c.cause().tests().stream().mapToInt(t -> t.minutes()).min().orElse(99))
            .thenComparing(c -> c.cause().id())
            .thenComparing(c -> c.hypothesis().subject());

    private Ranking() {
    }

    private static int band(double confidence) {
        return confidence >= 0.8 ? 3 : confidence >= 0.5 ? LIKELY : confidence >= 0.3 ? 1 : 0;
    }

    static List<Candidate> order(List<Candidate> listed) {
        List<Candidate> sorted = new ArrayList<>(listed);
        sorted.sort(ORDER);
        Map<Integer, List<Candidate>> effects = new HashMap<>();
        for (Candidate candidate : sorted) {
            candidate.parent().ifPresent(p -> effects.computeIfAbsent(p, k -> new ArrayList<>()).add(candidate));
        }
        List<Candidate> ordered = new ArrayList<>();
        sorted.stream().filter(c -> c.role() != Judgement.Role.CONSEQUENCE).forEach(root -> place(root, effects, ordered));
        return ordered;
    }

    private static void place(Candidate candidate, Map<Integer, List<Candidate>> effects, List<Candidate> ordered) {
        ordered.add(candidate);
        effects.getOrDefault(candidate.index(), List.of()).forEach(effect -> place(effect, effects, ordered));
    }
}
