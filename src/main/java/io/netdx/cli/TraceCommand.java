package io.netdx.cli;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.diagnosis.ToolVersion;
import io.netdx.exhibit.FlowReports;
import io.netdx.fact.Plain;
import io.netdx.model.CniProfiles;
import io.netdx.model.NetworkModel;
import io.netdx.model.path.FlowTrace;
import io.netdx.model.path.PartyException;
import io.netdx.model.path.Tracer;
import io.netdx.model.path.Verdict;
import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.PolicyStack;
import io.netdx.report.FlowReport;
import io.netdx.report.FlowTree;
import io.netdx.report.FlowWriter;
import io.netdx.report.Json;
import io.netdx.report.Palette;
import io.netdx.report.Yaml;
import io.netdx.source.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "trace", description = "Follows one connection hop by hop: name, Service, endpoint, policies, route, node, listener.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class TraceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FROM", description = "KIND/NAMESPACE/NAME, NAMESPACE/NAME (a pod, Service or workload) or an address")
    private String from;

    @Parameters(index = "1", paramLabel = "TO[:PORT]",
            description = "As FROM, or a host name; the port is a number or a name, with /udp or /sctp where it is not TCP")
    private String to;

    @Option(names = {"-f", "--filename"}, paramLabel = "PATH",
            description = "Snapshot: a folder, archive or file, or - for standard input; repeatable. Without one, the running cluster of the kubeconfig")
    private List<String> filenames = new ArrayList<>();

    @Mixin
    private Outputs outputs;

    @Option(names = "--fail-on", paramLabel = "SEVERITY", completionCandidates = Choices.Severities.class, defaultValue = "high", description = "never: exit 0 for a denied connection too")
    private String failOn;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private Verbosity verbosity;

    @Mixin
    private LiveFlags live;

    @Override
    public Integer call() throws IOException {
        List<Outputs.Target<FlowReport>> targets = outputs.targets(this::writer, "text, json or yaml");
        Snapshot snapshot = LiveReading.read(filenames, live.options(), live.logs(), limits.limits(), verbosity.quiet(), spec.commandLine().getErr());
        NetworkModel model = NetworkModel.of(snapshot.cluster());
        FlowTrace trace;
        try {
            CniProfile cni = CniProfiles.detect(snapshot.cluster());
            trace = new Tracer(snapshot.cluster(), model, PolicyStack.of(snapshot.cluster(), cni)::judge, cni).trace(from, to);
        } catch (PartyException e) {
            spec.commandLine().getErr().println("netdx: " + Plain.line(e.getMessage()));
            return Main.USAGE;
        }
        if (!outputs.write(targets, FlowReports.of(trace, ToolVersion.current(), Diagnosis.info(snapshot, model)), spec)) {
            return Main.CANNOT_RUN;
        }
        if (!verbosity.quiet()) {
            Hints.print(snapshot, spec.commandLine().getErr());
        }
        return trace.verdict() == Verdict.DENIED && !failOn.equalsIgnoreCase("never") ? Main.FAULTS : 0;
    }

    private Optional<Outputs.Writer<FlowReport>> writer(String format, boolean coloured) {
        return switch (format) {
            case "text", "wide" -> Optional.of(new FlowWriter(new Palette(coloured))::write);
            case "json" -> Optional.of((report, out) -> Json.write(FlowTree.of(report), out));
            case "yaml" -> Optional.of((report, out) -> Yaml.write(FlowTree.of(report), out));
            default -> Optional.empty();
        };
    }
}
