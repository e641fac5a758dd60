package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Chooses the tests that tell most per minute of the person who can run them (expert.md §2.9, the short-cut: information gain
 * over cost).
 */
final class NextTests {

    private static final int MAX_TESTS = 5;
    private static final int MAX_CONFIRMING = 2;
    private static final int MAX_UNKNOWN = 10;
    private static final double LEAST_RIVAL = 0.05;
    private static final double LEAST_SWING = 0.1;
    /** A manual test is behavioural evidence: it moves odds by at most 13 dB. */
    private static final double TEST_SHIFT = Math.log(19);

    private final Catalog catalog;
    private final Graph graph;
    private final Belief belief;
    private final Map<Key, Integer> index = new HashMap<>();
    private final Map<String, List<Offer>> byCommand = new TreeMap<>();

    /** What one cause would give for a test. */
    private record Offer(Judgement.NextTest test, double belief) {
    }

    private record Worth(Judgement.NextTest test, double value) {
    }

    NextTests(Catalog catalog, Belief belief) {
        this.catalog = catalog;
        this.graph = belief.graph();
        this.belief = belief;
    }

    static List<Judgement.NextTest> of(Cause cause, Map<String, String> values) {
        List<Judgement.NextTest> tests = new ArrayList<>();
        for (Cause.TestSpec t : cause.tests()) {
            tests.add(new Judgement.NextTest(t.id(), Template.command(t.command(), values), Duration.ofMinutes(t.minutes()),
                    t.expertise(), Template.fill(t.confirms(), values), Template.fill(t.refutes(), values), List.of(cause.id())));
        }
        return tests;
    }

    List<Judgement.NextTest> best(List<Judgement.Diagnosis> diagnoses, List<Judgement.NotEvaluated> unknown) {
        for (int h = 0; h < graph.size(); h++) {
            index.put(new Key(graph.hypotheses().get(h).cause(), graph.hypotheses().get(h).subject()), h);
        }
        List<Judgement.Diagnosis> leading = diagnoses.stream().filter(d -> d.state() == Judgement.State.ACTIVE
                && d.role() != Judgement.Role.CONSEQUENCE).toList();
        for (Judgement.Diagnosis d : leading) {
            d.tests().forEach(t -> offer(t, d.confidence()));
            d.rivals().stream().filter(r -> r.confidence() >= LEAST_RIVAL).forEach(this::offerRival);
        }
        // the finding may turn out either way: between no change and the whole swing; a test of an object that nobody can name helps nobody
        unknown.stream().filter(n -> n.swing() >= LEAST_SWING).limit(MAX_UNKNOWN).forEach(n -> catalog.cause(n.cause())
                .ifPresent(cause -> of(cause, Map.of()).stream().filter(t -> !Template.open(t.command()))
                        .forEach(t -> offer(t, n.swing() / 2))));

        Map<String, Judgement.NextTest> chosen = new LinkedHashMap<>();
        leading.stream().filter(this::suspected).limit(1).flatMap(d -> d.tests().stream().limit(1))
                .forEach(t -> chosen.putIfAbsent(key(t), worth(byCommand.get(key(t))).test()));
        leading.stream().filter(d -> d.confidence() >= graph.options().settled()).limit(MAX_CONFIRMING)
                .forEach(d -> confirming(d).ifPresent(t -> chosen.putIfAbsent(key(t), worth(byCommand.get(key(t))).test())));
        byCommand.values().stream().map(this::worth)
                .sorted(Comparator.comparingDouble((Worth w) -> -w.value()).thenComparing(w -> w.test().command())
                        .thenComparing(w -> w.test().test()))
                .forEach(w -> chosen.putIfAbsent(key(w.test()), w.test()));
        return chosen.values().stream().limit(MAX_TESTS).toList();
    }

    /** What it would show was not collected: its first test is to look at that. */
    private boolean suspected(Judgement.Diagnosis d) {
        Integer h = index.get(new Key(d.cause().id(), d.subject()));
        return h != null && graph.unproven(h);
    }

    /** The cheapest test of a settled diagnosis: before anything is changed, it is looked at once. */
    private static Optional<Judgement.NextTest> confirming(Judgement.Diagnosis d) {
        return d.tests().stream().min(Comparator.comparingDouble(NextTests::cost).thenComparing(Judgement.NextTest::test));
    }

    private static String key(Judgement.NextTest test) {
        return test.command().isEmpty() ? test.test() : test.command();
    }

    private void offer(Judgement.NextTest test, double belief) {
        byCommand.computeIfAbsent(key(test), c -> new ArrayList<>()).add(new Offer(test, belief));
    }

    private void offerRival(Judgement.Rival rival) {
        Integer h = index.get(new Key(rival.cause(), rival.subject()));
        if (h != null) {
            of(graph.causes().get(h), Template.values(rival.subject(), graph.hypotheses().get(h).args()))
                    .forEach(t -> offer(t, belief.marginal()[h]));
        }
    }

    /** One command may bear on several causes: it is described for the most probable one, and counts for whatever it gains most. */
    private Worth worth(List<Offer> offers) {
        Offer shown = offers.stream().min(Comparator.comparingDouble((Offer o) -> -o.belief())
                .thenComparing(o -> o.test().discriminates().get(0))).orElseThrow();
        double gain = offers.stream().mapToDouble(o -> gain(o.belief())).max().orElse(0);
        List<String> causes = offers.stream().sorted(Comparator.comparingDouble((Offer o) -> -o.belief())
                        .thenComparing(o -> o.test().discriminates().get(0)))
                .flatMap(o -> o.test().discriminates().stream()).distinct().toList();
        Judgement.NextTest t = shown.test();
        return new Worth(new Judgement.NextTest(t.test(), t.command(), t.time(), t.expertise(), t.confirms(), t.refutes(), causes),
                gain / cost(t));
    }

    /** Expected drop of the entropy of P(h). */
    private static double gain(double p) {
        double clamped = Math.min(Math.max(p, 0.001), 0.999);
        double odds = GraphBuilder.logit(clamped);
        double yes = Graph.sigmoid(odds + TEST_SHIFT);
        double no = Graph.sigmoid(odds - TEST_SHIFT);
        double positive = (clamped - no) / (yes - no);
        return entropy(clamped) - positive * entropy(yes) - (1 - positive) * entropy(no);
    }

    private static double entropy(double p) {
        return -p * Math.log(p) - (1 - p) * Math.log1p(-p);
    }

    private static double cost(Judgement.NextTest test) {
        return Effort.cost(test.time(), test.expertise());
    }
}
