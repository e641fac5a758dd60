package io.netdx.model.path;

import io.netdx.fact.ObjectRef;
import java.util.List;

/**
 * One hop of a connection.
 *
 * @param decidedBy objects that decide the outcome, sorted; empty where nothing was seen that could
 * @param why       in words; for UNKNOWN what was not seen or is contradictory
 * @param nearest   nearest miss of a failure: what would have to differ; empty if there is none
 * @param silent    an UNKNOWN that only says that nothing was collected about the hop, while nothing speaks against it either; it
 *                  does not make the connection's verdict unknown
 */
public record Hop(Stage stage, Outcome outcome, List<ObjectRef> decidedBy, String why, String nearest, boolean silent) {

    /** Three values, never two. */
    public enum Outcome {
        PASS, FAIL, UNKNOWN
    }

    public Hop {
        decidedBy = decidedBy.stream().distinct().sorted().toList();
    }

    static Hop pass(Stage stage, List<ObjectRef> by, String why) {
        return new Hop(stage, Outcome.PASS, by, why, "", false);
    }

    static Hop fail(Stage stage, List<ObjectRef> by, String why, String nearest) {
        return new Hop(stage, Outcome.FAIL, by, why, nearest, false);
    }

    static Hop fail(Stage stage, List<ObjectRef> by, String why) {
        return fail(stage, by, why, "");
    }

    /** Something that was seen makes the outcome doubtful, or something that decides it was not collected. */
    static Hop unknown(Stage stage, List<ObjectRef> by, String why) {
        return new Hop(stage, Outcome.UNKNOWN, by, why, "", false);
    }

    /** Nothing was collected, nothing speaks against it. */
    static Hop unseen(Stage stage, String why) {
        return new Hop(stage, Outcome.UNKNOWN, List.of(), why, "", true);
    }

    boolean failed() {
        return outcome == Outcome.FAIL;
    }

    boolean doubtful() {
        return outcome == Outcome.UNKNOWN && !silent;
    }
}
