package io.netdx.cli;

import picocli.CommandLine.Option;

/** The options {@code -q} and {@code -v}. {@link Main} looks for the latter itself: it may have to show the trace of an error. */
final class Verbosity {

    @Option(names = {"-q", "--quiet"}, description = "No hints on standard error")
    private boolean quiet;

    @Option(names = "-v", paramLabel = "N", defaultValue = "0", description = "Verbosity; traces of errors from 6 on")
    private int level;

    boolean quiet() {
        return quiet;
    }

    int level() {
        return level;
    }
}
