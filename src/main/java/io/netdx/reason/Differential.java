package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Inference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges what the rules derived: which sets of faults explain the findings best, and what follows. A pure function: equal input
 * gives an equal judgement, whatever its order (expert.md §2).
 */
public final class Differential {

    private static final int MAX_UNDECIDED = 3;

    private final Catalog catalog;
    private final Options options;
    private final Graph graph;
    private final Belief belief;
    private final Roles roles;

    private Differential(Inference inference, Catalog catalog, Options options) {
        this.catalog = catalog;
        this.options = options;
        this.graph = GraphBuilder.build(inference, catalog, options);
        this.belief = Belief.of(graph);
        this.roles = Roles.of(belief);
    }

    public static Judgement judge(Inference inference, Catalog catalog) {
        return judge(inference, catalog, Options.standard());
    }

    public static Judgement judge(Inference inference, Catalog catalog, Options options) {
        return new Differential(inference, catalog, options).judgement(inference);
    }

    private Judgement judgement(Inference inference) {
        List<Judgement.Unexplained> unexplained = unexplained();
        List<Judgement.Diagnosis> diagnoses = Widespread.merge(diagnoses(), inference.nodes(), options.diagnosed());
        List<Judgement.NotEvaluated> unknown = new Swing(catalog, belief, unexplained).of(inference.unknowns());
        List<Judgement.NextTest> next = new NextTests(catalog, belief).best(diagnoses, unknown);
        Set<String> missed = new HashSet<>();
        inference.unknowns().forEach(u -> missed.add(u.finding()));
        Set<String> checks = checks();
        return new Judgement(verdict(diagnoses, unexplained, inference.blind()), diagnoses, unexplained, unknown, next, inference.blind(), checks.size(),
                (int) missed.stream().filter(checks::contains).count());
    }

    /** Manifests and mere logs show no fault and no health either, nor does a list of pods alone. */
    private Judgement.Verdict verdict(List<Judgement.Diagnosis> diagnoses, List<Judgement.Unexplained> unexplained, List<String> blind) {
        List<Judgement.Diagnosis> active = diagnoses.stream().filter(d -> d.state() == Judgement.State.ACTIVE).toList();
        if (active.stream().anyMatch(d -> d.confidence() >= options.diagnosed())) {
            return Judgement.Verdict.FAULTY;
        }
        boolean open = !blind.isEmpty() || !active.isEmpty() || unexplained.stream().anyMatch(Judgement.Unexplained::grave);
        return open ? Judgement.Verdict.UNDETERMINED : Judgement.Verdict.HEALTHY;
    }

    /** What the causes look for, complaints apart. */
    private Set<String> checks() {
        Set<String> checks = new HashSet<>();
        catalog.all().forEach(cause -> {
            cause.evidence().forEach(e -> checks.add(e.finding()));
            cause.against().forEach(e -> checks.add(e.finding()));
        });
        checks.removeIf(id -> catalog.finding(id).map(type -> type.symptom()).orElse(true));
        return checks;
    }

    private List<Judgement.Diagnosis> diagnoses() {
        boolean[] listed = new boolean[graph.size()];
        for (int h = 0; h < graph.size(); h++) {
            if (roles.confidence()[h] >= options.diagnosed()) {
                listed[roles.root()[h]] = true;
            }
        }
        undecided(listed).forEach(h -> listed[roles.root()[h]] = true);
        List<Candidate> candidates = new ArrayList<>();
        for (int h = 0; h < graph.size(); h++) {
            if (listed[roles.root()[h]]) {
                candidates.add(candidate(h));
            }
        }
        Ledger ledger = new Ledger(catalog, belief, roles);
        List<Judgement.Diagnosis> diagnoses = new ArrayList<>();
        for (Candidate candidate : Ranking.order(candidates)) {
            diagnoses.add(ledger.diagnosis(candidate, diagnoses.size() + 1));
        }
        return diagnoses;
    }

