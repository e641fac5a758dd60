package io.netdx.reason;

import io.netdx.finding.Finding;
import io.netdx.finding.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts findings of one origin once: those of the same group and outcome that bear on the same hypotheses become one, the
 * strongest (expert.md §2.2, {@code evidenceGroup}). A symptom or behavioural finding without a group is its own group:
 * 400 pods that suffer from one policy are not 400 independent observations of it.
 *
 * @param newIndex where each node of the input went
 */
record Merging(List<Node> nodes, List<SortedMap<Integer, Double>> explains, List<SortedMap<Integer, Double>> opposes,
               int[] newIndex) {

    static Merging of(List<Node> nodes, List<SortedMap<Integer, Double>> explains, List<SortedMap<Integer, Double>> opposes) {
        List<List<Integer>> explainedBy = reverse(explains, nodes.size());
        List<List<Integer>> opposing = reverse(opposes, nodes.size());
        double[] ratio = new double[nodes.size()];
        explains.forEach(edges -> edges.forEach((f, p) -> ratio[f] = Math.max(ratio[f], likelihoodRatio(nodes.get(f), p))));
        opposes.forEach(edges -> edges.forEach((f, p) -> ratio[f] = Math.max(ratio[f], -Math.log1p(-p))));

        Map<Object, List<Integer>> origins = new LinkedHashMap<>();
        for (int f = 0; f < nodes.size(); f++) {
            String group = group(nodes.get(f));
            boolean linked = !explainedBy.get(f).isEmpty() || !opposing.get(f).isEmpty();
            boolean counts = nodes.get(f).outcome() != Outcome.UNKNOWN;
            Object origin = linked && counts && !group.isEmpty()
                    ? List.of(group, nodes.get(f).outcome(), explainedBy.get(f), opposing.get(f)) : f;
            origins.computeIfAbsent(origin, o -> new ArrayList<>()).add(f);
        }

        int[] newIndex = new int[nodes.size()];
        int[] keptAs = new int[nodes.size()];
        Arrays.fill(keptAs, -1);
        List<Node> merged = new ArrayList<>();
        for (List<Integer> same : origins.values()) {
            List<Integer> strongestFirst = same.stream()
                    .sorted(Comparator.<Integer>comparingDouble(f -> -ratio[f]).thenComparing(f -> f)).toList();
            keptAs[strongestFirst.get(0)] = merged.size();
            same.forEach(f -> newIndex[f] = merged.size());
            Node shown = nodes.get(strongestFirst.get(0));
            List<Finding> members = strongestFirst.stream().flatMap(f -> nodes.get(f).members().stream()).toList();
            merged.add(new Node(shown.type(), shown.outcome(), shown.leak(), members));
        }
        return new Merging(merged, keep(explains, keptAs), keep(opposes, keptAs), newIndex);
    }

    private static String group(Node node) {
        String group = node.type().group();
        return group.isEmpty() && !node.type().kind().equals("logical") ? node.id() : group;
    }

    private static double likelihoodRatio(Node node, double p) {
        return node.absent() ? -Math.log1p(-p) : Math.log((1 - (1 - node.leak()) * (1 - p)) / node.leak());
    }

    private static List<List<Integer>> reverse(List<SortedMap<Integer, Double>> edges, int size) {
        List<List<Integer>> reversed = new ArrayList<>();
        for (int f = 0; f < size; f++) {
            reversed.add(new ArrayList<>());
        }
        for (int h = 0; h < edges.size(); h++) {
            for (int f : edges.get(h).keySet()) {
                reversed.get(f).add(h);
            }
        }
        return reversed;
    }

    private static List<SortedMap<Integer, Double>> keep(List<SortedMap<Integer, Double>> edges, int[] keptAs) {
        List<SortedMap<Integer, Double>> kept = new ArrayList<>();
        for (SortedMap<Integer, Double> of : edges) {
            SortedMap<Integer, Double> some = new TreeMap<>();
            of.forEach((f, p) -> {
                if (keptAs[f] >= 0) {
                    some.put(keptAs[f], p);
                }
            });
            kept.add(some);
        }
        return kept;
    }
}
