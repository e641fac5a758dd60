package io.netdx.fuzz;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.engine.Engine;
import io.netdx.model.NetworkModel;
import io.netdx.reason.Differential;
import io.netdx.reason.Judgement;
import io.netdx.report.ClusterInfo;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Json;
import io.netdx.report.Palette;
import io.netdx.report.ReportTree;
import io.netdx.report.TextWriter;
import io.netdx.report.WideWriter;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.SourceException;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The whole way of a snapshot, from its text to the report: cases with odd values put into them, as {@link Edits} says. */
public final class Pipeline {

    private static final SignatureTable TABLE = SignatureTable.load();
    private static final Catalog CATALOG = CatalogCodec.load();
    private static final Engine ENGINE = new Engine(CATALOG);
    private static final JsonFactory FACTORY = new JsonFactory();

    private Pipeline() {
    }

    /** What is loaded and compiled at first shall not count as a hang of the first input. */
    public static void fuzzerInitialize() throws IOException {
        diagnose(Edits.of(new byte[2]));
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        String edited = Edits.of(data);
        try {
            diagnose(edited);
        } catch (RuntimeException | Error e) {
            // the edits say nothing once the cases have changed: what is kept is what they made
            Path findings = Files.createDirectories(Path.of("target/fuzz/Pipeline/documents"));
            Files.writeString(findings.resolve(Integer.toHexString(edited.hashCode()) + ".yaml"), edited);
            throw e;
        }
    }

    static void diagnose(String text) throws IOException {
        Snapshot snapshot;
        try {
            snapshot = SnapshotReader.read(List.of("-"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT, TABLE);
        } catch (SourceException e) {
            Told.plain(e.getMessage());
            return;
        }
        NetworkModel model = NetworkModel.of(snapshot.cluster());
        Judgement judgement = Differential.judge(ENGINE.infer(snapshot.cluster(), model.facts()), CATALOG);
        for (Judgement.Diagnosis d : judgement.diagnoses()) {
            if (!(d.confidence() >= 0 && d.confidence() <= 1)) {
                throw new AssertionError(d.cause().id() + " has the probability " + d.confidence());
            }
        }
        ClusterInfo info = new ClusterInfo("stdin", snapshot.cluster().version(), model.cni().name(), 0, 0, snapshot.format().title(), "-", "");
        DiagnosisReport report = new DiagnosisReport("0", info, judgement, List.of(), snapshot.problems().stream().map(Problem::toString).toList());
        StringBuilder written = new StringBuilder();
        new TextWriter(new Palette(false)).write(report, written);
        new WideWriter(new Palette(false)).write(report, written);
        Told.plain(written.toString());
        StringBuilder json = new StringBuilder();
        Json.write(ReportTree.of(report), json);
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json.toString())) {
            while (parser.nextToken() != null) {
                // well-formed to its end
            }
        }
    }
}
