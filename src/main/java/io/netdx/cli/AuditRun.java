package io.netdx.cli;

import io.netdx.audit.Audit;
import io.netdx.audit.Baseline;
import io.netdx.audit.BaselineReader;
import io.netdx.audit.FleetView;
import io.netdx.audit.Input;
import io.netdx.audit.Journal;
import io.netdx.audit.SnapshotPaths;
import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.cluster.Cluster;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.diagnosis.ToolVersion;
import io.netdx.engine.OwnRules;
import io.netdx.reason.Judgement;
import io.netdx.report.AuditReport;
import io.netdx.report.AuditReport.Change;
import io.netdx.report.AuditReport.Changes;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.live.Stop;
import io.netdx.suppress.Suppression;
import io.netdx.suppress.Suppressions;
import io.netdx.work.Aside;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import picocli.CommandLine.Model.CommandSpec;

/** Carries out {@code netdx audit}. */
final class AuditRun {

    /** The rest of the heap is for rules, reports, and what the guess was too low by. */
    private static final double SHARE = 0.5;
    /** Running clusters at a time: who reads them mostly waits for their servers. */
    private static final int WAITING = 4;

    private final AuditOptions options;
    private final CommandSpec spec;
    private final PrintWriter err;
    private final Suppressions suppressions;
    private final OwnRules own;
    private final Supplier<Catalog> known;

    /** @throws UsageException where a file of suppressions cannot be used */
    AuditRun(AuditOptions options, CommandSpec spec) throws IOException {
        this.options = options;
        this.spec = spec;
        this.err = spec.commandLine().getErr();
        this.suppressions = options.suppressing().read();
        this.own = OwnRuleFolder.load(options.rules());
        this.known = Aside.LATER.start("catalogue", () -> CatalogCodec.load().with(own.catalog()));
    }

    /** The exit status; throws {@link UsageException} where the options make no sense. */
    int run() throws IOException {
        List<Outputs.Target<AuditReport>> targets = Outputs.targets(options.outputs(), options.color(),
                (format, coloured) -> AuditFormats.writer(format, coloured, () -> DiagnosisFormats.looked(options.experimental(), own), options.suppressing().shown()), AuditFormats.KNOWN);
        if (!options.spark().queries().isEmpty()) {
            new SparkRun(options, err).ask(spec.commandLine().getOut());
            return 0;
        }
        if (options.paths().isEmpty() && options.lists().isEmpty() && !options.running().wanted()) {
            throw new UsageException("nothing to audit; name snapshots, or folders of them, or running clusters with --live or --contexts");
        }
        if (options.parallel() < 0) {
            throw new UsageException("--parallel is the number of snapshots at a time");
        }
        if (options.failOnNew() && options.baseline().isEmpty()) {
            throw new UsageException("--fail-on-new needs a --baseline to be new against");
        }
        options.severities().known(known);
        Optional<Selection> selection = options.include().isEmpty() && options.exclude().isEmpty() ? Optional.empty()
                : Optional.of(Selection.of(options.include(), options.exclude(), known.get()));
        Optional<Baseline> baseline = options.baseline().isEmpty() ? Optional.empty() : Optional.of(BaselineReader.read(options.baseline()));
        Stop stop = Stop.after(options.timeout());
        Interrupts interrupts = new Interrupts(stop, spec.commandLine().getOut());
        try {
            List<Row> whole = (options.spark().chosen() ? new SparkRun(options, err).rows() : judged(stop)).stream().map(row -> shown(row, options.severities()::of)).toList();
            warn(whole);
            List<Row> rows = whole.stream().map(row -> selection.map(s -> shown(row, s::of)).orElse(row)).toList();
            Optional<Changes> changes = baseline.map(b -> b.against(whole)).map(c -> selection.map(s -> shown(c, s)).orElse(c));
            // a running cluster that was not wholly read is judged all the same, and its coverage says why
            String incomplete = stop.reason().filter(why -> rows.stream().anyMatch(row -> row.error().equals(why))).orElse("");
            AuditReport report = new AuditReport(ToolVersion.current(), rows, FleetView.of(rows), changes, incomplete);
            return Outputs.write(targets, report, spec.commandLine().getOut(), err) ? status(report) : Main.CANNOT_RUN;
        } finally {
            interrupts.close();
        }
    }

