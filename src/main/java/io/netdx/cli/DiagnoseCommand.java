package io.netdx.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "diagnose", description = "Diagnoses one cluster, running or from a snapshot.", mixinStandardHelpOptions = true,
        sortOptions = false)
final class DiagnoseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "TYPE/NAME", defaultValue = "",
            description = "Show only what concerns this object, as in svc/cart or deploy/shop/api. What is wrong is judged before")
    private String focus;

    @Option(names = {"-f", "--filename"}, paramLabel = "PATH",
            description = "Snapshot: a folder, archive or file, or - for standard input; repeatable. Without one, the running cluster of the kubeconfig")
    private List<String> filenames = new ArrayList<>();

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT[=FILE]", completionCandidates = Choices.Formats.class,
            description = DiagnosisFormats.KNOWN + "; repeatable, with =FILE into a file")
    private List<String> outputs = new ArrayList<>();

    @Mixin
    private FailureFlags failure;

    @Mixin
    private SelectionFlags selection;

    @Mixin
    private OwnRulesFlag rules;

    @Mixin
    private ExperimentalFlag experimental;

    @Option(names = "--min-coverage", paramLabel = "PCT", defaultValue = "0",
            description = "Exit 4 where fewer of the checks could be made (default: 0)")
    private int minCoverage;

    @Option(names = "--timeout", paramLabel = "DURATION", defaultValue = "", description = "End with status 3 after this time, such as 90s or 2m; of a running cluster judge what came by then")
    private String timeout;

    @Option(names = "--no-input", description = "Never ask; diagnose never does")
    private boolean noInput;

    @Option(names = "--color", paramLabel = "WHEN", completionCandidates = Choices.Colours.class, defaultValue = DiagnoseOptions.COLOR, description = "auto, always or never (default: auto)")
    private String color;

    @Mixin
    private ConfigFlags config;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private Verbosity verbosity;

    @Mixin
    private LiveFlags live;

    @Mixin
    private ProbeFlags probe;

    @Mixin
    private AnonymityFlags anonymity;

    @Mixin
    private SuppressionFlags suppressions;

    @Override
    public Integer call() throws IOException {
        return new DiagnoseRun(options(), spec.commandLine().getOut(), spec.commandLine().getErr()).run();
    }

    DiagnoseOptions options() {
        return new DiagnoseOptions(filenames, outputs, failure.failOn(), minCoverage, experimental.wanted(), selection.include(), selection.exclude(), focus,
                Deadline.parse("--timeout", timeout), limits.limits(), color, verbosity.quiet(), verbosity.level(), live.options(), live.logs(), probe.choice(),
                anonymity.choice(), suppressions.choice(), config.severities(), rules.folder());
    }
}
