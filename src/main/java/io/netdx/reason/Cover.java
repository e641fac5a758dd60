package io.netdx.reason;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The chosen set of a component, built greedily. A hypothesis' gain only shrinks when others join (ln q is submodular, the
 * rest of the score is a sum), so stale gains are upper bounds and only the head of the queue is ever recomputed; what
 * explains nothing still unexplained never gets there. Near-linear in the links.
 */
final class Cover {

    private final Graph graph;
    final boolean[] chosen;
    /** ln(1-q) of each finding under the chosen set. */
    final double[] miss;

    Cover(Graph graph) {
        this.graph = graph;
        chosen = new boolean[graph.size()];
        miss = new double[graph.nodes().size()];
        for (int f = 0; f < miss.length; f++) {
            miss[f] = graph.leakMiss(f);
        }
    }

    private record Offer(int hypothesis, double gain, int round) {
    }

    /** Chooses; returns how many. */
    int grow(int[] members) {
        PriorityQueue<Offer> queue = new PriorityQueue<>(
                Comparator.comparingDouble(Offer::gain).reversed().thenComparing(Offer::hypothesis));
        for (int h : members) {
            queue.add(new Offer(h, gain(h), 0));
        }
        int round = 0;
        while (!queue.isEmpty() && queue.peek().gain() > 0) {
            Offer offer = queue.remove();
            if (offer.round() == round) {
                add(offer.hypothesis());
                round++;
            } else {
                queue.add(new Offer(offer.hypothesis(), gain(offer.hypothesis()), round));
            }
        }
        int size = round;
        for (int h : members) {
            if (chosen[h]) {
                remove(h);
                if (gain(h) > 0) {
                    add(h);
                } else {
                    size--;
                }
            }
        }
        return size;
    }

    /** What a hypothesis outside the chosen set would add to its score. */
    double gain(int h) {
        double gain = graph.alone(h);
        Edges edges = graph.explains().get(h);
        for (int e = 0; e < edges.size(); e++) {
            int f = edges.nodes()[e];
            if (graph.nodes().get(f).present()) {
                gain += Graph.logHit(miss[f] + edges.miss()[e]) - Graph.logHit(miss[f]);
            }
        }
        return gain;
    }

    void add(int h) {
        move(h, 1);
        chosen[h] = true;
    }

    void remove(int h) {
        move(h, -1);
        chosen[h] = false;
    }

    private void move(int h, int sign) {
        Edges edges = graph.explains().get(h);
        for (int e = 0; e < edges.size(); e++) {
            int f = edges.nodes()[e];
            // a sum that was taken back may end a rounding error above what the leak alone gives
            miss[f] = Math.min(miss[f] + sign * edges.miss()[e], graph.leakMiss(f));
        }
    }
}
