package io.netdx.cli;

import java.util.Optional;

/** Where a guided session gets its lines from. */
interface Prompt extends AutoCloseable {

    /** The next line that the user typed; empty at the end of input, or where the user is gone. */
    Optional<String> read(String prompt);

    /** Our own words, so that they stand out; never text of a cluster. */
    default String strong(String text) {
        return text;
    }

    @Override
    default void close() {
    }
}
