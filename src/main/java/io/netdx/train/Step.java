package io.netdx.train;

import java.time.Instant;

/**
 * One thing that a trainee did.
 *
 * @param at      on the cluster's clock, when it was begun
 * @param text    as it was typed, or what was asked of the API
 * @param minutes that it took on the cluster's clock
 * @param failed  it showed that something does not work: a call without an answer, a log full of errors
 */
public record Step(Kind kind, Instant at, String text, double minutes, boolean failed) {

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
