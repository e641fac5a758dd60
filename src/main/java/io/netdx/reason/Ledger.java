package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes out a diagnosis: what speaks for it and against it, its rivals, what to do. */
final class Ledger {

    private static final double DECIBANS = 10 / Math.log(10);

    private final Belief belief;
    private final Graph graph;
    private final Roles roles;
    private final Rivals rivals;
    private final Map<Integer, List<Integer>> consequences = new HashMap<>();

    Ledger(Catalog catalog, Belief belief, Roles roles) {
        this.belief = belief;
        this.graph = belief.graph();
        this.roles = roles;
        this.rivals = new Rivals(catalog, belief, roles);
        for (int h = 0; h < graph.size(); h++) {
            if (roles.consequence(h)) {
                consequences.computeIfAbsent(roles.parent()[h], p -> new ArrayList<>()).add(h);
            }
        }
    }

    Judgement.Diagnosis diagnosis(Candidate c, int rank) {
        Cause cause = c.cause();
        Map<String, String> values = Template.values(c.hypothesis().subject(), c.hypothesis().args());
        return new Judgement.Diagnosis(rank, cause, c.hypothesis().subject(), c.role(), c.state(), c.confidence(),
                message(c, values), affected(c.index()), evidence(c.index()), rivals.of(c.index()),
                c.causedBy(),
                cause.remedies().stream().map(r -> new Judgement.Remedy(Template.fill(r.text(), values),
                        Template.command(r.command(), values), r.reversible(), r.risk(), Template.command(r.verify(), values),
                        Template.command(r.rollback(), values), Template.fill(r.danger(), values), Template.command(r.backup(), values),
                        Template.command(r.narrower(), values))).toList(),
                NextTests.of(cause, values));
    }

    /** The catalogue's sentence states what was seen; of a suspect nothing was. */
    private String message(Candidate c, Map<String, String> values) {
        return graph.unproven(c.index()) ? c.cause().title() + ": suspected from behaviour alone, what would show it was not collected"
                : Template.fill(c.cause().message(), values);
    }

    private List<ObjectRef> affected(int h) {
        TreeSet<ObjectRef> affected = new TreeSet<>();
        for (int f : graph.explains().get(h).nodes()) {
            if (graph.nodes().get(f).present()) {
                graph.nodes().get(f).members().stream().map(Finding::affected).forEach(affected::addAll);
            }
        }
        addConsequences(h, affected);
        affected.remove(graph.hypotheses().get(h).subject());
        return List.copyOf(affected);
    }

    private void addConsequences(int h, Set<ObjectRef> affected) {
        for (int effect : consequences.getOrDefault(h, List.of())) {
            affected.add(graph.hypotheses().get(effect).subject());
            addConsequences(effect, affected);
        }
    }

    /**
     * The ledger: each finding's likelihood ratio with and without the hypothesis, beside the others of the most probable set
     * that holds it. Its own chain is left out of that set: a consequence is explained away by its root, and a root by its
     * consequences, which says nothing about either.
     */
    private List<Judgement.Evidence> evidence(int h) {
        Worlds of = belief.worlds()[h];
        int set = of.bestWith()[of.position(h)];
        Set<Integer> chain = new HashSet<>();
        for (int member : belief.membersOf(of, set, h)) {
            if (member != h && roles.root()[member] == roles.root()[h]) {
                chain.add(member);
            }
        }
        List<Judgement.Evidence> lines = new ArrayList<>();
        Edges links = graph.explains().get(h);
        for (int i = 0; i < links.size(); i++) {
            int f = links.nodes()[i];
            Node node = graph.nodes().get(f);
            if (node.present()) {
                double without = belief.missIn(of, set, f, h);
                for (int member : chain) {
                    without -= graph.explains().get(member).missOf(f);
                }
                without = Math.min(without, graph.leakMiss(f));
                lines.add(line(node, Graph.logHit(without + links.miss()[i]) - Graph.logHit(without)));
            } else if (node.absent()) {
                lines.add(line(node, links.miss()[i]));
            }
        }
        Edges against = graph.opposes().get(h);
        for (int i = 0; i < against.size(); i++) {
            Node node = graph.nodes().get(against.nodes()[i]);
            if (node.present()) {
                lines.add(line(node, against.miss()[i]));
            }
        }
        lines.sort(Comparator.comparingDouble((Judgement.Evidence e) -> -Math.round(Math.abs(e.decibans()) * 10))
                .thenComparing(Judgement.Evidence::finding).thenComparing(Judgement.Evidence::subject));
        return lines;
    }

    private static Judgement.Evidence line(Node node, double nats) {
        return new Judgement.Evidence(node.id(), node.subject(), node.outcome(), nats * DECIBANS, words(node),
                node.shown().source());
    }

    static String words(Node node) {
        return node.absent() ? "not so: " + node.text() : node.text();
    }
}
