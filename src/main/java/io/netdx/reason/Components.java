package io.netdx.reason;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Splits the graph into parts that share no present finding: they are judged independently (INTERNIST's partitioning). */
final class Components {

    private final int[] root;

    private Components(int size) {
        root = new int[size];
        Arrays.setAll(root, i -> i);
    }

    static List<Posterior> judge(Graph graph) {
        Components components = new Components(graph.size());
        List<int[]> explainedBy = graph.explainedBy();
        for (int f = 0; f < explainedBy.size(); f++) {
            int[] hypotheses = explainedBy.get(f);
            for (int i = 1; graph.nodes().get(f).present() && i < hypotheses.length; i++) {
                components.join(hypotheses[0], hypotheses[i]);
            }
        }
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int h = 0; h < graph.size(); h++) {
            members.computeIfAbsent(components.find(h), k -> new ArrayList<>()).add(h);
        }
        List<Posterior> posteriors = new ArrayList<>();
        members.values().forEach(hs -> {
            int[] hypotheses = hs.stream().mapToInt(Integer::intValue).toArray();
            posteriors.add(Posterior.of(graph, hypotheses, findings(graph, hypotheses)));
        });
        return posteriors;
    }

    static int[] findings(Graph graph, int[] hypotheses) {
        return Arrays.stream(hypotheses).flatMap(h -> Arrays.stream(graph.explains().get(h).nodes()))
                .filter(f -> graph.nodes().get(f).present()).sorted().distinct().toArray();
    }

    private int find(int i) {
        int at = i;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }

    private void join(int a, int b) {
        int first = find(a);
        int second = find(b);
        root[Math.max(first, second)] = Math.min(first, second);
    }
}
