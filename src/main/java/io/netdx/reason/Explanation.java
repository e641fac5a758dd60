package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Inference;
import io.netdx.finding.Outcome;
import io.netdx.reason.Judgement.CauseOn;
import io.netdx.reason.Judgement.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Answers to "why", "why not" and "what would change your mind" (expert.md §2.10), from the numbers that decided. */
public final class Explanation {

    private static final double DECIBANS = 10 / Math.log(10);
    /** Findings that are tried for a change of mind, the weightiest. */
    private static final int MOST_FLIPS = 30;
    /** Hypotheses up to which pairs of flips are tried; a pair costs one pass over the whole graph. */
    private static final int PAIRS_UP_TO = 1000;

    private final Catalog catalog;
    private final Graph graph;
    private final Belief belief;
    private final Roles roles;

    private Explanation(Catalog catalog, Graph graph) {
        this.catalog = catalog;
        this.graph = graph;
        this.belief = Belief.of(graph);
        this.roles = Roles.of(belief);
    }

    public static Explanation of(Inference inference, Catalog catalog) {
        return new Explanation(catalog, GraphBuilder.build(inference, catalog, Options.standard()));
    }

    /**
     * One hypothesis against another, each taken alone.
     *
     * @param prior decibans that base rates give the first
     * @param lines what each finding gives it (or, negative, the other), weightiest first
     */
    public record Comparison(CauseOn first, CauseOn second, double prior, List<Evidence> lines) {
    }

    /**
     * Why a cause is not the diagnosis.
     *
     * @param confidence of its best instance, 0 if no rule raised it
     * @param costs      what counts against it beside the leading hypothesis, weightiest first; empty if not raised
     * @param needs      what it would still have to show
     */
    public record WhyNot(String cause, double confidence, List<Evidence> costs, List<Need> needs) {
    }

    /** A finding that is expected and not there; {@code outcome} says whether it was looked for. */
    public record Need(String finding, Outcome outcome, String text) {
    }

    /** A finding that would have to come out otherwise. */
    public record Flip(String finding, ObjectRef subject, Outcome now, String text) {
    }

    /** Why this one: against its best rival, if it has any. */
    public Optional<Comparison> why(CauseOn diagnosis) {
        return find(diagnosis).flatMap(h -> IntStream.of(belief.components().get(belief.componentOf()[h])).boxed()
                .filter(r -> roles.root()[r] != roles.root()[h])
                .min(Comparator.<Integer>comparingDouble(r -> -belief.marginal()[r]).thenComparing(r -> r))
                .map(r -> compare(h, r)));
    }

    public WhyNot whyNot(String cause) {
        Optional<Integer> best = IntStream.range(0, graph.size()).boxed()
                .filter(h -> graph.causes().get(h).id().equals(cause))
                .min(Comparator.<Integer>comparingDouble(h -> -roles.confidence()[h]).thenComparing(h -> h));
        List<Evidence> costs = best.flatMap(h -> leading(h).map(top -> compare(top, h).lines())).orElse(List.of()).stream()
                .filter(line -> line.decibans() > 0)
                .map(l -> new Evidence(l.finding(), l.subject(), l.outcome(), -l.decibans(), l.text(), l.source())).toList();
        List<Need> needs = catalog.cause(cause).stream().flatMap(c -> c.evidence().stream()).filter(Cause.Evidence::expected)
                .flatMap(e -> need(e.finding(), best).stream()).toList();
        return new WhyNot(cause, best.map(h -> roles.confidence()[h]).orElse(0.0), costs, needs);
    }

    /**
     * The smallest set of findings, one or two, that would have to come out otherwise for the diagnosis to be given up
     * (probability below one half). Empty if it stands against any of them, or is none.
     */
    public List<Flip> changeMyMind(CauseOn diagnosis) {
        int h = find(diagnosis).orElse(-1);
        if (h < 0 || roles.confidence()[h] < graph.options().diagnosed()) {
            return List.of();
        }
        int[] nodes = weighty(h);
        int[] best = new int[0];
        double lowest = graph.options().diagnosed();
        for (int a : nodes) {
            double after = flipped(h, a);
            if (after < lowest) {
                lowest = after;
                best = new int[] {a};
            }
        }
        for (int i = 0; best.length != 1 && graph.size() <= PAIRS_UP_TO && i < nodes.length; i++) {
            for (int j = i + 1; j < nodes.length; j++) {
                double after = flipped(h, nodes[i], nodes[j]);
                if (after < lowest) {
                    lowest = after;
                    best = new int[] {nodes[i], nodes[j]};
                }
            }
        }
        return IntStream.of(best).mapToObj(graph.nodes()::get)
                .map(node -> new Flip(node.id(), node.subject(), node.outcome(), Ledger.words(node))).toList();
    }