    private List<Row> judged(Stop stop) {
        List<Input> inputs = new ArrayList<>(SnapshotPaths.of(options.paths(), options.lists(), options.folders()));
        inputs.addAll(options.running().inputs(stop));
        if (inputs.isEmpty()) {
            throw new UsageException("the lists name no snapshot");
        }
        int waiting = (int) Math.min(WAITING, inputs.stream().filter(input -> input.running().isPresent()).count());
        int threads = options.parallel() > 0 ? options.parallel() : Math.max(waiting, Runtime.getRuntime().availableProcessors());
        Optional<Journal> journal = options.resume().isEmpty() ? Optional.empty()
                : Optional.of(new Journal(Path.of(options.resume()), settings(), known.get()));
        Audit.Settings settings = new Audit.Settings(threads, (long) (SHARE * Runtime.getRuntime().maxMemory()), options.limits(), this::marked, journal);
        try (AuditProgress progress = new AuditProgress(err, !options.quiet() && Progress.terminal())) {
            return new Audit(Diagnosis.with(options.experimental(), own), settings, progress, stop, System.in).rows(inputs);
        } finally {
            journal.ifPresent(Journal::close);
            journal.map(Journal::problem).filter(problem -> !problem.isEmpty()).ifPresent(problem -> err.println("netdx: " + problem));
        }
    }

    /** Everything but the snapshots that rows depend on. */
    private String settings() {
        CRC32 crc = new CRC32();
        crc.update((options.limits() + " " + options.experimental() + " " + options.suppressing() + " " + own.stamp()).getBytes(StandardCharsets.UTF_8));
        for (String file : options.suppressing().files()) {
            try {
                crc.update(Files.readAllBytes(Path.of(file)));
            } catch (IOException e) {
                throw new UsageException(file + ": cannot be read", e);
            }
        }
        return ToolVersion.build() + " " + Long.toHexString(crc.getValue());
    }

    private static Row shown(Row row, UnaryOperator<Judgement> some) {
        return row.report().map(r -> row.with(r.showing(some.apply(r.judgement())))).orElse(row);
    }

    private Changes shown(Changes whole, Selection selection) {
        Predicate<Change> wanted = change -> known.get().cause(change.cause()).map(selection::shows).orElse(true);
        return new Changes(whole.baseline(), whole.fresh().stream().filter(wanted).toList(), whole.fixed().stream().filter(wanted).toList(),
                whole.open().stream().filter(wanted).toList(), whole.added(), whole.gone());
    }

    private DiagnosisReport marked(DiagnosisReport report, Cluster cluster) {
        return options.suppressing().marking().marked(report, suppressions, cluster, known);
    }

    /** Of what suppresses nothing in any cluster, and what each cluster has to say; the same once. */
    private void warn(List<Row> rows) {
        if (options.quiet()) {
            return;
        }
        Set<String> warnings = new LinkedHashSet<>();
        rows.forEach(row -> row.report().ifPresent(r -> warnings.addAll(r.warnings())));
        if (!suppressions.entries().isEmpty()) {
            Set<Suppression> matched = new HashSet<>();
            rows.forEach(row -> row.report().ifPresent(r -> matched.addAll(suppressions.on(r, Optional.empty(), known.get()).matched())));
            warnings.addAll(suppressions.idle(matched, known.get()));
        }
        List<Integer> problems = rows.stream().flatMap(row -> row.report().stream()).map(r -> r.problems().size()).filter(n -> n > 0).toList();
        if (!problems.isEmpty()) {
            warnings.add(problems.stream().mapToInt(n -> n).sum() + " places in " + problems.size() + " of the clusters could not be used; -o json lists them");
        }
        warnings.forEach(warning -> err.println("netdx: " + warning));
    }

    private int status(AuditReport report) {
        List<DiagnosisReport> read = report.clusters().stream().flatMap(r -> r.report().stream()).toList();
        int unread = report.clusters().size() - read.size();
        if (unread > 0 && !options.quiet()) {
            err.println("netdx: " + unread + " of " + report.clusters().size() + " clusters could not be read; the report says why");
        }
        Set<Change> fresh = report.changes().map(c -> Set.copyOf(c.fresh())).orElse(Set.of());
        for (Row row : report.clusters()) {
            if (row.report().isPresent() && options.threshold().fails(row.report().get().judgement(), d -> row.report().get().suppressed(d).isEmpty()
                    && (!options.failOnNew() || fresh.contains(new Change(row.name(), d.cause().id(), d.cause().title(), d.subject(), d.cause().severity()))))) {
                return Main.FAULTS;
            }
        }
        if (read.isEmpty() || !report.incomplete().isEmpty()) {
            return Main.CANNOT_RUN;
        }
        boolean covered = read.stream().allMatch(r -> options.threshold().covered(r.judgement())) && (unread == 0 || options.threshold().minCoverage() == 0);
        return covered ? 0 : Main.COVERAGE;
    }
}
