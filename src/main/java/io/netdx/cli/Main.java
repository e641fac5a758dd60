package io.netdx.cli;

import io.netdx.engine.own.RulesException;
import io.netdx.fact.Plain;
import io.netdx.model.Spelling;
import io.netdx.source.SnapshotReader;
import io.netdx.source.SourceException;
import io.netdx.source.live.KubeconfigException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. Exit status as in the contract: 0, 1 faults, 2 usage, 3 could not run, 4 coverage, 130 interrupted. */
@Command(name = "netdx", description = "Diagnoses Kubernetes network faults.", synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true, versionProvider = VersionCommand.Provider.class,
        subcommands = {DiagnoseCommand.class, AuditCommand.class, GuideCommand.class, TraceCommand.class, ReachCommand.class, CollectCommand.class, ExplainCommand.class, RulesCommand.class,
            AdviseCommand.class, ServeCommand.class, ProbeCommand.class, EvaluateCommand.class, EstimateCommand.class, SimulateCommand.class, TrainCommand.class, McpCommand.class,
            CompletionCommand.class, DiffCommand.class, VersionCommand.class, HelpCommand.class},
        footer = {"", "Examples:", "  netdx diagnose", "  netdx diagnose -f snapshot.tar.gz", "  kubectl get all,netpol,ep -A -o json | netdx diagnose -f -",
            "  netdx trace shop/frontend db.data:5432 -f snapshot.tar.gz", "  netdx explain policy/default-deny-ingress"})
public final class Main {

    static final int FAULTS = 1;
    static final int USAGE = 2;
    static final int CANNOT_RUN = 3;
    static final int COVERAGE = 4;

    private static final int STACK_TRACE_FROM = 6;

    private Main() {
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        if (args.length > 1 && args[0].equals("diagnose")) {
            prepare();
        }
        int status = run(args, out, err);
        out.flush();
        System.exit(status);
    }

    /** Makes ready on another core, while the first files are read, what reading will need anyway. */
    static void prepare() {
        Thread thread = new Thread(SnapshotReader::warmUp, "prepare");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> { });
        thread.start();
    }

    /** Runs one command line; for tests, without ending the JVM. */
    static int run(String[] args, PrintStream out, PrintStream err) {
        PrintWriter outWriter = new PrintWriter(out, true, StandardCharsets.UTF_8);
        PrintWriter errWriter = new PrintWriter(err, true, StandardCharsets.UTF_8);
        Optional<DiagnoseOptions> plain = args.length > 0 && args[0].equals("diagnose")
                ? DiagnoseOptions.plain(Arrays.copyOfRange(args, 1, args.length)) : Optional.empty();
        return plain.isPresent() ? diagnose(plain.get(), outWriter, errWriter, err) : parse(args, outWriter, errWriter, err);
    }

    private static int diagnose(DiagnoseOptions options, PrintWriter out, PrintWriter err, PrintStream trace) {
        try {
            return new DiagnoseRun(options, out, err).run();
        } catch (UsageException e) {
            err.println(usage(e.getMessage(), "diagnose "));
            return USAGE;
        } catch (IOException | RuntimeException e) {
            return failed(e, options.verbosity(), trace);
        }
    }

    private static int parse(String[] args, PrintWriter out, PrintWriter err, PrintStream trace) {
        CommandLine line = commandLine(args);
        try {
            line.setDefaultValueProvider(ConfigFile.named(args));
        } catch (UsageException e) {
            err.println(usage(e.getMessage(), ""));
            return USAGE;
        }
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // audit reads @FILE itself: what stands in a list of snapshots is never an option
        line.setExpandAtFiles(args.length == 0 || !args[0].equals("audit"));
        line.setParameterExceptionHandler((e, arguments) -> {
            e.getCommandLine().getErr().println(usage(message(e), subcommand(e.getCommandLine())));
            return USAGE;
        });
        line.setExecutionExceptionHandler((e, commandLine, parsed) -> {
            if (e instanceof UsageException) {
                commandLine.getErr().println(usage(e.getMessage(), subcommand(commandLine)));
                return USAGE;
            }
            return failed(e, verbosity(args), trace);
        });
        if (args.length > 0 && args[0].equals(Completions.COMMAND)) {
            Completions.write(line, Arrays.asList(args).subList(1, args.length), out);
            return 0;
        }
        if (args.length == 0) {
            line.usage(line.getOut());
            return USAGE;
        }
        return line.execute(line.getCommandName().equals("diagnose") ? Arrays.copyOfRange(args, 1, args.length) : args);
    }

    /** Describing all commands costs a cold JVM more than reading a small snapshot: diagnose stands alone. */
    private static CommandLine commandLine(String[] args) {
        return args.length > 0 && args[0].equals("diagnose") ? new CommandLine(new DiagnoseCommand()) : new CommandLine(new Main());
    }

    private static String usage(String message, String subcommand) {
        return "netdx: " + Plain.line(message) + "; see netdx " + subcommand + "--help";
    }

    /** picocli counts arguments; people look for what they typed. */
    private static String message(CommandLine.ParameterException e) {
        if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched) || unmatched.getUnmatched().isEmpty()) {
            return e.getMessage();
        }
        String first = unmatched.getUnmatched().get(0);
        boolean command = !e.getCommandLine().getSubcommands().isEmpty();
        String said = unmatched.isUnknownOption() ? "there is no option " + first : command ? "there is no command " + first
                : "nothing is expected where " + first + " stands" + (e.getCommandLine().getCommandSpec().findOption("-f") == null ? ""
                : "; a snapshot is named with -f");
        List<String> near = Spelling.near(first, unmatched.getSuggestions(), 2);
        return said + (near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)");
    }

    private static String subcommand(CommandLine line) {
        String name = line.getCommandSpec().qualifiedName();
        return name.equals("netdx") ? "" : name.replace("netdx ", "") + " ";
    }

    private static int verbosity(String[] args) {
        for (int i = 0; i < args.length; i++) {
            String value = args[i].startsWith("-v=") ? args[i].substring(3)
                    : args[i].equals("-v") && i + 1 < args.length ? args[i + 1] : "";
            if (!value.isEmpty() && value.chars().allMatch(Character::isDigit)) {
                return value.length() > 2 ? 99 : Integer.parseInt(value);
            }
        }
        return 0;
    }

    private static int failed(Exception e, int verbosity, PrintStream err) {
        if (e instanceof KubeconfigException) {
            err.println("netdx: " + Plain.line(e.getMessage()));
            return USAGE;
        }
        if (e instanceof RulesException invalid) {
            invalid.faults().forEach(fault -> err.println("netdx: " + fault));
            return CANNOT_RUN;
        }
        String message = e instanceof SourceException ? e.getMessage()
                : "internal error: " + Plain.line(String.valueOf(e)) + "; run again with -v 6 and report the trace";
        err.println("netdx: " + message);
        if (verbosity >= STACK_TRACE_FROM) {
            e.printStackTrace(err);
        }
        return CANNOT_RUN;
    }
}
