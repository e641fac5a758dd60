package io.netdx.train;

import java.time.Instant;
import java.util.List;

/**
 * One thing that a trainee did.
 *
 * @param at      on the cluster's clock, when it was begun
 * @param text    as it was typed, or what was asked of the API
 * @param minutes that it took on the cluster's clock
 * @param failed  it showed that something does not work: a call without an answer, a log full of errors
 */
public record Step(Kind kind, Instant at, String text, double minutes, boolean failed) {

    /**
     * Whether a step does what an earlier one did, with nothing changed in between.
     *
     * @param at its place among the steps
     */
    public static boolean again(List<Step> steps, int at) {
        Step step = steps.get(at);
        int since = at;
        while (since > 0 && steps.get(since - 1).kind() != Kind.CHANGE) {
            since--;
        }
        return step.looks() && steps.subList(since, at).stream().anyMatch(s -> s.kind() == step.kind() && s.text().equals(step.text()));
    }

    /** It is there to find something out. */
    public boolean looks() {
        return kind == Kind.LOOK || kind == Kind.TEST;
    }

    /** Kinds of steps. */
    public enum Kind {
        /** Reading objects or logs. */
        LOOK,
        /** A command in a pod. */
        TEST,
        CHANGE, HINT,
        /** A stated cause, with how sure one is. */
        CLAIM,
        NOTE
    }
}
