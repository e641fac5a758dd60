package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Chooses the tests that tell most per minute of the person who can run them (expert.md §2.9). */
final class NextTests {

    private static final int MAX_TESTS = 5;
    /** A manual test is behavioural evidence: it moves odds by at most 13 dB. */
    private static final double TEST_SHIFT = Math.log(19);

    private final Catalog catalog;
    private final Graph graph;
    private final double[] belief;

    private static final class Scored {
        Judgement.NextTest test;
        double value;
        final TreeSet<String> causes = new TreeSet<>();
    }

    NextTests(Catalog catalog, Graph graph, double[] belief) {
        this.catalog = catalog;
        this.graph = graph;
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
        Map<String, Scored> scored = new LinkedHashMap<>();
        for (Judgement.Diagnosis d : diagnoses) {
            if (d.state() == Judgement.State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE) {
                d.tests().forEach(t -> add(scored, t, d.confidence(), d.rank() == 1));
                d.rivals().stream().filter(r -> r.confidence() >= 0.05).forEach(r -> rival(scored, r));
            }
        }
        unknown.stream().filter(n -> n.swing() >= 0.1).limit(10).forEach(n -> catalog.cause(n.cause()).ifPresent(cause ->
                of(cause, Map.of()).forEach(t -> add(scored, t, n.swing(), false))));
        return scored.values().stream().sorted(Comparator.comparingDouble((Scored s) -> -s.value)
                        .thenComparing(s -> s.test.command())).limit(MAX_TESTS)
                .map(s -> new Judgement.NextTest(s.test.test(), s.test.command(), s.test.time(), s.test.expertise(),
                        s.test.confirms(), s.test.refutes(), List.copyOf(s.causes))).toList();
    }

    private void rival(Map<String, Scored> scored, Judgement.Rival rival) {
        for (int h = 0; h < graph.size(); h++) {
            if (graph.hypotheses().get(h).cause().equals(rival.cause()) && graph.hypotheses().get(h).subject().equals(rival.subject())) {
                double p = belief[h];
                of(graph.causes().get(h), Template.values(rival.subject(), graph.hypotheses().get(h).args()))
                        .forEach(t -> add(scored, t, p, false));
            }
        }
    }

    private static void add(Map<String, Scored> scored, Judgement.NextTest test, double p, boolean first) {
        Scored s = scored.computeIfAbsent(test.command(), c -> new Scored());
        double cost = Math.max(1, test.time().toMinutes()) * rate(test.expertise());
        double value = (gain(p) + (first ? 0.2 : 0)) / cost;
        if (s.test == null || value > s.value) {
            s.test = test;
            s.value = value;
        }
        s.causes.addAll(test.discriminates());
    }

    /** Expected drop of the entropy of P(h). */
    private static double gain(double p) {
        double clamped = Math.min(Math.max(p, 0.001), 0.999);
        double odds = Math.log(clamped / (1 - clamped));
        double yes = Posterior.sigmoid(odds + TEST_SHIFT);
        double no = Posterior.sigmoid(odds - TEST_SHIFT);
        double positive = Math.min(1, Math.max(0, (clamped - no) / (yes - no)));
        return entropy(clamped) - positive * entropy(yes) - (1 - positive) * entropy(no);
    }

    private static double entropy(double p) {
        return -p * Math.log(p) - (1 - p) * Math.log1p(-p);
    }

    private static double rate(String expertise) {
        return switch (expertise) {
            case "basic-kubectl" -> 1;
            case "label-selectors" -> 1.5;
            case "linux-networking", "network-engineering", "cloud-networking", "control-plane" -> 3;
            case "proxy-mesh", "proxy-internals" -> 4;
            default -> 2;
        };
    }
}
