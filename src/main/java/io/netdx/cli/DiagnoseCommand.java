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
    private JudgingFlags judging;

    @Option(names = "--timeout", paramLabel = "DURATION", defaultValue = "", description = "End with status 3 after this time, such as 90s or 2m; of a running cluster judge what came by then")
    private String timeout;

    @Mixin
    private LiveFlags live;

    @Mixin
    private ProbeFlags probe;

    @Mixin
    private AnonymityFlags anonymity;

    @Override
    public Integer call() throws IOException {
        return new DiagnoseRun(options(), spec.commandLine().getOut(), spec.commandLine().getErr()).run();
    }

    DiagnoseOptions options() {
        return new DiagnoseOptions(filenames, judging.config().outputs(outputs), judging.failure().failOn(), judging.minCoverage(), judging.experimental(), judging.selection().include(),
                judging.selection().exclude(), focus, Deadline.parse("--timeout", timeout), judging.limits().limits(), judging.color(), judging.verbosity().quiet(),
                judging.verbosity().level(), live.options(), live.logs(), probe.choice(), anonymity.choice(), judging.suppressing(), judging.config().severities(), judging.rules());
    }
}
