package io.netdx.diagnosis;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.engine.Engine;
import io.netdx.engine.OwnRules;
import io.netdx.fact.Coverage;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import io.netdx.finding.Inference;
import io.netdx.model.NetworkModel;
import io.netdx.reason.Differential;
import io.netdx.reason.Judgement;
import io.netdx.report.ClusterInfo;
import io.netdx.report.CoverageLine;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import io.netdx.work.Aside;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The way of the data, once: source, facts, model, rules, differential, report. May be asked by several threads at once. */
public final class Diagnosis {

    private final SignatureTable table = SignatureTable.load();
    private final Supplier<Knowledge> knowledge;

    private record Knowledge(Catalog catalog, Engine engine) {
        Knowledge(Catalog catalog, OwnRules own) {
            this(catalog, new Engine(catalog, own));
            engine.warmUp();
        }
    }

    /** What became of a snapshot: the report, with the model and what rules derived from it that stand behind it. */
    public record Examined(DiagnosisReport report, NetworkModel model, Inference inference) {
    }

    /** Looks for the causes that the catalogue holds enabled. */
    public Diagnosis() {
        this(() -> CatalogCodec.load().enabled());
    }

    /** Looks for all causes of a catalogue, which is made while snapshots are read. */
    public Diagnosis(Supplier<Catalog> catalog) {
        this(catalog, OwnRules.NONE);
    }

    private Diagnosis(Supplier<Catalog> catalog, OwnRules own) {
        Aside.THREADS.start("signatures", table::ready);
        this.knowledge = Aside.THREADS.start("knowledge", () -> new Knowledge(catalog.get(), own));
    }

    public static Diagnosis with(boolean experimental) {
        return with(experimental, OwnRules.NONE);
    }

    /** @param own rules of the user, all of which count, whatever their status: they were asked for */
    public static Diagnosis with(boolean experimental, OwnRules own) {
        return new Diagnosis(() -> (experimental ? CatalogCodec.load() : CatalogCodec.load().enabled()).with(own.catalog()), own);
    }

    public Catalog catalog() {
        return knowledge.get().catalog();
    }

    /** Reads what was named and judges it. */
    public DiagnosisReport of(List<String> paths, InputStream stdin) {
        return of(read(paths, stdin));
    }

    /** What texts of a snapshot are compared with. */
    public SignatureTable table() {
        return table;
    }

    public Snapshot read(List<String> paths, InputStream stdin) {
        return SnapshotReader.read(paths, stdin, Limits.DEFAULT, table);
    }

    public DiagnosisReport of(Snapshot snapshot) {
        return examine(snapshot, Aside.THREADS).report();
    }

    /** @param aside where parts of the work go: one diagnosis at a time has other cores to spare, many in parallel have none */
    public Examined examine(Snapshot snapshot, Aside aside) {
        NetworkModel model = NetworkModel.of(snapshot.cluster(), aside);
        Knowledge known = knowledge.get();
        Inference inference = known.engine().infer(snapshot.cluster(), model.facts(), aside);
        Judgement judgement = Differential.judge(inference, known.catalog());
        return new Examined(new DiagnosisReport(ToolVersion.current(), info(snapshot, model), judgement, coverage(snapshot),
                snapshot.problems().stream().map(Problem::toString).toList()), model, inference);
    }

    public static ClusterInfo info(Snapshot snapshot, NetworkModel model) {
        Instant now = snapshot.cluster().now();
        return new ClusterInfo(name(snapshot.name()), snapshot.cluster().version(), model.cni().name(), snapshot.cluster().all(Node.class).size(),
                snapshot.cluster().all(Pod.class).size(), snapshot.format().title(), snapshot.name(),
                now.equals(Instant.EPOCH) ? "" : now.toString());
    }

    /** A snapshot has no name of its own: its file's or folder's serves. */
    public static String name(String given) {
        Path path = Path.of(given.equals("-") ? "stdin" : given);
        return path.getFileName() == null ? given : path.getFileName().toString();
    }

    private static List<CoverageLine> coverage(Snapshot snapshot) {
        List<CoverageLine> lines = new ArrayList<>();
        for (Coverage c : snapshot.cluster().coverage()) {
            if (c.namespace().equals(Coverage.ALL) || !c.complete()) {
                lines.add(new CoverageLine(c.kind() + (c.namespace().equals(Coverage.ALL) ? "" : " (" + c.namespace() + ")"),
                        c.state().name(), c.reason()));
            }
        }
        return lines;
    }
}
