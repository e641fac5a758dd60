package io.netdx.cli;

import io.netdx.catalog.Severity;
import io.netdx.reason.Judgement;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Json;
import io.netdx.report.NameWriter;
import io.netdx.report.Palette;
import io.netdx.report.ReportTree;
import io.netdx.report.ReportWriter;
import io.netdx.report.TextWriter;
import io.netdx.report.WideWriter;
import io.netdx.report.Yaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "diagnose", description = "Diagnoses one cluster from a snapshot.", mixinStandardHelpOptions = true,
        sortOptions = false)
final class DiagnoseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-f", "--filename"}, paramLabel = "PATH",
            description = "Snapshot: a folder, archive or file, or - for standard input; repeatable")
    private List<String> filenames = new ArrayList<>();

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT[=FILE]",
            description = "text, wide, name, json or yaml; repeatable, with =FILE into a file")
    private List<String> outputs = new ArrayList<>();

    @Option(names = "--fail-on", paramLabel = "SEVERITY", defaultValue = "high",
            description = "Exit 1 from this severity on: info, low, medium, high, critical or never (default: high)")
    private String failOn;

    @Option(names = "--min-coverage", paramLabel = "PCT", defaultValue = "0",
            description = "Exit 4 where fewer of the checks could be made (default: 0)")
    private int minCoverage;

    @Option(names = "--color", paramLabel = "WHEN", defaultValue = "auto", description = "auto, always or never (default: auto)")
    private String color;

    @Option(names = {"-q", "--quiet"}, description = "No hints on standard error")
    private boolean quiet;

    @Option(names = "-v", paramLabel = "N", defaultValue = "0", description = "Verbosity; traces of errors from 6 on")
    private int verbosity;

    @Override
    public Integer call() throws IOException {
        Optional<Severity> threshold = threshold();
        List<Target> targets = targets();
        if (filenames.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nothing to diagnose: name a snapshot with -f PATH");
        }
        if (minCoverage < 0 || minCoverage > 100) {
            throw new ParameterException(spec.commandLine(), "--min-coverage is a percentage between 0 and 100");
        }
        DiagnosisReport report = new Diagnosis().of(filenames, System.in);
        PrintWriter out = spec.commandLine().getOut();
        for (Target target : targets) {
            if (target.file().isEmpty()) {
                target.writer().write(report, out);
                out.flush();
            } else {
                try (Writer file = Files.newBufferedWriter(Path.of(target.file()), StandardCharsets.UTF_8)) {
                    target.writer().write(report, file);
                } catch (IOException e) {
                    spec.commandLine().getErr().println("netdx: cannot write " + target.file() + " (" + e.getMessage() + "); choose another file");
                    return Main.CANNOT_RUN;
                }
            }
        }
        if (!quiet && !report.problems().isEmpty()) {
            spec.commandLine().getErr().println("netdx: " + report.problems().size()
                    + " places of the snapshot could not be used; -o wide lists them");
        }
        return status(report, threshold);
    }

    private int status(DiagnosisReport report, Optional<Severity> threshold) {
        Judgement judgement = report.judgement();
        boolean fails = threshold.isPresent() && judgement.diagnoses().stream().anyMatch(d -> d.state() == Judgement.State.ACTIVE
                && d.confidence() >= 0.5 && d.cause().severity().compareTo(threshold.get()) >= 0);
        if (fails) {
            return Main.FAULTS;
        }
        boolean covered = judgement.checks() == 0
                || 100 * (judgement.checks() - judgement.notMade()) >= minCoverage * judgement.checks();
        return covered ? 0 : Main.COVERAGE;
    }

    private Optional<Severity> threshold() {
        if (failOn.equalsIgnoreCase("never")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Severity.valueOf(failOn.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--fail-on knows no severity " + failOn);
        }
    }

    private record Target(ReportWriter writer, String file) {
    }

    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (String output : outputs.isEmpty() ? List.of("text") : outputs) {
            int equals = output.indexOf('=');
            String format = equals < 0 ? output : output.substring(0, equals);
            String file = equals < 0 ? "" : output.substring(equals + 1);
            targets.add(new Target(writer(format, file.isEmpty()), file));
        }
        return targets;
    }

    private ReportWriter writer(String format, boolean screen) {
        Palette palette = new Palette(screen && coloured());
        return switch (format) {
            case "text" -> new TextWriter(palette);
            case "wide" -> new WideWriter(palette);
            case "name" -> new NameWriter();
            case "json" -> (report, out) -> Json.write(ReportTree.of(report), out);
            case "yaml" -> (report, out) -> Yaml.write(ReportTree.of(report), out);
            default -> throw new ParameterException(spec.commandLine(), "-o knows no format " + format
                    + "; choose text, wide, name, json or yaml");
        };
    }

    private boolean coloured() {
        return switch (color) {
            case "always" -> true;
            case "never" -> false;
            case "auto" -> System.console() != null && terminal() && !"dumb".equals(System.getenv("TERM"))
                    && (System.getenv("NO_COLOR") == null || System.getenv("NO_COLOR").isEmpty());
            default -> throw new ParameterException(spec.commandLine(), "--color is auto, always or never");
        };
    }

    /** From JDK 22 on there is a console without a terminal too; the launcher says whether standard output is one. */
    private static boolean terminal() {
        return "1".equals(System.getenv("NETDX_TTY"));
    }
}
