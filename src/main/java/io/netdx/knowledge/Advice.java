package io.netdx.knowledge;

import java.util.List;

/**
 * Advice on one topic: what follows from the figures, then the tables and procedures that it follows from.
 *
 * @param figures    what was counted with, in order
 * @param points     judgements, most pressing first
 * @param tables     decision tables of the topic
 * @param procedures procedures of the topic
 */
public record Advice(Topic topic, List<Figure> figures, List<Point> points, List<Table> tables, List<Procedure> procedures) {

    /** A figure and where it is from: {@code snapshot}, or the option that gave it. */
    public record Figure(String name, String value, String origin) {
    }

    /** WARN: act. NOTE: know. OK: looked at, nothing to do. UNKNOWN: could not be looked at; the text says what is missing. */
    public enum Level {
        WARN, NOTE, UNKNOWN, OK
    }

    /**
     * A judgement.
     *
     * @param claims  claims of the document that speak about it; they are shown with what upstream says
     * @param command what to run, empty if nothing; never holds a text of the cluster that is no plain name
     */
    public record Point(Level level, String text, List<String> claims, String command) {
    }
}
