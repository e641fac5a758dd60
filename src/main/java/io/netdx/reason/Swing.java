package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Outcome;
import io.netdx.finding.Unknown;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How far what was not looked at could move the verdict (expert.md §2.3). */
final class Swing {

    /** Most that a cause counts for which nothing is left to explain: it could come out as a standing risk only. */
    private static final double IDLE = 0.05;

    private final Catalog catalog;
    private final Belief belief;
    private final Graph graph;
    private final Set<String> open = new HashSet<>();
    private final Map<Key, Integer> hypotheses = new HashMap<>();
    private final int[] leader;

    Swing(Catalog catalog, Belief belief, List<Judgement.Unexplained> unexplained) {
        this.catalog = catalog;
        this.belief = belief;
        this.graph = belief.graph();
        unexplained.forEach(u -> open.add(u.finding()));
        for (int h = 0; h < graph.size(); h++) {
            hypotheses.put(new Key(graph.hypotheses().get(h).cause(), graph.hypotheses().get(h).subject()), h);
        }
        leader = new int[belief.components().size()];
        for (int c = 0; c < leader.length; c++) {
            leader[c] = leading(belief.components().get(c));
        }
    }

    List<Judgement.NotEvaluated> of(List<Unknown> unknowns) {
        return unknowns.stream().distinct().map(u -> new Judgement.NotEvaluated(u.finding(), u.cause(), u.subject(), u.reason(),
                        u.needs(), Math.round(swing(u) * 1000) / 1000.0))
                .sorted(Comparator.comparingDouble((Judgement.NotEvaluated n) -> -n.swing())
                        .thenComparing(Judgement.NotEvaluated::cause).thenComparing(Judgement.NotEvaluated::finding)
                        .thenComparing(Judgement.NotEvaluated::subject).thenComparing(Judgement.NotEvaluated::reason)
                        .thenComparing(Judgement.NotEvaluated::needs)).toList();
    }

    private int leading(int[] members) {
        int best = members[0];
        for (int h : members) {
            boolean rather = graph.active(h) && !graph.active(best);
            boolean likewise = graph.active(h) == graph.active(best);
            best = rather || likewise && belief.marginal()[h] > belief.marginal()[best] ? h : best;
        }
        return best;
    }

    private double swing(Unknown unknown) {
        Integer node = graph.index().get(new Key(unknown.finding(), unknown.subject()));
        double widest = -1;
        for (int h : concerned(unknown, node)) {
            widest = Math.max(widest, swing(h, node));
        }
        return widest >= 0 ? widest : catalog.cause(unknown.cause()).map(this::ifPresent).orElse(0.0);
    }

    private int[] concerned(Unknown unknown, Integer node) {
        if (node == null || unknown.subject().equals(ObjectRef.CLUSTER)
                && !hypotheses.containsKey(new Key(unknown.cause(), unknown.subject()))) {
            return new int[0];
        }
        Integer own = hypotheses.get(new Key(unknown.cause(), unknown.subject()));
        if (own != null) {
            return new int[] {own};
        }
        return Arrays.stream(graph.explainedBy().get(node))
                .filter(h -> graph.hypotheses().get(h).cause().equals(unknown.cause())).toArray();
    }

    /** For a hypothesis: how far its own probability, or that of the leading one it competes with, could go. */
    private double swing(int h, int node) {
        Node finding = graph.nodes().get(node);
        if (finding.outcome() != Outcome.UNKNOWN || !graph.active(h) && !finding.type().symptom()) {
            return 0;
        }
        int top = leader[belief.componentOf()[h]];
        return Math.max(swingOf(h, node), swingOf(top, node));
    }

    private double swingOf(int h, int node) {
        double now = belief.marginal()[h];
        return Math.max(Math.abs(belief.given(h, node, true) - now), Math.abs(belief.given(h, node, false) - now));
    }

    /**
     * For a cause that no rule could raise: the probability that it would reach if what it expects were there, and it
     * explained what is unexplained.
     */
    private double ifPresent(Cause cause) {
        double odds = GraphBuilder.logit(cause.prior());
        boolean explains = false;
        for (Cause.Evidence e : cause.evidence()) {
            FindingType type = catalog.finding(e.finding()).orElse(null);
            boolean left = type != null && type.symptom() && open.contains(e.finding());
            explains |= left;
            if (left || type != null && e.expected() && !type.symptom()) {
                double leak = GraphBuilder.leak(type, graph.options());
                double p = GraphBuilder.strength(type, e.strength(), graph.options());
                odds += Math.log((1 - (1 - leak) * (1 - p)) / leak);
            }
        }
        return explains ? Graph.sigmoid(odds) : Math.min(cause.prior(), IDLE);
    }
}
