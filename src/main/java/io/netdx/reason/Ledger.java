package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes out a diagnosis: what speaks for it and against it, its rivals, what to do. */
final class Ledger {

    private static final int MAX_RIVALS = 5;
    private static final double DECIBANS = 10 / Math.log(10);

    private final Catalog catalog;
    private final Graph graph;
    private final double[] belief;
    private final List<Posterior> posteriors;
    private final int[] component;

    Ledger(Catalog catalog, Graph graph, double[] belief, List<Posterior> posteriors, int[] component) {
        this.catalog = catalog;
        this.graph = graph;
        this.belief = belief;
        this.posteriors = posteriors;
        this.component = component;
    }

    Judgement.Diagnosis diagnosis(Candidate c, int rank) {
        Cause cause = c.cause();
        Map<String, String> values = Template.values(c.hypothesis().subject(), c.hypothesis().args());
        return new Judgement.Diagnosis(rank, cause, c.hypothesis().subject(), c.role(), c.state(), c.confidence(),
                Template.fill(cause.message(), values), affected(c), evidence(c.index()), rivals(c), c.causedBy(),
                cause.remedies().stream().map(r -> new Judgement.Remedy(Template.fill(r.text(), values),
                        Template.command(r.command(), values), r.reversible(), r.risk(), Template.command(r.verify(), values),
                        Template.command(r.rollback(), values))).toList(),
                NextTests.of(cause, values));
    }

    private List<ObjectRef> affected(Candidate c) {
        TreeSet<ObjectRef> affected = new TreeSet<>();
        for (int f : graph.explains().get(c.index()).nodes()) {
            if (graph.nodes().get(f).present()) {
                graph.nodes().get(f).members().stream().map(Finding::affected).forEach(affected::addAll);
            }
        }
        for (int effect : graph.effects().get(c.index())) {
            affected.add(graph.hypotheses().get(effect).subject());
        }
        affected.remove(c.hypothesis().subject());
        return List.copyOf(affected);
    }

    private List<Judgement.Evidence> evidence(int h) {
        int[] others = Arrays.stream(posteriors.get(component[h]).best()).filter(other -> other != h && !related(h, other)).toArray();
        int[] with = Arrays.copyOf(others, others.length + 1);
        with[others.length] = h;
        List<Judgement.Evidence> lines = new ArrayList<>();
        Edges links = graph.explains().get(h);
        for (int i = 0; i < links.size(); i++) {
            Node node = graph.nodes().get(links.nodes()[i]);
            double db;
            if (node.present()) {
                db = Graph.logHit(Posterior.miss(graph, with, links.nodes()[i]))
                        - Graph.logHit(Posterior.miss(graph, others, links.nodes()[i]));
            } else if (node.absent()) {
                db = links.miss()[i];
            } else {
                continue;
            }
            lines.add(line(node, db * DECIBANS));
        }
        Edges against = graph.opposes().get(h);
        for (int i = 0; i < against.size(); i++) {
            Node node = graph.nodes().get(against.nodes()[i]);
            if (node.present()) {
                lines.add(line(node, against.miss()[i] * DECIBANS));
            }
        }
        lines.sort(Comparator.comparingDouble((Judgement.Evidence e) -> -Math.round(Math.abs(e.decibans()) * 10))
                .thenComparing(Judgement.Evidence::finding).thenComparing(Judgement.Evidence::subject));
        return lines;
    }

    /** A cause and its consequence are not rivals for a finding: both hold. */
    private boolean related(int h, int other) {
        return Arrays.stream(graph.parents().get(h)).anyMatch(p -> p == other)
                || Arrays.stream(graph.effects().get(h)).anyMatch(e -> e == other);
    }

    private static Judgement.Evidence line(Node node, double decibans) {
        String text = node.absent() ? "not so: " + node.text() : node.text();
        return new Judgement.Evidence(node.id(), node.subject(), node.outcome(), decibans, text, node.shown().source());
    }

    private List<Judgement.Rival> rivals(Candidate c) {
        List<Judgement.Rival> rivals = new ArrayList<>();
        int[] members = posteriors.get(component[c.index()]).members();
        Arrays.stream(members).filter(h -> h != c.index() && !related(c.index(), h) && belief[h] < graph.options().diagnosed()
                        && !graph.hypotheses().get(h).cause().equals(c.cause().id())).boxed()
                .sorted(Comparator.<Integer>comparingDouble(h -> -belief[h]).thenComparing(h -> h)).limit(MAX_RIVALS)
                .forEach(h -> rivals.add(new Judgement.Rival(graph.hypotheses().get(h).cause(), graph.hypotheses().get(h).subject(),
                        belief[h], discriminator(c.cause(), graph.hypotheses().get(h).cause()))));
        for (Cause.Rival declared : c.cause().rivals()) {
            boolean listed = rivals.stream().anyMatch(r -> r.cause().equals(declared.id()));
            if (!listed && rivals.size() < MAX_RIVALS && Arrays.stream(members).noneMatch(h -> belief[h] >= graph.options().diagnosed()
                    && graph.hypotheses().get(h).cause().equals(declared.id())) && catalog.cause(declared.id()).isPresent()) {
                rivals.add(new Judgement.Rival(declared.id(), ObjectRef.CLUSTER, 0, declared.discriminatedBy()));
            }
        }
        return rivals;
    }

    private String discriminator(Cause cause, String rival) {
        return cause.rivals().stream().filter(r -> r.id().equals(rival)).map(Cause.Rival::discriminatedBy).findFirst()
                .or(() -> catalog.cause(rival).stream().flatMap(r -> r.tests().stream()).map(t -> t.confirms()).findFirst())
                .map(text -> Template.fill(text, Map.of())).orElse("");
    }
}
