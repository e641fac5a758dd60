package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.catalog.Severity;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.diagnosis.ToolVersion;
import io.netdx.diff.Comparison;
import io.netdx.diff.Side;
import io.netdx.diff.StoredReports;
import io.netdx.engine.OwnRules;
import io.netdx.fact.Plain;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.DiffReport;
import io.netdx.report.DiffReport.DiagnosisChange;
import io.netdx.report.DiffReport.Standing;
import io.netdx.report.DiffReport.Trend;
import io.netdx.report.DiffTree;
import io.netdx.report.DiffWriter;
import io.netdx.report.Json;
import io.netdx.report.Yaml;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.SourceException;
import io.netdx.suppress.Suppressions;
import io.netdx.work.Aside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "diff", description = "Says what changed between two snapshots or reports, and which change explains the fault.", mixinStandardHelpOptions = true,
        sortOptions = false)
final class DiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "The earlier one: a snapshot, or what diagnose or audit wrote with -o json or -o yaml")
    private String before;

    @Parameters(index = "1", paramLabel = "B", description = "The later one")
    private String after;

    @Mixin
    private Outputs outputs;

    @Mixin
    private FailureFlags failure;

    @Mixin
    private OwnRulesFlag rules;

    @Mixin
    private ExperimentalFlag experimental;

    @Mixin
    private SuppressionFlags suppressionFlags;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        return run();
    }

    private int run() throws IOException {
        Threshold threshold = Threshold.of(failure.failOn(), 0);
        List<Outputs.Target<DiffReport>> targets = outputs.targets((format, coloured) -> Optional.ofNullable(switch (format) {
            case "text" -> (report, out) -> DiffWriter.write(report, out);
            case "json" -> (report, out) -> Json.write(DiffTree.of(report), out);
            case "yaml" -> (report, out) -> Yaml.write(DiffTree.of(report), out);
            default -> null;
        }), "text, json or yaml");
        OwnRules own = rules.load();
        Catalog catalog = CatalogCodec.load().with(own.catalog());
        Reader reader = new Reader(own, catalog, suppressionFlags.choice());
        DiffReport report = Comparison.of(reader.read(before), reader.read(after), catalog, ToolVersion.current());
        if (report.clusters().isEmpty()) {
            throw new UsageException("the two know no cluster of the same name");
        }
        if (!verbosity.quiet()) {
            reader.warnings.forEach(warning -> spec.commandLine().getErr().println("netdx: " + warning));
        }
        if (!outputs.write(targets, report, spec)) {
            return Main.CANNOT_RUN;
        }
        return report.clusters().stream().flatMap(c -> c.diagnoses().stream()).anyMatch(d -> fails(d, threshold)) ? Main.FAULTS : 0;
    }

    private static boolean fails(DiagnosisChange d, Threshold threshold) {
        if (d.trend() != Trend.NEW && d.trend() != Trend.WORSE) {
            return false;
        }
        Standing s = d.after().orElseThrow();
        return s.state().equals("active") && s.confidence() >= 0.5 && !s.suppressed() && threshold.severity().isPresent()
                && Severity.valueOf(s.severity().toUpperCase(Locale.ROOT)).compareTo(threshold.severity().get()) >= 0;
    }

    private final class Reader {

        private final OwnRules own;
        private final Catalog catalog;
        private final Suppressing suppressing;
        private final Suppressions ofFiles;
        private final Set<String> warnings = new LinkedHashSet<>();
        private Optional<Diagnosis> diagnosis = Optional.empty();

        Reader(OwnRules own, Catalog catalog, Suppressing suppressing) {
            this.own = own;
            this.catalog = catalog;
            this.suppressing = suppressing;
            this.ofFiles = suppressing.read();
        }

        private List<Side> read(String path) throws IOException {
            if (StoredReports.is(Path.of(path))) {
                try {
                    return StoredReports.read(Path.of(path));
                } catch (IllegalArgumentException e) {
                    throw new SourceException(e.getMessage() + "; give a report as diagnose or audit wrote it");
                }
            }
            diagnosis = diagnosis.or(() -> Optional.of(Diagnosis.with(experimental.wanted(), own)));
            Snapshot snapshot = SnapshotReader.read(List.of(path), System.in, limits.limits(), diagnosis.get().table());
            Diagnosis.Examined examined = diagnosis.get().examine(snapshot, Aside.THREADS);
            DiagnosisReport report = suppressing.on(examined.report(), ofFiles, snapshot.cluster(), () -> catalog).report();
            if (!snapshot.problems().isEmpty()) {
                warnings.add(snapshot.problems().size() + " places of " + Plain.line(path) + " could not be used; netdx diagnose -o wide lists them");
            }
            return List.of(Side.of(report, snapshot.cluster(), examined.model().facts()));
        }
    }
}
