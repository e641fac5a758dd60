package io.netdx.cli;

import picocli.CommandLine.Option;

/** From which severity on a run fails. */
final class FailureFlags {

    @Option(names = "--fail-on", paramLabel = "SEVERITY", completionCandidates = Choices.Severities.class, defaultValue = DiagnoseOptions.FAIL_ON,
            description = "Exit 1 from this severity on: info, low, medium, high, critical or never (default: high)")
    private String failOn;

    String failOn() {
        return failOn;
    }
}
