package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.cluster.Cluster;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.engine.OwnRules;
import io.netdx.exhibit.Gathering;
import io.netdx.reason.Judgement;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.live.Stop;
import io.netdx.source.signature.SignatureTable;
import io.netdx.suppress.Suppressions;
import io.netdx.work.Aside;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** Carries out {@code netdx diagnose}. */
final class DiagnoseRun {

    private final DiagnoseOptions options;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Suppressions suppressions;
    private final OwnRules own;

    /** @throws UsageException where a file of suppressions cannot be used */
    DiagnoseRun(DiagnoseOptions options, PrintWriter out, PrintWriter err) throws IOException {
        this.options = options;
        this.out = out;
        this.err = err;
        this.suppressions = options.suppressing().read();
        this.own = OwnRuleFolder.load(options.rules());
    }

    /** The exit status; throws {@link UsageException} where the options make no sense. */
    int run() throws IOException {
        Threshold threshold = Threshold.of(options.failOn(), options.minCoverage());
        List<Outputs.Target<DiagnosisReport>> targets = Outputs.targets(options.outputs(), options.color(),
                (format, coloured) -> DiagnosisFormats.writer(format, coloured, () -> DiagnosisFormats.looked(options.experimental(), own), options.suppressing().shown()), DiagnosisFormats.KNOWN);
        options.severities().known(CatalogCodec::load);
        if (!options.focus().isEmpty() && Focus.kind(options.focus()).isEmpty()) {
            throw new UsageException("nothing is expected where " + options.focus() + " stands; a snapshot is named with -f");
        }
        if (options.probe().run() && !options.filenames().isEmpty()) {
            throw new UsageException("--probe tests a running cluster, not a snapshot; --probe=plan shows what it would test");
        }
        if (options.anonymity().wanted() && (options.probe().run() || options.probe().plan() || !options.focus().isEmpty())) {
            throw new UsageException("--anonymize goes with neither --probe nor TYPE/NAME, which are about names");
        }
        byte[] secret = options.anonymity().secret();
        if (options.filenames().isEmpty()) {
            Stop stop = Stop.after(options.timeout());
            Interrupts interrupts = new Interrupts(stop, out);
            try {
                return options.probe().plan() ? planned(live(stop, SignatureTable.load()), Probing.namespace(options.probe(), options.kube()))
                        : written(diagnosed(table -> probed(stop, options.anonymity().wanted() ? Anonymous.live(options, secret, stop, table, err) : live(stop, table), table)), targets, threshold);
            } finally {
                interrupts.close();
            }
        }
        Function<SignatureTable, Snapshot> snapshot = table -> options.anonymity().wanted() ? Anonymous.read(options, secret, table)
                : SnapshotReader.read(options.filenames(), System.in, options.limits(), table);
        if (options.probe().plan()) {
            return planned(snapshot.apply(SignatureTable.load()), options.probe().namespace("default"));
        }
        DiagnosisReport report = options.timeout().isZero() ? diagnosed(snapshot) : Deadline.within(options.timeout(), () -> diagnosed(snapshot));
        return written(report, targets, threshold);
    }

    private Snapshot live(Stop stop, SignatureTable table) {
        return LiveReading.read(options.kube(), options.logs(), stop, options.limits(), table, options.quiet(), err);
    }

    private Snapshot probed(Stop stop, Snapshot snapshot, SignatureTable table) {
        return options.probe().run() ? Probing.of(snapshot, options.probe(), options.kube(), stop, table, options.quiet(), err) : snapshot;
    }

    /** Shows what would be tested, and creates nothing. */
    private int planned(Snapshot snapshot, String namespace) {
        out.print(options.probe().of(snapshot.cluster(), namespace).text(options.probe().image()));
        out.flush();
        return 0;
    }

    private int written(DiagnosisReport whole, List<Outputs.Target<DiagnosisReport>> targets, Threshold threshold) throws IOException {
        DiagnosisReport report = selected(whole);
        if (!Outputs.write(targets, report, out, err)) {
            return Main.CANNOT_RUN;
        }
        if (!options.quiet()) {
            report.warnings().forEach(warning -> err.println("netdx: " + warning));
        }
        if (!options.quiet() && !report.problems().isEmpty()) {
            err.println("netdx: " + report.problems().size() + " places of the snapshot could not be used; -o wide lists them");
        }
        boolean fails = threshold.fails(report.judgement(), d -> report.suppressed(d).isEmpty());
        return fails ? Main.FAULTS : threshold.covered(report.judgement()) ? 0 : Main.COVERAGE;
    }

    private DiagnosisReport diagnosed(Function<SignatureTable, Snapshot> reading) {
        Diagnosis diagnosis = Diagnosis.with(options.experimental(), own);
        Snapshot snapshot = reading.apply(diagnosis.table());
        DiagnosisReport report = options.suppressing().alone(pictured(diagnosis.examine(snapshot, Aside.THREADS), snapshot.cluster()), suppressions, snapshot.cluster(), this::catalog);
        DiagnosisReport weighed = report.showing(options.severities().of(report.judgement()));
        return options.focus().isEmpty() ? weighed : focused(weighed, snapshot.cluster());
    }

    /** What pictures are drawn of takes time, and most formats show none. */
    private DiagnosisReport pictured(Diagnosis.Examined examined, Cluster cluster) {
        return DiagnosisFormats.pictured(options.outputs()) ? examined.report().with(Gathering.of(examined.report(), cluster, examined.model()))
                : examined.report();
    }

    private DiagnosisReport focused(DiagnosisReport whole, Cluster cluster) {
        Focus focus = Focus.of(options.focus(), cluster, whole.judgement());
        return shown(whole, focus.of(whole.judgement()), "because of the focus on " + focus.object());
    }

    private DiagnosisReport selected(DiagnosisReport whole) {
        if (options.include().isEmpty() && options.exclude().isEmpty()) {
            return whole;
        }
        Judgement shown = Selection.of(options.include(), options.exclude(), catalog()).of(whole.judgement());
        return shown(whole, shown, "because of --include or --exclude");
    }

    /** All causes that there are. */
    private Catalog catalog() {
        return CatalogCodec.load().with(own.catalog());
    }

    private DiagnosisReport shown(DiagnosisReport whole, Judgement shown, String why) {
        int hidden = whole.judgement().diagnoses().size() - shown.diagnoses().size();
        if (hidden > 0 && !options.quiet()) {
            err.println("netdx: " + hidden + (hidden == 1 ? " diagnosis is" : " diagnoses are") + " not shown " + why);
        }
        return whole.showing(shown);
    }
}
