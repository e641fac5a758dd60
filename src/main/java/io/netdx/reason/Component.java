package io.netdx.reason;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hypotheses that compete for present findings, directly or through others (INTERNIST's partitioning). Absent findings and
 * findings against a hypothesis do not join: their part of the score is a sum over the members of a set.
 */
final class Component {

    private Component() {
    }

    /** The partition: hypotheses of each component, ascending; components by their first hypothesis. */
    static List<int[]> partition(Graph graph) {
        int[] parent = new int[graph.size()];
        Arrays.setAll(parent, i -> i);
        for (int f = 0; f < graph.nodes().size(); f++) {
            int[] joined = graph.explainedBy().get(f);
            if (graph.nodes().get(f).present()) {
                for (int h : joined) {
                    int a = root(parent, joined[0]);
                    int b = root(parent, h);
                    parent[Math.max(a, b)] = Math.min(a, b);
                }
            }
        }
        Map<Integer, List<Integer>> members = new HashMap<>();
        List<List<Integer>> ordered = new ArrayList<>();
        for (int h = 0; h < parent.length; h++) {
            members.computeIfAbsent(root(parent, h), r -> {
                ordered.add(new ArrayList<>());
                return ordered.get(ordered.size() - 1);
            }).add(h);
        }
        return ordered.stream().map(list -> list.stream().mapToInt(Integer::intValue).toArray()).toList();
    }

    private static int root(int[] parent, int h) {
        int at = h;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** All sets of a small component. */
    static Worlds exact(Graph graph, int[] members) {
        Map<Integer, Integer> local = new HashMap<>();
        List<Double> miss = new ArrayList<>();
        double[] alone = new double[members.length];
        List<Edges> links = new ArrayList<>();
        for (int i = 0; i < members.length; i++) {
            alone[i] = graph.alone(members[i]);
            Edges edges = graph.explains().get(members[i]);
            int[] nodes = new int[edges.size()];
            double[] misses = new double[edges.size()];
            int size = 0;
            for (int e = 0; e < edges.size(); e++) {
                int f = edges.nodes()[e];
                if (graph.nodes().get(f).present()) {
                    nodes[size] = local.computeIfAbsent(f, g -> {
                        miss.add(graph.leakMiss(g));
                        return miss.size() - 1;
                    });
                    misses[size++] = edges.miss()[e];
                }
            }
            links.add(new Edges(Arrays.copyOf(nodes, size), Arrays.copyOf(misses, size)));
        }
        return Worlds.enumerate(members, alone, links, miss.stream().mapToDouble(Double::doubleValue).toArray(),
                graph.options().maxFaults(), false, -1);
    }
}
