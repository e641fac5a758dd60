package io.netdx.cli;

import io.netdx.source.live.Stop;
import java.io.PrintWriter;

/**
 * Ctrl-C while a cluster is read: what came so far is judged and printed, and the process ends with 130. Not longer than somebody who
 * pressed it will wait.
 */
final class Interrupts {

    private static final int INTERRUPTED = 130;
    private static final long PATIENCE = 20_000;

    private final PrintWriter out;
    private final Thread hook;

    Interrupts(Stop stop, PrintWriter out) {
        this.out = out;
        this.hook = new Thread(() -> {
            stop.now("interrupted");
            try {
                Thread.sleep(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(INTERRUPTED);
        }, "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The end of the run; of the process too where it was interrupted. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is going down already: somebody pressed Ctrl-C
            out.flush();
            Runtime.getRuntime().halt(INTERRUPTED);
        }
    }
}
