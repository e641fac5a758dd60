package io.netdx.cli;

import picocli.CommandLine.Option;

/** The option {@code --experimental} of every command that looks for causes. */
final class ExperimentalFlag {

    @Option(names = "--experimental", description = "Look for causes too whose cases are not complete")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }
}