    /**
     * "Undetermined between": the best candidates where no active hypothesis of a component reaches one half, and for a grave
     * symptom that no listed hypothesis accounts for although its component has a diagnosis for something else.
     */
    private Set<Integer> undecided(boolean[] listed) {
        boolean[] settled = new boolean[belief.components().size()];
        for (int h = 0; h < graph.size(); h++) {
            settled[belief.componentOf()[h]] |= listed[roles.root()[h]] && belief.active()[h];
        }
        List<TreeSet<Integer>> open = new ArrayList<>();
        belief.components().forEach(c -> open.add(new TreeSet<>()));
        for (int f = 0; f < graph.nodes().size(); f++) {
            Node node = graph.nodes().get(f);
            int[] explainers = graph.explainedBy().get(f);
            if (node.presentSymptom() && explainers.length > 0) {
                int component = belief.componentOf()[explainers[0]];
                boolean accounted = Arrays.stream(explainers).anyMatch(h -> listed[roles.root()[h]]);
                if (!settled[component] || node.type().grave() && !accounted) {
                    Arrays.stream(explainers).filter(h -> belief.marginal()[h] >= options.undecided())
                            .forEach(open.get(component)::add);
                }
            }
        }
        Set<Integer> best = new TreeSet<>();
        open.forEach(some -> some.stream()
                .sorted(Comparator.<Integer>comparingDouble(h -> -belief.marginal()[h]).thenComparing(h -> h))
                .limit(MAX_UNDECIDED).forEach(best::add));
        return best;
    }

    private Candidate candidate(int h) {
        int parent = roles.parent()[h];
        Judgement.Role role = parent >= 0 ? Judgement.Role.CONSEQUENCE
                : graph.causes().get(h).role().equals("contributing") ? Judgement.Role.CONTRIBUTING : Judgement.Role.ROOT;
        // what an active fault brings about is no standing anomaly, even where no symptom names it
        Judgement.State state = belief.active()[roles.root()[h]] || belief.active()[h] ? Judgement.State.ACTIVE : Judgement.State.LATENT;
        int complaints = 0;
        for (int f : graph.explains().get(h).nodes()) {
            Node node = graph.nodes().get(f);
            // what somebody else suffers: that a thing is broken which nobody uses is no complaint
            ObjectRef own = graph.hypotheses().get(h).subject();
            complaints += node.presentSymptom() ? (int) Math.min(10, node.members().stream().filter(m -> !m.subject().equals(own)).count()) : 0;
        }
        Optional<Integer> cause = parent >= 0 ? Optional.of(parent) : Optional.empty();
        return new Candidate(h, graph.hypotheses().get(h), graph.causes().get(h), role, state, roles.confidence()[h], complaints,
                cause, cause.map(p -> new Judgement.CauseOn(graph.hypotheses().get(p).cause(), graph.hypotheses().get(p).subject())));
    }

    private List<Judgement.Unexplained> unexplained() {
        List<Judgement.Unexplained> left = new ArrayList<>();
        for (int f = 0; f < graph.nodes().size(); f++) {
            Node node = graph.nodes().get(f);
            if (node.presentSymptom() && explained(f) < options.unexplained()) {
                node.members().forEach(member -> left.add(new Judgement.Unexplained(member.id(), member.subject(),
                        node.textOf(member), node.type().grave(), member.source())));
            }
        }
        left.sort(Comparator.comparing(Judgement.Unexplained::grave).reversed().thenComparing(Judgement.Unexplained::finding)
                .thenComparing(Judgement.Unexplained::subject));
        return left;
    }

    /** Probability of a finding under what is chosen or believed; 0 where nothing could explain it, however often it leaks. */
    private double explained(int f) {
        if (graph.explainedBy().get(f).length == 0) {
            return 0;
        }
        double miss = belief.miss()[f];
        for (int h : graph.explainedBy().get(f)) {
            if (!belief.chosen()[h] && roles.confidence()[h] >= options.diagnosed()) {
                miss += graph.explains().get(h).missOf(f);
            }
        }
        return -Math.expm1(miss);
    }
}
