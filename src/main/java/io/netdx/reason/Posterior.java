package io.netdx.reason;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Probabilities of the hypotheses of one connected component, from the scores of all sets of up to three of them
 * (expert.md §2.2, §2.6). A component too large to enumerate is enumerated over its most promising members; the others are
 * judged one by one beside the best set found.
 *
 * @param members  hypotheses, ascending
 * @param marginal P(h) of each member
 * @param best     most probable set, ascending
 */
record Posterior(int[] members, double[] marginal, int[] best) {

    static Posterior of(Graph graph, int[] members, int[] findings) {
        int[] candidates = members.length <= graph.options().exactUpTo() ? members : promising(graph, members, findings);
        Sets sets = new Sets(graph, candidates, findings);
        double[] marginal = new double[members.length];
        int[] best = sets.enumerate();
        for (int i = 0; i < members.length; i++) {
            int at = Arrays.binarySearch(candidates, members[i]);
            marginal[i] = at >= 0 ? sets.marginal(at) : beside(graph, best, members[i], findings);
        }
        return new Posterior(members, marginal, best);
    }

    private static int[] promising(Graph graph, int[] members, int[] findings) {
        List<Integer> sorted = Arrays.stream(members).boxed().sorted(Comparator
                .<Integer>comparingDouble(h -> -score(graph, new int[] {h}, findings)).thenComparing(h -> h)).toList();
        return sorted.subList(0, graph.options().exactUpTo()).stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static double beside(Graph graph, int[] best, int h, int[] findings) {
        int[] with = Arrays.copyOf(best, best.length + 1);
        with[best.length] = h;
        return sigmoid(score(graph, with, findings) - score(graph, best, findings));
    }

    static double sigmoid(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /** S(D) of expert.md §2.2, over the present findings of the component. */
    static double score(Graph graph, int[] set, int[] findings) {
        double sum = 0;
        for (int h : set) {
            sum += graph.alone(h);
        }
        for (int f : findings) {
            sum += Graph.logHit(miss(graph, set, f));
        }
        return sum;
    }

    static double miss(Graph graph, int[] set, int f) {
        double miss = graph.leakMiss(f);
        for (int h : set) {
            miss += graph.explains().get(h).missOf(f);
        }
        return miss;
    }

    /** All sets of up to three candidates, accumulated relative to the best score seen so far. */
    private static final class Sets {
        private final Graph graph;
        private final int[] candidates;
        private final int[] findings;
        private final double[] mass;
        private double total;
        private double scale = Double.NEGATIVE_INFINITY;
        private int[] best = new int[0];

        Sets(Graph graph, int[] candidates, int[] findings) {
            this.graph = graph;
            this.candidates = candidates;
            this.findings = findings;
            this.mass = new double[candidates.length];
        }

        int[] enumerate() {
            extend(new int[0], 0);
            return Arrays.stream(best).map(i -> candidates[i]).toArray();
        }

        private void extend(int[] set, int from) {
            add(set, score(graph, Arrays.stream(set).map(i -> candidates[i]).toArray(), findings));
            if (set.length < graph.options().maxFaults()) {
                for (int i = from; i < candidates.length; i++) {
                    int[] larger = Arrays.copyOf(set, set.length + 1);
                    larger[set.length] = i;
                    extend(larger, i + 1);
                }
            }
        }

        private void add(int[] set, double score) {
            if (score > scale) {
                double shrink = Math.exp(scale - score);
                for (int i = 0; i < mass.length; i++) {
                    mass[i] *= shrink;
                }
                total *= shrink;
                scale = score;
                best = set;
            }
            double weight = Math.exp(score - scale);
            total += weight;
            for (int i : set) {
                mass[i] += weight;
            }
        }

        double marginal(int candidate) {
            return mass[candidate] / total;
        }
    }
}
