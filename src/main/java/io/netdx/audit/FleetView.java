package io.netdx.audit;

import io.netdx.catalog.Cause;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.State;
import io.netdx.reason.Judgement.Verdict;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Fleet;
import io.netdx.report.Fleet.Affected;
import io.netdx.report.Fleet.Gap;
import io.netdx.report.Unseen;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Looks at many rows together. */
public final class FleetView {

    /** Below it a diagnosis is a possibility among others. */
    private static final double DIAGNOSED = 0.5;

    private final List<Row> read;

    private FleetView(List<Row> rows) {
        this.read = rows.stream().filter(r -> r.report().isPresent()).toList();
    }

    /** @param rows sorted by name */
    public static Fleet of(List<Row> rows) {
        FleetView view = new FleetView(rows);
        List<Affected> causes = view.affected(FleetView::active);
        return new Fleet(view.names(Verdict.FAULTY), view.names(Verdict.HEALTHY), view.names(Verdict.UNDETERMINED),
                rows.stream().filter(r -> r.report().isEmpty()).map(Row::name).toList(), causes, view.affected((report, d) -> d.state() == State.LATENT && report.suppressed(d).isEmpty()),
                new Distinctions(view.read).of(causes.stream().map(view::split).toList()), view.gaps());
    }

    /** A root or contributing cause that is taken for true, and that nobody has decided to live with. */
    static boolean active(DiagnosisReport report, Diagnosis d) {
        return d.state() == State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE && d.confidence() >= DIAGNOSED && report.suppressed(d).isEmpty();
    }

    private static Judgement judgement(Row row) {
        return row.report().orElseThrow().judgement();
    }

    private List<String> names(Verdict verdict) {
        return read.stream().filter(r -> judgement(r).verdict() == verdict).map(Row::name).toList();
    }

    private List<Affected> affected(BiPredicate<DiagnosisReport, Diagnosis> which) {
        Map<String, Cause> causes = new TreeMap<>();
        Map<String, List<String>> clusters = new TreeMap<>();
        Map<String, Integer> objects = new TreeMap<>();
        for (Row row : read) {
            for (Diagnosis d : judgement(row).diagnoses()) {
                if (which.test(row.report().orElseThrow(), d)) {
                    causes.put(d.cause().id(), d.cause());
                    objects.merge(d.cause().id(), 1, Integer::sum);
                    List<String> names = clusters.computeIfAbsent(d.cause().id(), c -> new ArrayList<>());
                    if (names.isEmpty() || !names.get(names.size() - 1).equals(row.name())) {
                        names.add(row.name());
                    }
                }
            }
        }
        return causes.values().stream().map(c -> new Affected(c, List.copyOf(clusters.get(c.id())), objects.get(c.id())))
                .sorted(Comparator.comparingInt((Affected a) -> -a.clusters().size()).thenComparing(a -> a.cause().severity(), Comparator.reverseOrder())
                        .thenComparing(a -> a.cause().id())).toList();
    }

    /** Where the cause is only suspected, the cluster is on neither side. */
    private Distinctions.Split split(Affected cause) {
        BitSet affected = new BitSet();
        BitSet others = new BitSet();
        for (int i = 0; i < read.size(); i++) {
            List<Diagnosis> of = judgement(read.get(i)).diagnoses().stream()
                    .filter(d -> d.state() == State.ACTIVE && d.cause().id().equals(cause.cause().id())).toList();
            DiagnosisReport report = read.get(i).report().orElseThrow();
            affected.set(i, of.stream().anyMatch(d -> active(report, d)));
            others.set(i, of.isEmpty());
        }
        return new Distinctions.Split(cause.cause().id(), affected, others);
    }

    private List<Gap> gaps() {
        Map<String, Map<String, List<Unseen>>> kinds = new TreeMap<>();
        Map<List<String>, TreeSet<String>> clusters = new HashMap<>();
        for (Row row : read) {
            for (Unseen u : Unseen.of(judgement(row).notEvaluated())) {
                kinds.computeIfAbsent(u.needs(), k -> new TreeMap<>()).computeIfAbsent(u.reason(), k -> new ArrayList<>()).add(u);
                clusters.computeIfAbsent(List.of(u.needs(), u.reason()), k -> new TreeSet<>()).add(row.name());
            }
        }
        List<Gap> gaps = new ArrayList<>();
        kinds.forEach((kind, reasons) -> reasons.forEach((reason, all) -> gaps.add(new Gap(kind, reason, List.copyOf(clusters.get(List.of(kind, reason))),
                all.stream().mapToInt(Unseen::checks).max().orElse(0), all.stream().mapToDouble(Unseen::swing).max().orElse(0)))));
        gaps.sort(Comparator.comparingDouble((Gap g) -> -g.clusters().size() * g.swing()).thenComparing(g -> -g.clusters().size()).thenComparing(g -> -g.checks())
                .thenComparing(Gap::kind).thenComparing(Gap::reason));
        return gaps;
    }
}