    /** A diagnosis of all nodes is asked for by the cluster's name: its surest node stands for it. */
    private Optional<Integer> find(CauseOn wanted) {
        List<Integer> of = IntStream.range(0, graph.size()).boxed().filter(h -> graph.causes().get(h).id().equals(wanted.cause())).toList();
        Optional<Integer> exact = of.stream().filter(h -> graph.hypotheses().get(h).subject().equals(wanted.subject())).findFirst();
        return exact.isPresent() || !wanted.subject().equals(ObjectRef.CLUSTER) ? exact
                : of.stream().min(Comparator.<Integer>comparingDouble(h -> -belief.marginal()[h]).thenComparing(h -> h));
    }

    private CauseOn name(int h) {
        return new CauseOn(graph.causes().get(h).id(), graph.hypotheses().get(h).subject());
    }

    /** The most probable active hypothesis of another chain, of the same component where there is one. */
    private Optional<Integer> leading(int h) {
        return IntStream.range(0, graph.size()).boxed().filter(r -> roles.root()[r] != roles.root()[h] && belief.active()[r])
                .min(Comparator.<Integer, Boolean>comparing(r -> belief.componentOf()[r] != belief.componentOf()[h])
                        .thenComparing(r -> -roles.confidence()[r]).thenComparing(r -> r));
    }

    private Comparison compare(int first, int second) {
        SortedSet<Integer> nodes = new TreeSet<>();
        for (int h : new int[] {first, second}) {
            IntStream.concat(IntStream.of(graph.explains().get(h).nodes()), IntStream.of(graph.opposes().get(h).nodes()))
                    .forEach(nodes::add);
        }
        List<Evidence> lines = new ArrayList<>();
        for (int f : nodes) {
            double decibans = (likelihood(first, f) - likelihood(second, f)) * DECIBANS;
            Node node = graph.nodes().get(f);
            if (Math.abs(decibans) >= 0.05) {
                lines.add(new Evidence(node.id(), node.subject(), node.outcome(), decibans, Ledger.words(node), node.shown().source()));
            }
        }
        lines.sort(Comparator.comparingDouble((Evidence e) -> -Math.round(Math.abs(e.decibans()) * 10))
                .thenComparing(Evidence::finding).thenComparing(Evidence::subject));
        double prior = GraphBuilder.logit(graph.causes().get(first).prior()) - GraphBuilder.logit(graph.causes().get(second).prior());
        return new Comparison(name(first), name(second), prior * DECIBANS, lines);
    }

    /** ln P(finding | this hypothesis alone). */
    private double likelihood(int h, int f) {
        Node node = graph.nodes().get(f);
        double miss = graph.explains().get(h).missOf(f);
        return switch (node.outcome()) {
            case PRESENT -> Graph.logHit(graph.leakMiss(f) + miss) + graph.opposes().get(h).missOf(f);
            case ABSENT -> miss;
            default -> 0;
        };
    }

    private Optional<Need> need(String finding, Optional<Integer> hypothesis) {
        Integer f = hypothesis.map(h -> graph.index().get(new Key(finding, graph.hypotheses().get(h).subject()))).orElse(null);
        if (f != null) {
            Node node = graph.nodes().get(f);
            return node.present() ? Optional.empty() : Optional.of(new Need(finding, node.outcome(), node.text()));
        }
        return catalog.finding(finding).map(type -> new Need(finding, Outcome.UNKNOWN,
                Template.fill(type.message(), Map.of())));
    }

    /** Findings that bear on the hypothesis or on those it competes with, by how far they tell them apart. */
    private int[] weighty(int h) {
        SortedSet<Integer> nodes = new TreeSet<>();
        IntStream.of(belief.components().get(belief.componentOf()[h])).forEach(m -> {
            IntStream.of(graph.explains().get(m).nodes()).forEach(nodes::add);
            IntStream.of(graph.opposes().get(m).nodes()).forEach(nodes::add);
        });
        return nodes.stream().filter(f -> graph.nodes().get(f).present() || graph.nodes().get(f).absent())
                .sorted(Comparator.<Integer>comparingDouble(f -> -Math.abs(likelihood(h, f)
                        - (graph.nodes().get(f).present() ? Graph.logHit(graph.leakMiss(f)) : 0))).thenComparing(f -> f))
                .limit(MOST_FLIPS).mapToInt(Integer::intValue).toArray();
    }

    private double flipped(int h, int... nodes) {
        List<Node> changed = new ArrayList<>(graph.nodes());
        for (int f : nodes) {
            Node node = changed.get(f);
            changed.set(f, new Node(node.type(), node.present() ? Outcome.ABSENT : Outcome.PRESENT, node.leak(), node.members()));
        }
        Belief after = Belief.of(new Graph(graph.options(), graph.hypotheses(), graph.causes(), changed, graph.explains(),
                graph.opposes(), graph.explainedBy(), graph.parents(), graph.effects(), graph.index()));
        return Roles.of(after).confidence()[h];
    }
}
