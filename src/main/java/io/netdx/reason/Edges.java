package io.netdx.reason;

import java.util.Arrays;
import java.util.SortedMap;

/**
 * Links of one hypothesis to findings.
 *
 * @param nodes finding indexes, ascending
 * @param miss  for each, ln(1-p): the logarithm of the chance that the hypothesis does not bring the finding about
 */
record Edges(int[] nodes, double[] miss) {

    static Edges of(SortedMap<Integer, Double> strengths) {
        int[] nodes = strengths.keySet().stream().mapToInt(Integer::intValue).toArray();
        double[] miss = strengths.values().stream().mapToDouble(p -> Math.log1p(-p)).toArray();
        return new Edges(nodes, miss);
    }

    int size() {
        return nodes.length;
    }

    /** ln(1-p) for a finding, 0 where there is no link. */
    double missOf(int node) {
        int at = Arrays.binarySearch(nodes, node);
        return at < 0 ? 0 : miss[at];
    }

    boolean has(int node) {
        return Arrays.binarySearch(nodes, node) >= 0;
    }
}
