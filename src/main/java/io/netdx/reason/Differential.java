package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Inference;
import io.netdx.finding.Unknown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what the rules derived: which sets of faults explain the findings best, and what follows. A pure function: equal input
 * gives an equal judgement, whatever its order (expert.md §2).
 */
public final class Differential {

    private final Catalog catalog;
    private final Options options;
    private final Graph graph;
    private final double[] belief;
    private final boolean[] chosen;
    private final int[] component;
    private final List<Posterior> posteriors;

    private Differential(Inference inference, Catalog catalog, Options options) {
        this.catalog = catalog;
        this.options = options;
        this.graph = GraphBuilder.build(inference, catalog, options);
        this.posteriors = Components.judge(graph);
        this.belief = new double[graph.size()];
        this.chosen = new boolean[graph.size()];
        this.component = new int[graph.size()];
        for (int c = 0; c < posteriors.size(); c++) {
            Posterior p = posteriors.get(c);
            for (int i = 0; i < p.members().length; i++) {
                belief[p.members()[i]] = p.marginal()[i];
                component[p.members()[i]] = c;
            }
            for (int h : p.best()) {
                chosen[h] = true;
            }
        }
    }

    public static Judgement judge(Inference inference, Catalog catalog) {
        return new Differential(inference, catalog, Options.standard()).judgement(inference);
    }

    private Judgement judgement(Inference inference) {
        List<Judgement.Unexplained> unexplained = unexplained();
        List<Judgement.Diagnosis> diagnoses = diagnoses();
        boolean graveLeft = unexplained.stream().anyMatch(Judgement.Unexplained::grave);
        boolean faulty = diagnoses.stream().anyMatch(d -> d.state() == Judgement.State.ACTIVE && d.confidence() >= options.diagnosed());
        boolean open = diagnoses.stream().anyMatch(d -> d.state() == Judgement.State.ACTIVE);
        Judgement.Verdict verdict = faulty ? Judgement.Verdict.FAULTY
                : graveLeft || open ? Judgement.Verdict.UNDETERMINED : Judgement.Verdict.HEALTHY;
        List<Judgement.NotEvaluated> unknown = notEvaluated(inference.unknowns(), unexplained);
        List<Judgement.NextTest> next = new NextTests(catalog, graph, belief).best(diagnoses, unknown);
        Set<String> missed = new HashSet<>();
        inference.unknowns().forEach(u -> missed.add(u.finding()));
        Set<String> checks = new HashSet<>();
        for (Cause cause : catalog.all()) {
            if (cause.enabled()) {
                cause.evidence().forEach(e -> checks.add(e.finding()));
            }
        }
        return new Judgement(verdict, diagnoses, unexplained, unknown, next, checks.size(),
                (int) missed.stream().filter(checks::contains).count());
    }

    /** Confidence that the mechanism is at work: its own, or as the consequence of a cause that is. */
    private double confidence(int h) {
        double best = belief[h];
        for (int parent : graph.parents().get(h)) {
            best = Math.max(best, belief[parent] * options.attenuation());
        }
        return best;
    }

