package io.netdx.diff;

import io.netdx.catalog.Catalog;
import io.netdx.fact.ObjectRef;
import io.netdx.report.DiffReport;
import io.netdx.report.DiffReport.ClusterDiff;
import io.netdx.report.DiffReport.CoverageChange;
import io.netdx.report.DiffReport.DiagnosisChange;
import io.netdx.report.DiffReport.Explanation;
import io.netdx.report.DiffReport.Fate;
import io.netdx.report.DiffReport.ObjectChange;
import io.netdx.report.DiffReport.Timing;
import io.netdx.report.DiffReport.Trend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares looks at the same clusters. Equal looks give an equal comparison. */
public final class Comparison {

    /** Seconds by which the clocks of nodes and of the API server may differ. */
    private static final long CLOCKS = 5;

    private Comparison() {
    }

    /**
     * Clusters are the same where their names are; one on each side are, whatever their names.
     *
     * @param catalog all causes that there are
     */
    public static DiffReport of(List<Side> before, List<Side> after, Catalog catalog, String toolVersion) {
        if (before.size() == 1 && after.size() == 1) {
            return new DiffReport(toolVersion, List.of(cluster(before.get(0), after.get(0), catalog)), List.of(), List.of());
        }
        Map<String, Side> old = byName(before);
        Map<String, Side> now = byName(after);
        Set<String> both = new TreeSet<>(old.keySet());
        both.retainAll(now.keySet());
        return new DiffReport(toolVersion, both.stream().map(name -> cluster(old.get(name), now.get(name), catalog)).toList(),
                without(old.keySet(), both), without(now.keySet(), both));
    }

    private static Map<String, Side> byName(List<Side> sides) {
        Map<String, Side> named = new LinkedHashMap<>();
        sides.forEach(side -> named.putIfAbsent(side.look().name(), side));
        return named;
    }

    private static List<String> without(Set<String> names, Set<String> known) {
        return names.stream().filter(name -> !known.contains(name)).sorted().toList();
    }

    private static ClusterDiff cluster(Side before, Side after, Catalog catalog) {
        List<DiagnosisChange> diagnoses = new Trends(before, after, catalog).all();
        boolean compared = before.objects().isPresent() && after.objects().isPresent();
        ObjectChanges objects = compared ? ObjectChanges.between(before.objects().get().cluster(), after.objects().get().cluster())
                : new ObjectChanges(List.of(), 0);
        List<Explanation> explanations = compared ? explanations(before, after, diagnoses, objects.changes()) : List.of();
        return new ClusterDiff(before.look(), after.look(), diagnoses, compared, objects.changes(), objects.unsure(), coverage(before, after), explanations);
    }

    private static List<CoverageChange> coverage(Side before, Side after) {
        Set<String> kinds = new TreeSet<>(before.coverage().keySet());
        kinds.addAll(after.coverage().keySet());
        return kinds.stream().filter(kind -> !before.state(kind).equals(after.state(kind)))
                .map(kind -> new CoverageChange(kind, before.state(kind), after.state(kind))).toList();
    }

    /** For each root that is new, worse or gone, the changes of objects that it names; first those that can be why. */
    private static List<Explanation> explanations(Side before, Side after, List<DiagnosisChange> diagnoses, List<ObjectChange> changes) {
        List<Explanation> all = new ArrayList<>();
        for (DiagnosisChange d : diagnoses) {
            Side side = d.trend() == Trend.GONE || d.trend() == Trend.BETTER ? before : after;
            boolean told = d.trend() != Trend.SAME && d.trend() != Trend.UNSEEN && !d.role().equals("consequence");
            Optional<Found> found = told ? side.found().stream().filter(f -> f.id().equals(d.id()) && f.subject().equals(d.subject())).findFirst() : Optional.empty();
            found.ifPresent(f -> all.addAll(explanations(d.trend(), f, side.objects().orElseThrow(), changes)));
        }
        return all;
    }

    private static List<Explanation> explanations(Trend trend, Found found, Side.Objects objects, List<ObjectChange> changes) {
        Beginnings beginnings = new Beginnings(objects);
        boolean begins = trend == Trend.NEW || trend == Trend.WORSE;
        Optional<Instant> began = begins ? beginnings.of(found) : Optional.empty();
        Set<ObjectRef> evidence = beginnings.evidence(found);
        Set<ObjectRef> affected = new HashSet<>(found.affected());
        List<Explanation> list = new ArrayList<>();
        for (ObjectChange change : changes) {
            String relation = change.object().equals(found.subject()) ? "subject" : evidence.contains(change.object()) ? "evidence"
                    : affected.contains(change.object()) ? "affected" : "";
            boolean follows = !relation.equals("subject") && change.fate() == Fate.CHANGED && change.fields().stream().allMatch(f -> f.path().startsWith("conditions"));
            if (!relation.isEmpty() && !follows) {
                list.add(new Explanation(trend, found.id(), found.subject(), began.map(ObjectChanges::time).orElse(""), change, timing(change, began), relation));
            }
        }
        list.sort(Comparator.comparing(Explanation::timing).thenComparing(Explanation::relation, Comparator.comparing(Comparison::rank))
                .thenComparing(e -> e.change().object()));
        return list;
    }

    private static int rank(String relation) {
        return List.of("subject", "evidence", "affected").indexOf(relation);
    }

    private static Timing timing(ObjectChange change, Optional<Instant> began) {
        if (change.at().isEmpty() || began.isEmpty()) {
            return Timing.UNKNOWN;
        }
        // one that was made anew may have been changed later still
        return Instant.parse(change.at()).isAfter(began.get().plusSeconds(CLOCKS)) ? Timing.AFTER : change.fate() == Fate.CHANGED ? Timing.UNKNOWN : Timing.BEFORE;
    }
}
