package io.netdx.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command has that judges clusters and reports it, from one or from many: what is looked for, what counts, and how it is shown. */
final class JudgingFlags {

    @Option(names = "--color", paramLabel = "WHEN", completionCandidates = Choices.Colours.class, defaultValue = DiagnoseOptions.COLOR, description = "auto, always or never (default: auto)")
    private String color;

    @Mixin
    private FailureFlags failure;

    @Mixin
    private SelectionFlags selection;

    @Mixin
    private OwnRulesFlag rules;

    @Mixin
    private ExperimentalFlag experimental;

    @Option(names = "--min-coverage", paramLabel = "PCT", defaultValue = "0", description = "Exit 4 where in any cluster fewer of the checks could be made (default: 0)")
    private int minCoverage;

    @Option(names = "--no-input", description = "Never ask; neither diagnose nor audit ever does")
    private boolean noInput;

    @Mixin
    private SuppressionFlags suppressions;

    @Mixin
    private ConfigFlags config;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private Verbosity verbosity;

    String color() {
        return color;
    }

    FailureFlags failure() {
        return failure;
    }

    SelectionFlags selection() {
        return selection;
    }

    String rules() {
        return rules.folder();
    }

    boolean experimental() {
        return experimental.wanted();
    }

    int minCoverage() {
        return minCoverage;
    }

    Suppressing suppressing() {
        return suppressions.choice();
    }

    ConfigFlags config() {
        return config;
    }

    LimitOptions limits() {
        return limits;
    }

    Verbosity verbosity() {
        return verbosity;
    }
}
