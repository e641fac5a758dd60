package io.netdx.cli;

import io.netdx.source.live.ProbePods;
import io.netdx.source.live.Stop;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "probe", description = "Cleans up after netdx diagnose --probe.", subcommands = ProbeCommand.CleanCommand.class, mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ProbeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "netdx probe needs a command: clean; pods are created by netdx diagnose --probe alone");
    }

    @Command(name = "clean", description = "Deletes probe pods that a crash left behind and whose time is over.", mixinStandardHelpOptions = true, sortOptions = false)
    static final class CleanCommand implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(names = "--all", description = "Delete those too whose time is not over")
        private boolean all;

        @Option(names = "--probe-namespace", paramLabel = "NAMESPACE", defaultValue = "", description = "Look only in this namespace (default: in all)")
        private String namespace;

        @Mixin
        private Verbosity verbosity;

        @Mixin
        private KubeFlags kube;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (ProbePods pods = new ProbePods(kube.options(List.of()), System.getenv(), Stop.after(Duration.ZERO), what -> { })) {
                List<String> lines = pods.clean(ProbeFlags.namespace(namespace), all, Instant.now());
                lines.forEach(out::println);
                if (lines.isEmpty() && !verbosity.quiet()) {
                    spec.commandLine().getErr().println("netdx: no probe pod was left behind");
                }
                return lines.stream().anyMatch(line -> line.contains(" was not deleted ")) ? Main.CANNOT_RUN : 0;
            }
        }
    }
}
