package io.netdx.reason;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Which hypotheses are consequences of which (expert.md §2.5).
 *
 * @param confidence probability that the mechanism is at work: by itself, or brought about by what causes it
 * @param parent     direct cause that accounts for each hypothesis, or -1
 * @param root       where the chain of parents ends; the hypothesis itself if it has none
 */
record Roles(double[] confidence, int[] parent, int[] root) {

    static Roles of(Belief belief) {
        Graph graph = belief.graph();
        double[] confidence = belief.marginal().clone();
        int[] parent = new int[graph.size()];
        Arrays.fill(parent, -1);
        descend(graph, confidence, parent);
        adopt(belief, confidence, parent);
        int[] root = new int[graph.size()];
        Arrays.setAll(root, h -> rootOf(h, parent));
        return new Roles(confidence, parent, root);
    }

    private record Step(int hypothesis, double confidence) {
    }

    /** From the most probable downwards, so that what is in the middle of a chain passes its root's confidence on. */
    private static void descend(Graph graph, double[] confidence, int[] parent) {
        PriorityQueue<Step> queue = new PriorityQueue<>(
                Comparator.comparingDouble(Step::confidence).reversed().thenComparing(Step::hypothesis));
        for (int h = 0; h < confidence.length; h++) {
            queue.add(new Step(h, confidence[h]));
        }
        while (!queue.isEmpty()) {
            Step step = queue.remove();
            int h = step.hypothesis();
            if (step.confidence() == confidence[h]) {
                double passed = confidence[h] * graph.options().attenuation();
                for (int effect : graph.effects().get(h)) {
                    if (passed > confidence[effect]) {
                        confidence[effect] = passed;
                        parent[effect] = h;
                        queue.add(new Step(effect, passed));
                    }
                }
            }
        }
    }

    /**
     * A hypothesis that is believed by itself is a consequence all the same, if a cause of it is diagnosed or chosen. The
     * weakest adopt first: of two that cause each other the more probable one becomes the root.
     */
    private static void adopt(Belief belief, double[] confidence, int[] parent) {
        Graph graph = belief.graph();
        int[] weakestFirst = IntStream.range(0, parent.length).filter(h -> parent[h] < 0).boxed()
                .sorted(Comparator.<Integer>comparingDouble(h -> confidence[h]).thenComparing(h -> -h))
                .mapToInt(Integer::intValue).toArray();
        for (int h : weakestFirst) {
            int best = -1;
            for (int cause : graph.parents().get(h)) {
                boolean stands = confidence[cause] >= graph.options().diagnosed() || belief.chosen()[cause];
                if (stands && (best < 0 || confidence[cause] > confidence[best]) && rootOf(cause, parent) != h) {
                    best = cause;
                }
            }
            parent[h] = best;
        }
    }

    private static int rootOf(int h, int[] parent) {
        int at = h;
        while (parent[at] >= 0) {
            at = parent[at];
        }
        return at;
    }

    boolean consequence(int h) {
        return parent[h] >= 0;
    }
}
