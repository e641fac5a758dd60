package io.netdx.reason;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Probabilities in a component that is too large, or holds too many faults, for listing all sets. Around the greedily chosen
 * set, the place of one member after the other is opened: it and the hypotheses that could explain its findings instead
 * compete in all sets of up to two, the other members held fixed. A hypothesis that competes for no place stands alone
 * against the chosen set. Findings outside the place are counted to first order. Near-linear in the links.
 */
final class Neighbourhood {

    /** Competitors for one place, and of one finding; with two faults a place these are 232 sets. */
    private static final int COMPETITORS = 20;
    private static final int FAULTS = 2;
    private static final int ROUNDS = 3;

    private final Graph graph;
    private final Cover cover;
    private final int[] members;
    private final double[] gain;
    private final Map<Integer, int[]> leaders = new HashMap<>();

    private Neighbourhood(Graph graph, Cover cover, int[] members, double[] gain) {
        this.graph = graph;
        this.cover = cover;
        this.members = members;
        this.gain = gain;
    }

    /** Improves the chosen set place by place, then fills in the worlds that decide each member's probability. */
    static void solve(Graph graph, Cover cover, int[] members, Worlds[] worlds) {
        Neighbourhood neighbourhood = new Neighbourhood(graph, cover, members, new double[graph.size()]);
        neighbourhood.findLeaders();
        int round = 0;
        while (round < ROUNDS && neighbourhood.improve()) {
            round++;
        }
        neighbourhood.updateGains();
        for (int h : members) {
            if (cover.chosen[h]) {
                Worlds place = neighbourhood.place(h);
                for (int candidate : place.candidates()) {
                    boolean own = candidate == h;
                    boolean better = !cover.chosen[candidate] && (worlds[candidate] == null
                            || place.marginalOf(candidate) > worlds[candidate].marginalOf(candidate));
                    if (own || better) {
                        worlds[candidate] = place;
                    }
                }
            }
        }
        for (int h : members) {
            if (worlds[h] == null) {
                worlds[h] = Worlds.enumerate(new int[] {h}, new double[] {neighbourhood.gain[h]},
                        List.of(new Edges(new int[0], new double[0])), new double[0], 1, true, -1);
            }
        }
    }

    /** For each finding, the hypotheses that gain most by themselves; chosen once, before anything is chosen but leaks. */
    private void findLeaders() {
        Cover nothing = new Cover(graph);
        double[] single = new double[graph.size()];
        SortedSet<Integer> findings = new TreeSet<>();
        for (int h : members) {
            single[h] = nothing.gain(h);
            for (int f : graph.explains().get(h).nodes()) {
                if (graph.nodes().get(f).present()) {
                    findings.add(f);
                }
            }
        }
        for (int f : findings) {
            leaders.put(f, Arrays.stream(graph.explainedBy().get(f)).boxed()
                    .sorted(Comparator.<Integer>comparingDouble(h -> -single[h]).thenComparing(h -> h))
                    .limit(COMPETITORS).mapToInt(Integer::intValue).toArray());
        }
    }

    private void updateGains() {
        for (int h : members) {
            gain[h] = cover.chosen[h] ? 0 : cover.gain(h);
        }
    }

    private boolean improve() {
        updateGains();
        boolean changed = false;
        boolean[] touched = new boolean[graph.nodes().size()];
        for (int h : members) {
            if (cover.chosen[h] && untouched(h, touched)) {
                Worlds place = place(h);
                int[] best = place.members(place.best());
                if (!Arrays.equals(best, new int[] {h}) && Arrays.stream(best).allMatch(b -> untouched(b, touched))) {
                    cover.remove(h);
                    touch(h, touched);
                    for (int b : best) {
                        cover.add(b);
                        touch(b, touched);
                    }
                    changed = true;
                }
            }
        }
        return changed;
    }

    private boolean untouched(int h, boolean[] touched) {
        return Arrays.stream(graph.explains().get(h).nodes()).noneMatch(f -> touched[f]);
    }

    private void touch(int h, boolean[] touched) {
        for (int f : graph.explains().get(h).nodes()) {
            touched[f] = true;
        }
    }

    /** The competition for the place of a chosen hypothesis. */
    private Worlds place(int anchor) {
        Edges own = graph.explains().get(anchor);
        Map<Integer, Integer> local = new HashMap<>();
        List<Double> miss = new ArrayList<>();
        SortedSet<Integer> rivals = new TreeSet<>();
        for (int e = 0; e < own.size(); e++) {
            int f = own.nodes()[e];
            if (graph.nodes().get(f).present()) {
                local.put(f, miss.size());
                miss.add(Math.min(cover.miss[f] - own.miss()[e], graph.leakMiss(f)));
                for (int rival : leaders.get(f)) {
                    if (!cover.chosen[rival]) {
                        rivals.add(rival);
                    }
                }
            }
        }
        double[] base = miss.stream().mapToDouble(Double::doubleValue).toArray();
        Map<Integer, Double> instead = new HashMap<>();
        rivals.forEach(rival -> instead.put(rival, inPlace(rival, local, base)));
        int[] candidates = rivals.stream()
                .sorted(Comparator.<Integer>comparingDouble(r -> -instead.get(r)).thenComparing(r -> r)).limit(COMPETITORS)
                .collect(() -> new TreeSet<>(List.of(anchor)), TreeSet::add, TreeSet::addAll)
                .stream().mapToInt(Integer::intValue).toArray();
        double[] alone = new double[candidates.length];
        List<Edges> links = new ArrayList<>();
        for (int i = 0; i < candidates.length; i++) {
            int h = candidates[i];
            links.add(within(h, local));
            alone[i] = h == anchor ? graph.alone(h) : gain[h] - overlap(h, local);
        }
        return Worlds.enumerate(candidates, alone, links, base, FAULTS, true, anchor);
    }

    private double inPlace(int h, Map<Integer, Integer> local, double[] base) {
        double sum = gain[h] - overlap(h, local);
        Edges edges = within(h, local);
        for (int e = 0; e < edges.size(); e++) {
            double miss = base[edges.nodes()[e]];
            sum += Graph.logHit(miss + edges.miss()[e]) - Graph.logHit(miss);
        }
        return sum;
    }

    /** The part of a gain that comes from the findings of the place, while the place is taken. */
    private double overlap(int h, Map<Integer, Integer> local) {
        double sum = 0;
        Edges edges = graph.explains().get(h);
        for (int e = 0; e < edges.size(); e++) {
            int f = edges.nodes()[e];
            if (local.containsKey(f)) {
                sum += Graph.logHit(cover.miss[f] + edges.miss()[e]) - Graph.logHit(cover.miss[f]);
            }
        }
        return sum;
    }

    private Edges within(int h, Map<Integer, Integer> local) {
        Edges edges = graph.explains().get(h);
        int[] nodes = new int[edges.size()];
        double[] miss = new double[edges.size()];
        int size = 0;
        for (int e = 0; e < edges.size(); e++) {
            Integer at = local.get(edges.nodes()[e]);
            if (at != null) {
                nodes[size] = at;
                miss[size++] = edges.miss()[e];
            }
        }
        return new Edges(Arrays.copyOf(nodes, size), Arrays.copyOf(miss, size));
    }
}
