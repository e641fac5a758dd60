package io.netdx.guide;

/** What the user said to one question, or did on their own. A session is a list of these. */
public sealed interface Answer {

    /** The outcome of a test. */
    record Chosen(String question, String option) implements Answer {
    }

    /** Nobody knows, or nobody can run it. */
    record Unknown(String question) implements Answer {
    }

    /**
     * Raw output; becomes facts.
     *
     * @param question empty where it was pasted unasked
     * @param command  that printed it; empty where the text says it itself
     */
    record Pasted(String question, String command, String output) implements Answer {
    }

    /** A name for the commands: {@code client}, {@code target}, {@code namespace} … */
    record Named(String name, String value) implements Answer {
    }

    /** A remark for the transcript. */
    record Note(String text) implements Answer {
    }

    /**
     * The remedy of what had been found was applied, and the trouble is still there: it was another cause, or there is a second one.
     *
     * @param suspect its {@link Suspect#key()}
     */
    record Persists(String suspect) implements Answer {
    }
}