    private Optional<Integer> parent(int h) {
        Integer best = null;
        for (int parent : graph.parents().get(h)) {
            if (belief[parent] >= options.diagnosed() && (best == null || belief[parent] > belief[best]) && !ancestor(h, parent)) {
                best = parent;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Of two hypotheses that cause each other the more probable one is the root. */
    private boolean ancestor(int h, int of) {
        for (int parent : graph.parents().get(of)) {
            if (parent == h && (belief[h] > belief[of] || belief[h] == belief[of] && h < of)) {
                return true;
            }
        }
        return false;
    }

    private List<Judgement.Diagnosis> diagnoses() {
        Ledger ledger = new Ledger(catalog, graph, belief, posteriors, component);
        List<Candidate> listed = new ArrayList<>();
        Set<Integer> settled = new HashSet<>();
        for (int h = 0; h < graph.size(); h++) {
            if (confidence(h) >= options.diagnosed()) {
                listed.add(candidate(h));
                if (graph.active(h)) {
                    settled.add(component[h]);
                }
            }
        }
        for (int c = 0; c < posteriors.size(); c++) {
            if (!settled.contains(c)) {
                undecided(posteriors.get(c)).forEach(listed::add);
            }
        }
        List<Candidate> ordered = Ranking.order(listed);
        List<Judgement.Diagnosis> diagnoses = new ArrayList<>();
        for (Candidate candidate : ordered) {
            diagnoses.add(ledger.diagnosis(candidate, diagnoses.size() + 1));
        }
        return diagnoses;
    }

    /** Where no hypothesis of a component reaches one half, the best ones are named: "undetermined between". */
    private List<Candidate> undecided(Posterior posterior) {
        List<Integer> best = new ArrayList<>();
        for (int h : posterior.members()) {
            if (graph.active(h) && belief[h] >= options.undecided()) {
                best.add(h);
            }
        }
        best.sort(Comparator.<Integer>comparingDouble(h -> -belief[h]).thenComparing(h -> h));
        return best.stream().limit(3).map(this::candidate).toList();
    }

    private Candidate candidate(int h) {
        Optional<Integer> parent = parent(h);
        Judgement.Role role = parent.isPresent() ? Judgement.Role.CONSEQUENCE
                : graph.causes().get(h).role().equals("contributing") ? Judgement.Role.CONTRIBUTING : Judgement.Role.ROOT;
        int complaints = 0;
        for (int f : graph.explains().get(h).nodes()) {
            Node node = graph.nodes().get(f);
            complaints += node.presentSymptom() ? Math.min(10, node.members().size()) : 0;
        }
        return new Candidate(h, graph.hypotheses().get(h), graph.causes().get(h), role,
                graph.active(h) ? Judgement.State.ACTIVE : Judgement.State.LATENT, confidence(h), complaints,
                parent.map(p -> p), parent.map(p -> new Judgement.CauseOn(graph.hypotheses().get(p).cause(),
                        graph.hypotheses().get(p).subject())));
    }

    private List<Judgement.Unexplained> unexplained() {
        List<Judgement.Unexplained> left = new ArrayList<>();
        for (int f = 0; f < graph.nodes().size(); f++) {
            Node node = graph.nodes().get(f);
            int[] set = java.util.Arrays.stream(graph.explainedBy().get(f)).filter(h -> chosen[h] || confidence(h) >= options.diagnosed())
                    .toArray();
            double q = -Math.expm1(Posterior.miss(graph, set, f));
            if (node.presentSymptom() && q < options.unexplained()) {
                node.members().forEach(member -> left.add(new Judgement.Unexplained(member.id(), member.subject(),
                        node.textOf(member), node.type().grave(), member.source())));
            }
        }
        left.sort(Comparator.comparing(Judgement.Unexplained::grave).reversed().thenComparing(Judgement.Unexplained::finding)
                .thenComparing(Judgement.Unexplained::subject));
        return left;
    }

    private List<Judgement.NotEvaluated> notEvaluated(List<Unknown> unknowns, List<Judgement.Unexplained> unexplained) {
        Set<String> open = new HashSet<>();
        unexplained.forEach(u -> open.add(u.finding()));
        List<Judgement.NotEvaluated> list = new ArrayList<>();
        for (Unknown u : unknowns) {
            Cause cause = catalog.cause(u.cause()).orElseThrow();
            double swing = u.subject().equals(ObjectRef.CLUSTER) ? ifPresent(cause, open) : swing(cause, u);
            list.add(new Judgement.NotEvaluated(u.finding(), u.cause(), u.subject(), u.reason(), u.needs(),
                    Math.round(swing * 1000) / 1000.0));
        }
        list.sort(Comparator.comparingDouble((Judgement.NotEvaluated n) -> -n.swing()).thenComparing(Judgement.NotEvaluated::cause)
                .thenComparing(Judgement.NotEvaluated::finding).thenComparing(Judgement.NotEvaluated::subject));
        return list;
    }

    /** How probable a cause would become if what was not looked at were there, and it explained what is unexplained. */
    private double ifPresent(Cause cause, Set<String> open) {
        double odds = GraphBuilder.logit(cause.prior());
        boolean symptom = false;
        for (Cause.Evidence e : cause.evidence()) {
            FindingType type = catalog.finding(e.finding()).orElseThrow();
            boolean explains = type.symptom() && open.contains(e.finding());
            symptom |= explains;
            if (explains || e.expected() && !type.symptom()) {
                double p = GraphBuilder.strength(type, e.strength(), options);
                double leak = GraphBuilder.leak(type, options);
                odds += Math.log((1 - (1 - leak) * (1 - p)) / leak);
            }
        }
        return symptom ? Posterior.sigmoid(odds) : cause.prior();
    }

    /** How far one unknown finding could move the hypothesis that expects it. */
    private double swing(Cause cause, Unknown u) {
        for (int h = 0; h < graph.size(); h++) {
            if (graph.hypotheses().get(h).cause().equals(u.cause()) && graph.hypotheses().get(h).subject().equals(u.subject())) {
                double now = belief[h];
                double odds = GraphBuilder.logit(now);
                FindingType type = catalog.finding(u.finding()).orElseThrow();
                double leak = GraphBuilder.leak(type, options);
                double p = cause.evidence().stream().filter(e -> e.finding().equals(u.finding()))
                        .mapToDouble(e -> GraphBuilder.strength(type, e.strength(), options)).findFirst().orElse(leak);
                double there = Posterior.sigmoid(odds + Math.log((1 - (1 - leak) * (1 - p)) / leak));
                double absent = Posterior.sigmoid(odds + Math.log1p(-p));
                return Math.max(Math.abs(there - now), Math.abs(absent - now));
            }
        }
        return 0;
    }
}
