package io.netdx.cli;

import io.netdx.fact.Plain;
import io.netdx.model.CniProfiles;
import io.netdx.model.EndpointName;
import io.netdx.model.Reach;
import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.Decision;
import io.netdx.model.policy.PolicyStack;
import io.netdx.source.Format;
import io.netdx.source.Snapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "reach", description = "Lists the connections that network policies allow.", mixinStandardHelpOptions = true,
        sortOptions = false, footer = {"", "Ends: KIND/namespace/name, namespace/name, an address, ip:ADDRESS for one outside the cluster.",
            "With --from or --to the denied connections are listed too."})
final class ReachCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-f", "--filename"}, paramLabel = "PATH",
            description = "Snapshot or manifests: a folder, archive or file, or - for standard input; repeatable. Without one, the running cluster of the kubeconfig")
    private List<String> filenames = new ArrayList<>();

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT[=FILE]", completionCandidates = Choices.ReachFormats.class, defaultValue = "text",
            description = "text, csv or json; with =FILE into a file (default: text)")
    private String output;

    @Option(names = "--from", paramLabel = "END", description = "Only connections from here")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "END", description = "Only connections to here")
    private Optional<String> to = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "", description = "Only this port: a number or a port name")
    private String port;

    @Option(names = "--protocol", paramLabel = "PROTOCOL", defaultValue = "", description = "Only TCP, UDP or SCTP")
    private String protocol;

    @Option(names = "--pairs", paramLabel = "FILE",
            description = "Answers the src,dst,protocol,port lines of a file, in order; - for standard input")
    private Optional<String> pairs = Optional.empty();

    @Option(names = "--assume", paramLabel = "SWITCH=true|false",
            description = "What the CNI does: ipblock-matches-pods or hostnetwork-as-pod; repeatable")
    private List<String> assumptions = new ArrayList<>();

    @Mixin
    private LimitOptions limits;

    @Mixin
    private Verbosity verbosity;

    @Mixin
    private LiveFlags live;

    @Override
    public Integer call() throws IOException {
        List<Outputs.Target<Consumer<ReachWriter>>> targets = Outputs.targets(List.of(output), "never",
                (format, coloured) -> ReachWriter.knows(format) ? Optional.of((answers, out) -> stream(answers, ReachWriter.of(format, out))) : Optional.empty(),
                "text, csv or json");
        check();
        pairs.filter(file -> !file.equals("-")).ifPresent(PairQuestions::readable);
        Snapshot snapshot = LiveReading.read(filenames, live.options(), live.logs(), limits.limits(), verbosity.quiet(), spec.commandLine().getErr());
        CniProfile profile = assumed(CniProfiles.detect(snapshot.cluster()));
        boolean chosen = snapshot.format() == Format.MANIFESTS || snapshot.format() == Format.LISTS;
        Reach reach = new Reach(snapshot.cluster(), chosen ? PolicyStack.asGiven(snapshot.cluster(), profile)
                : PolicyStack.of(snapshot.cluster(), profile));
        Optional<Reach.Filter> filter = pairs.isPresent() ? Optional.empty() : Optional.of(filter(reach));
        PrintWriter err = spec.commandLine().getErr();
        hints(snapshot, profile, err);
        AtomicInteger bad = new AtomicInteger();
        if (!Outputs.write(targets, writer -> bad.set(answer(reach, filter, writer, err)), spec.commandLine().getOut(), err)) {
            return Main.CANNOT_RUN;
        }
        return bad.get() == 0 ? 0 : Main.USAGE;
    }

    private static void stream(Consumer<ReachWriter> answers, ReachWriter writer) throws IOException {
        try (writer) {
            answers.accept(writer);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private int answer(Reach reach, Optional<Reach.Filter> filter, ReachWriter writer, PrintWriter err) {
        if (filter.isEmpty()) {
            return new PairQuestions(reach, pairs.orElseThrow(), err::println).answer(System.in, writer::write);
        }
        Consumer<Reach.Answer> allowed = a -> {
            if (a.decision() != Decision.DENY) {
                writer.write(a);
            }
        };
        reach.all(filter.get(), from.isPresent() || to.isPresent() ? writer::write : allowed);
        if (!verbosity.quiet() && writer.rows() == 0 && to.isPresent() && port.isEmpty()) {
            err.println("netdx: " + Plain.line(to.get()) + " declares no port; name one with --port");
        }
        return 0;
    }

    private void check() {
        if (pairs.isPresent() && (from.isPresent() || to.isPresent() || !port.isEmpty() || !protocol.isEmpty())) {
            throw usage("--pairs names its pairs itself; leave out --from, --to, --port and --protocol");
        }
        if (pairs.filter("-"::equals).isPresent() && filenames.contains("-")) {
            throw usage("standard input cannot be both the snapshot and the pairs");
        }
        boolean number = port.isEmpty() || !port.chars().allMatch(c -> c >= '0' && c <= '9') || EndpointName.number(port).isPresent();
        if (!number) {
            throw usage("--port " + port + " is not between 1 and 65535");
        }
        if (!protocol.isEmpty() && EndpointName.protocol(protocol).isEmpty()) {
            throw usage("--protocol " + protocol + " is none of TCP, UDP and SCTP");
        }
    }

    private CniProfile assumed(CniProfile detected) {
        CniProfile profile = detected;
        for (String assumption : assumptions) {
            int equals = assumption.indexOf('=');
            String value = equals < 0 ? "" : assumption.substring(equals + 1);
            if (!value.equals("true") && !value.equals("false")) {
                throw usage("--assume " + assumption + " is neither true nor false");
            }
            profile = switch (assumption.substring(0, equals)) {
                case "ipblock-matches-pods" -> profile.withIpBlockMatchesPods(value.equals("true"));
                case "hostnetwork-as-pod" -> profile.withHostNetworkAsPod(value.equals("true"));
                default -> throw usage("--assume knows no " + assumption.substring(0, equals)
                        + "; it knows ipblock-matches-pods and hostnetwork-as-pod");
            };
        }
        return profile;
    }

    private Reach.Filter filter(Reach reach) {
        Optional<Reach.End> source = from.map(text -> end(reach, "--from", text));
        Optional<Reach.End> target = to.map(text -> end(reach, "--to", text));
        return new Reach.Filter(source, target, port, EndpointName.protocol(protocol).orElse(""));
    }

    private Reach.End end(Reach reach, String option, String text) {
        Reach.Resolution resolution = reach.resolve(text);
        if (resolution instanceof Reach.Resolution.Missing missing) {
            throw usage(option + " " + text + " " + missing.reason());
        }
        return ((Reach.Resolution.Found) resolution).end();
    }

    private void hints(Snapshot snapshot, CniProfile profile, PrintWriter err) {
        if (verbosity.quiet()) {
            return;
        }
        if (snapshot.format() == Format.MANIFESTS) {
            err.println("netdx: manifests alone: the declared state is judged, a cluster may hold more");
        }
        if (profile.enforces().filter(e -> !e).isPresent()) {
            err.println("netdx: the CNI " + profile.cni() + " does not enforce NetworkPolicies: every connection is allowed");
        }
        Hints.print(snapshot, err);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
