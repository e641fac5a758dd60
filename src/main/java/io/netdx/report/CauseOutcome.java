package io.netdx.report;

import io.netdx.catalog.Cause;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.NotEvaluated;
import io.netdx.reason.Judgement.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a cause that was looked for: diagnosed, open, or ruled out.
 *
 * @param diagnoses of it, suppressed ones left out
 * @param unknown   why it could not be ruled out, or why it does not count; empty where neither is so
 */
record CauseOutcome(Cause cause, List<Diagnosis> diagnoses, String unknown) {

    /** In the order of their ids: one for each cause that was looked for, and for any other that was found. */
    static List<CauseOutcome> of(DiagnosisReport report, Collection<Cause> lookedFor) {
        Map<String, Cause> causes = new TreeMap<>();
        lookedFor.forEach(c -> causes.put(c.id(), c));
        Map<String, List<Diagnosis>> diagnoses = new HashMap<>();
        Map<String, String> open = new HashMap<>();
        report.judgement().notEvaluated().forEach(n -> open.putIfAbsent(n.cause(), why(n)));
        for (Diagnosis d : report.judgement().diagnoses()) {
            causes.put(d.cause().id(), d.cause());
            report.suppressed(d).ifPresentOrElse(s -> open.put(d.cause().id(), "suppressed: " + s.reason()),
                    () -> diagnoses.computeIfAbsent(d.cause().id(), id -> new ArrayList<>()).add(d));
        }
        return causes.values().stream().map(c -> new CauseOutcome(c, diagnoses.getOrDefault(c.id(), List.of()), open.getOrDefault(c.id(), ""))).toList();
    }

    private static String why(NotEvaluated n) {
        return "not evaluated: " + new Unseen(n.needs(), n.reason(), 1, n.swing()).sentence();
    }

    /** Whether a diagnosis is more than a possibility or a standing risk. */
    static boolean counts(Diagnosis d) {
        return d.state() == State.ACTIVE && d.confidence() >= 0.5;
    }

    List<Diagnosis> failing() {
        return diagnoses.stream().filter(CauseOutcome::counts).toList();
    }

    List<Diagnosis> latent() {
        return diagnoses.stream().filter(d -> d.state() == State.LATENT).toList();
    }

    /** Why it is neither diagnosed nor ruled out; empty where it is one of the two. */
    String open() {
        return !failing().isEmpty() ? "" : diagnoses.stream().filter(d -> d.state() == State.ACTIVE).findFirst().map(d -> "possible: " + line(d)).orElse(unknown);
    }

    /** {@code Service selects no pod on Service shop/cart, very likely (0.94)}. */
    static String line(Diagnosis d) {
        return d.cause().title() + " on " + Words.object(d.subject()) + ", " + Words.confidence(d.confidence());
    }
}
