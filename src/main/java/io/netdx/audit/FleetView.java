package io.netdx.audit;

import io.netdx.catalog.Cause;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.State;
import io.netdx.report.AuditReport.Attribute;
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

/** Looks at many rows together. Of a row it keeps what clusters are counted and compared by, so that there may be a million. */
public final class FleetView {

    /** Below it a diagnosis is a possibility among others. */
    private static final double DIAGNOSED = 0.5;

    private final Map<Judgement.Verdict, List<String>> verdicts = new HashMap<>();
    private final List<String> unread = new ArrayList<>();
    private final Map<String, Found> causes = new TreeMap<>();
    private final Map<String, Found> risks = new TreeMap<>();
    /** By cause: those clusters where it is active, however little it is believed. */
    private final Map<String, BitSet> possible = new HashMap<>();
    private final Map<String, Map<String, Missing>> kinds = new TreeMap<>();
    /** Of each cluster that was read; its index is its bit. */
    private final List<List<Attribute>> attributes = new ArrayList<>();
    /** Clusters are alike: what is equal is kept once. */
    private final Map<List<Attribute>, List<Attribute>> same = new HashMap<>();

    /** Where a cause is. */
    private static final class Found {
        private final Cause cause;
        private final List<String> clusters = new ArrayList<>();
        private final BitSet bits = new BitSet();
        private int objects;

        Found(Cause cause) {
            this.cause = cause;
        }

        void add(String cluster, int bit) {
            objects++;
            if (clusters.isEmpty() || !clusters.get(clusters.size() - 1).equals(cluster)) {
                clusters.add(cluster);
            }
            bits.set(bit);
        }
    }

    /** Where a kind was not seen, for one reason. */
    private static final class Missing {
        private final List<String> clusters = new ArrayList<>();
        private int checks;
        private double swing;
    }

    /** @param rows sorted by name */
    public static Fleet of(List<Row> rows) {
        FleetView view = new FleetView();
        rows.forEach(view::add);
        return view.fleet();
    }

    /** Adds one; they come sorted by name. */
    public void add(Row row) {
        if (row.report().isEmpty()) {
            unread.add(row.name());
            return;
        }
        DiagnosisReport report = row.report().get();
        Judgement judgement = report.judgement();
        int bit = attributes.size();
        attributes.add(same.computeIfAbsent(row.attributes(), a -> a));
        verdicts.computeIfAbsent(judgement.verdict(), v -> new ArrayList<>()).add(row.name());
        for (Diagnosis d : judgement.diagnoses()) {
            if (d.state() == State.ACTIVE) {
                possible.computeIfAbsent(d.cause().id(), c -> new BitSet()).set(bit);
            }
            if (active(report, d)) {
                causes.computeIfAbsent(d.cause().id(), c -> new Found(d.cause())).add(row.name(), bit);
            } else if (d.state() == State.LATENT && report.suppressed(d).isEmpty()) {
                risks.computeIfAbsent(d.cause().id(), c -> new Found(d.cause())).add(row.name(), bit);
            }
        }
        for (Unseen u : Unseen.of(judgement.notEvaluated())) {
            Missing missing = kinds.computeIfAbsent(u.needs(), k -> new TreeMap<>()).computeIfAbsent(u.reason(), k -> new Missing());
            if (missing.clusters.isEmpty() || !missing.clusters.get(missing.clusters.size() - 1).equals(row.name())) {
                missing.clusters.add(row.name());
            }
            missing.checks = Math.max(missing.checks, u.checks());
            missing.swing = Math.max(missing.swing, u.swing());
        }
    }

    /** What was added so far. */
    public Fleet fleet() {
        List<Affected> active = affected(causes);
        return new Fleet(names(Judgement.Verdict.FAULTY), names(Judgement.Verdict.HEALTHY), names(Judgement.Verdict.UNDETERMINED), List.copyOf(unread), active,
                affected(risks), new Distinctions(attributes).of(active.stream().map(this::split).toList()), gaps());
    }

    /** A root or contributing cause that is taken for true, and that nobody has decided to live with. */
    static boolean active(DiagnosisReport report, Diagnosis d) {
        return d.state() == State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE && d.confidence() >= DIAGNOSED && report.suppressed(d).isEmpty();
    }

    private List<String> names(Judgement.Verdict verdict) {
        return List.copyOf(verdicts.getOrDefault(verdict, List.of()));
    }

    private static List<Affected> affected(Map<String, Found> found) {
        return found.values().stream().map(f -> new Affected(f.cause, List.copyOf(f.clusters), f.objects))
                .sorted(Comparator.comparingInt((Affected a) -> -a.clusters().size()).thenComparing(a -> a.cause().severity(), Comparator.reverseOrder())
                        .thenComparing(a -> a.cause().id())).toList();
    }

    /** Where the cause is only suspected, the cluster is on neither side. */
    private Distinctions.Split split(Affected cause) {
        BitSet others = new BitSet();
        others.set(0, attributes.size());
        others.andNot(possible.get(cause.cause().id()));
        return new Distinctions.Split(cause.cause().id(), causes.get(cause.cause().id()).bits, others);
    }

    private List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        kinds.forEach((kind, reasons) -> reasons.forEach((reason, m) -> gaps.add(new Gap(kind, reason, List.copyOf(m.clusters), m.checks, m.swing))));
        gaps.sort(Comparator.comparingDouble((Gap g) -> -g.clusters().size() * g.swing()).thenComparing(g -> -g.clusters().size()).thenComparing(g -> -g.checks())
                .thenComparing(Gap::kind).thenComparing(Gap::reason));
        return gaps;
    }
}
