package io.netdx.reason;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sets of candidates with their probabilities: all sets up to a size, scored as expert.md §2.2 says. Where the candidates
 * compete within a larger set that is held fixed, that set stands in {@code anchor} and the losses on entry.
 *
 * @param candidates    hypotheses, ascending
 * @param sets          positions in {@code candidates}; those too improbable to matter are left out
 * @param probability   of each set
 * @param marginal      of each candidate
 * @param bestWith      for each candidate, index of the most probable set that holds it
 * @param best          index of the most probable set
 * @param base          true where the component's chosen set, without {@code anchor}, is held fixed besides
 * @param anchor        the member of the chosen set whose place is open, or -1
 */
record Worlds(int[] candidates, List<int[]> sets, double[] probability, double[] marginal, int[] bestWith, int best,
              boolean base, int anchor) {

    /** Below this a set cannot be seen in any figure that is shown; dropping it keeps memory small. */
    private static final double NEGLIGIBLE = 1e-14;

    /**
     * Enumerates.
     *
     * @param alone what each candidate adds to the score by itself
     * @param links of each candidate to positions in {@code miss}
     * @param miss  ln(1-q) of each present finding before any candidate is added
     */
    static Worlds enumerate(int[] candidates, double[] alone, List<Edges> links, double[] miss, int maxSize, boolean base,
                            int anchor) {
        Enumeration all = new Enumeration(alone, links, miss.clone(), maxSize);
        all.visit(0, 0, new int[0]);
        return all.normalise(candidates, base, anchor);
    }

    int position(int hypothesis) {
        return Arrays.binarySearch(candidates, hypothesis);
    }

    double marginalOf(int hypothesis) {
        int at = position(hypothesis);
        return at < 0 ? 0 : marginal[at];
    }

    /** Hypotheses of one set. */
    int[] members(int set) {
        return Arrays.stream(sets.get(set)).map(i -> candidates[i]).toArray();
    }

    boolean contains(int set, int position) {
        return Arrays.binarySearch(sets.get(set), position) >= 0;
    }

    private static final class Enumeration {
        private final double[] alone;
        private final List<Edges> links;
        private final double[] miss;
        private final int maxSize;
        private final List<int[]> sets = new ArrayList<>();
        private double[] scores = new double[64];

        Enumeration(double[] alone, List<Edges> links, double[] miss, int maxSize) {
            this.alone = alone;
            this.links = links;
            this.miss = miss;
            this.maxSize = maxSize;
        }

        void visit(int from, double score, int[] set) {
            if (sets.size() == scores.length) {
                scores = Arrays.copyOf(scores, 2 * scores.length);
            }
            scores[sets.size()] = score;
            sets.add(set);
            if (set.length == maxSize) {
                return;
            }
            for (int i = from; i < alone.length; i++) {
                Edges edges = links.get(i);
                double[] before = new double[edges.size()];
                double next = score + alone[i];
                for (int e = 0; e < before.length; e++) {
                    int f = edges.nodes()[e];
                    before[e] = miss[f];
                    miss[f] += edges.miss()[e];
                    next += Graph.logHit(miss[f]) - Graph.logHit(before[e]);
                }
                int[] larger = Arrays.copyOf(set, set.length + 1);
                larger[set.length] = i;
                visit(i + 1, next, larger);
                for (int e = 0; e < before.length; e++) {
                    miss[edges.nodes()[e]] = before[e];
                }
            }
        }

        Worlds normalise(int[] candidates, boolean base, int anchor) {
            int best = 0;
            int[] bestWith = new int[candidates.length];
            Arrays.fill(bestWith, -1);
            for (int s = 0; s < sets.size(); s++) {
                best = scores[s] > scores[best] ? s : best;
                for (int i : sets.get(s)) {
                    bestWith[i] = bestWith[i] < 0 || scores[s] > scores[bestWith[i]] ? s : bestWith[i];
                }
            }
            double total = 0;
            for (int s = 0; s < sets.size(); s++) {
                total += Math.exp(scores[s] - scores[best]);
            }
            double[] marginal = new double[candidates.length];
            boolean[] needed = new boolean[sets.size()];
            needed[best] = true;
            Arrays.stream(bestWith).filter(s -> s >= 0).forEach(s -> needed[s] = true);
            int[] moved = new int[sets.size()];
            List<int[]> kept = new ArrayList<>();
            double[] probability = new double[sets.size()];
            for (int s = 0; s < sets.size(); s++) {
                double p = Math.exp(scores[s] - scores[best]) / total;
                for (int i : sets.get(s)) {
                    marginal[i] += p;
                }
                if (needed[s] || p >= NEGLIGIBLE) {
                    moved[s] = kept.size();
                    probability[kept.size()] = p;
                    kept.add(sets.get(s));
                }
            }
            for (int i = 0; i < marginal.length; i++) {
                marginal[i] = Math.min(marginal[i], 1);
                bestWith[i] = moved[bestWith[i]];
            }
            return new Worlds(candidates, kept, Arrays.copyOf(probability, kept.size()), marginal, bestWith, moved[best],
                    base, anchor);
        }
    }
}
