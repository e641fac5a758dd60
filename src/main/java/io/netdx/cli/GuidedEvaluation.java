package io.netdx.cli;

import io.netdx.catalog.Cause;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.fact.Coverage;
import io.netdx.guide.Complaint;
import io.netdx.guide.Guide;
import io.netdx.guide.Known;
import io.netdx.guide.Oracle;
import io.netdx.guide.Procedure;
import io.netdx.guide.Session;
import io.netdx.guide.Stop;
import io.netdx.guide.Tables;
import io.netdx.guide.Trial;
import io.netdx.reason.Effort;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Measures guided sessions on labelled cases: each case once for each way, with the same oracle. */
final class GuidedEvaluation {

    private static final String HEADER = String.format(Locale.ROOT, "%-24s %5s %7s %7s %6s %7s %7s %7s %7s", "", "cases", "minutes", "p90", "tests", "named", "right", "family",
            "found");

    private final Diagnosis diagnosis;
    private final double wrong;
    private final long seed;
    private final Map<String, List<Trial>> ways = new LinkedHashMap<>();

    GuidedEvaluation(Diagnosis diagnosis, double wrong, long seed) {
        this.diagnosis = diagnosis;
        this.wrong = wrong;
        this.seed = seed;
        List.of("layered", "guided by choice", "guided", "guided, snapshot").forEach(way -> ways.put(way, new ArrayList<>()));
    }

    void of(Path one, String name, PrintWriter out) {
        Truth truth = Truth.of(one, Map.of());
        if (truth.roots().isEmpty()) {
            return;
        }
        Set<String> causes = new TreeSet<>();
        diagnosis.catalog().all().stream().filter(c -> truth.roots().stream().anyMatch(ids -> Truth.names(c, ids))).map(Cause::id).forEach(causes::add);
        if (causes.isEmpty()) {
            return;
        }
        Snapshot snapshot = diagnosis.read(Truth.inputs(one, List.of()), InputStream.nullInputStream());
        Tables tables = Tables.load(diagnosis.catalog());
        SnapshotClinic whole = new SnapshotClinic(diagnosis, snapshot, Limits.DEFAULT);
        Set<String> unlisted = new TreeSet<>(snapshot.cluster().coverage().stream().map(Coverage::kind).toList());
        unlisted.removeAll(Oracle.listed());
        SnapshotClinic lists = new SnapshotClinic(diagnosis, snapshot.with(snapshot.cluster().without(unlisted)), Limits.DEFAULT);
        SnapshotClinic nothing = new SnapshotClinic(diagnosis, SnapshotClinic.nothing(), Limits.DEFAULT);
        Known known = whole.know(List.of());
        Complaint complaint = tables.lexicon().understand(Truth.complaint(one));
        for (Map.Entry<String, List<Trial>> way : ways.entrySet()) {
            Guide guide = new Guide(diagnosis.catalog(), tables, way.getKey().endsWith("snapshot") ? whole
                    : pasted -> pasted.isEmpty() ? nothing.know(List.of()) : lists.know(List.of()),
                    way.getKey().startsWith("layered") ? Procedure.LAYERED : Procedure.ADAPTIVE, Effort.LEVELS.get(Effort.LEVELS.size() - 1),
                    !way.getKey().endsWith("choice") && !way.getKey().equals("layered"));
            Oracle oracle = new Oracle(diagnosis.catalog(), tables, known, causes, truth.suffering(one), wrong, new SplittableRandom(seed * 31 + name.hashCode()));
            Trial trial = Trial.of(guide, Session.of(complaint), oracle, causes);
            way.getValue().add(trial);
            out.printf(Locale.ROOT, "%-17s %5.1f min %3d tests  %-12s %-6s %4.2f  %s%n", way.getKey(), trial.minutes(), trial.tests(), trial.stop(),
                    trial.right() ? "right" : trial.family() ? "family" : "WRONG", trial.belief(), name);
        }
        out.flush();
    }

    /** Of {@code layered}, {@code guided by choice}, {@code guided} or {@code guided, snapshot}. */
    List<Trial> trials(String way) {
        return ways.get(way);
    }

    void summary(PrintWriter out) {
        out.println();
        out.println(HEADER);
        ways.forEach((way, trials) -> out.println(line(way, trials)));
        out.flush();
    }

    private static String line(String way, List<Trial> trials) {
        List<Double> minutes = trials.stream().map(Trial::minutes).sorted().toList();
        List<Trial> named = trials.stream().filter(t -> t.stop() != Stop.Reason.NOT_WORTH_IT).toList();
        double n = Math.max(1, trials.size());
        double m = Math.max(1, named.size());
        return String.format(Locale.ROOT, "%-24s %5d %7.1f %7.1f %6.1f %7.3f %7.3f %7.3f %7.3f", way, trials.size(),
                minutes.stream().mapToDouble(d -> d).average().orElse(0), minutes.isEmpty() ? 0 : minutes.get((int) Math.min(minutes.size() - 1, Math.floor(0.9 * minutes.size()))),
                trials.stream().mapToInt(Trial::tests).average().orElse(0), named.size() / n, named.stream().filter(Trial::right).count() / m,
                named.stream().filter(t -> t.family() || t.right()).count() / m, trials.stream().filter(Trial::right).count() / n);
    }
}
