package io.netdx.reason;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is believed of each hypothesis, before roles.
 *
 * @param components  hypotheses that compete with each other, ascending
 * @param componentOf component of each hypothesis
 * @param worlds      the sets that decide the probability of each hypothesis
 * @param marginal    P(h|E)
 * @param chosen      the most probable set D*, over all components
 * @param miss        ln(1-q) of each finding under D*
 * @param active      true where a present symptom names the hypothesis, or an effect of it
 */
record Belief(Graph graph, List<int[]> components, int[] componentOf, Worlds[] worlds, double[] marginal, boolean[] chosen,
              double[] miss, boolean[] active) {

    static Belief of(Graph graph) {
        List<int[]> components = Component.partition(graph);
        int[] componentOf = new int[graph.size()];
        Worlds[] worlds = new Worlds[graph.size()];
        Cover cover = new Cover(graph);
        for (int c = 0; c < components.size(); c++) {
            int[] members = components.get(c);
            for (int h : members) {
                componentOf[h] = c;
            }
            int faults = cover.grow(members);
            // three faults cannot stand for more: where more are plainly there, hold the others fixed (expert.md §2.6)
            if (members.length <= graph.options().exactUpTo() && faults <= graph.options().maxFaults()) {
                Worlds all = Component.exact(graph, members);
                for (int h : members) {
                    worlds[h] = all;
                    if (cover.chosen[h]) {
                        cover.remove(h);
                    }
                }
                for (int h : all.members(all.best())) {
                    cover.add(h);
                }
            } else {
                Neighbourhood.solve(graph, cover, members, worlds);
            }
        }
        double[] marginal = new double[graph.size()];
        Arrays.setAll(marginal, h -> graph.unproven(h) ? Math.min(worlds[h].marginalOf(h), graph.options().unproven()) : worlds[h].marginalOf(h));
        boolean[] active = new boolean[graph.size()];
        for (int h = 0; h < active.length; h++) {
            active[h] = graph.active(h);
        }
        return new Belief(graph, components, componentOf, worlds, marginal, cover.chosen, cover.miss, active);
    }

    /** Probability of a finding under the chosen set. */
    double explained(int f) {
        return -Math.expm1(miss[f]);
    }

    /**
     * ln(1-q) of a finding under one set of the worlds of some hypothesis, leaving out one hypothesis.
     *
     * @param without hypothesis to leave out, or -1
     */
    double missIn(Worlds of, int set, int f, int without) {
        double sum = graph.leakMiss(f);
        if (of.base()) {
            sum = miss[f];
            if (of.anchor() >= 0) {
                sum -= graph.explains().get(of.anchor()).missOf(f);
            }
            if (without >= 0 && without != of.anchor() && chosen[without]) {
                sum -= graph.explains().get(without).missOf(f);
            }
        }
        for (int position : of.sets().get(set)) {
            int member = of.candidates()[position];
            if (member != without) {
                sum += graph.explains().get(member).missOf(f);
            }
        }
        return Math.min(sum, graph.leakMiss(f));
    }

    /** Members of one set that share a finding with a hypothesis, itself included. */
    Set<Integer> membersOf(Worlds of, int set, int hypothesis) {
        Set<Integer> members = new TreeSet<>();
        for (int member : of.members(set)) {
            members.add(member);
        }
        if (of.base()) {
            for (int f : graph.explains().get(hypothesis).nodes()) {
                Arrays.stream(graph.explainedBy().get(f)).filter(h -> chosen[h] && h != of.anchor()).forEach(members::add);
            }
        }
        return members;
    }

    /**
     * How the probability of a hypothesis would change with an outcome of a finding that is unknown so far. The sets are
     * reweighted, not scored again.
     */
    double given(int hypothesis, int f, boolean present) {
        Worlds of = worlds[hypothesis];
        int position = of.position(hypothesis);
        double with = 0;
        double total = 0;
        for (int s = 0; s < of.sets().size(); s++) {
            double miss = missIn(of, s, f, -1);
            double against = 0;
            for (int p : of.sets().get(s)) {
                against += graph.opposes().get(of.candidates()[p]).missOf(f);
            }
            boolean explained = graph.explainedBy().get(f).length > 0;
            double evidence = !explained ? 1 : present ? -Math.expm1(miss) : Math.exp(miss);
            double weight = of.probability()[s] * evidence * (present ? Math.exp(against) : 1);
            total += weight;
            with += of.contains(s, position) ? weight : 0;
        }
        return total > 0 ? with / total : marginal[hypothesis];
    }
}
