package io.netdx.diff;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.report.DiffReport.DiagnosisChange;
import io.netdx.report.DiffReport.Standing;
import io.netdx.report.DiffReport.Trend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What became of each diagnosis. That one is gone is said only where everything that would show it was seen again. */
final class Trends {

    /** Behaviour: of it there is never all; what was seen of it before must have been looked at again. */
    private static final Set<String> STREAMS = Set.of("Log", "Event", "Metric", "Alert");
    private static final List<String> SEVERITIES = List.of("info", "low", "medium", "high", "critical");

    private final Side before;
    private final Side after;
    private final Catalog catalog;

    Trends(Side before, Side after, Catalog catalog) {
        this.before = before;
        this.after = after;
        this.catalog = catalog;
    }

    List<DiagnosisChange> all() {
        Map<Found.Key, Found> old = new LinkedHashMap<>();
        before.found().forEach(f -> old.put(f.key(), f));
        List<DiagnosisChange> changes = new ArrayList<>();
        for (Found now : after.found()) {
            Found was = old.remove(now.key());
            changes.add(was == null ? appeared(now) : stayed(was, now));
        }
        old.values().forEach(was -> changes.add(vanished(was)));
        changes.sort(Comparator.comparing(DiagnosisChange::trend).thenComparing(Comparator.comparingInt(Trends::weight).reversed())
                .thenComparing(DiagnosisChange::id).thenComparing(DiagnosisChange::subject));
        return changes;
    }

    private static int weight(DiagnosisChange change) {
        Standing standing = change.after().or(change::before).orElseThrow();
        return SEVERITIES.indexOf(standing.severity()) + (standing.state().equals("active") ? SEVERITIES.size() : 0);
    }

    private DiagnosisChange appeared(Found now) {
        List<String> unseen = less(before, after, now.id());
        return change(Trend.NEW, now, Optional.empty(), Optional.of(now.standing()),
                unseen.isEmpty() ? "" : "it may have been there before: " + words(unseen, before) + " then");
    }

    private DiagnosisChange vanished(Found was) {
        List<String> unseen = less(after, before, was.id());
        return unseen.isEmpty() ? change(Trend.GONE, was, Optional.of(was.standing()), Optional.empty(), "")
                : change(Trend.UNSEEN, was, Optional.of(was.standing()), Optional.empty(), "whether it is gone cannot be told: " + words(unseen, after) + " any more");
    }

    private static DiagnosisChange stayed(Found was, Found now) {
        int more = Boolean.compare(now.active(), was.active());
        more = more != 0 ? more : Integer.compare(SEVERITIES.indexOf(now.standing().severity()), SEVERITIES.indexOf(was.standing().severity()));
        more = more != 0 ? more : Integer.compare(now.standing().affected(), was.standing().affected());
        return change(more > 0 ? Trend.WORSE : more < 0 ? Trend.BETTER : Trend.SAME, now, Optional.of(was.standing()), Optional.of(now.standing()), "");
    }

    private static DiagnosisChange change(Trend trend, Found of, Optional<Standing> was, Optional<Standing> is, String note) {
        return new DiagnosisChange(trend, of.id(), of.title(), of.subject(), of.role(), was, is, note);
    }

    /** Kinds that the cause is known from, of which one look saw less than the other. */
    private List<String> less(Side less, Side more, String cause) {
        List<String> kinds = new ArrayList<>();
        for (String kind : kinds(cause)) {
            boolean seenBefore = more.seen(kind) > 0;
            boolean seenNow = STREAMS.contains(kind) ? less.seen(kind) > 0 : less.seen(kind) == 2;
            if (seenBefore && !seenNow) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** Of a cause that is not in the catalogue, whatever was seen at all. */
    private Set<String> kinds(String id) {
        Optional<Cause> cause = catalog.cause(id);
        if (cause.isEmpty()) {
            Set<String> all = new TreeSet<>(before.coverage().keySet());
            all.addAll(after.coverage().keySet());
            return all;
        }
        Set<String> kinds = new TreeSet<>(cause.get().coverage());
        cause.get().evidence().forEach(e -> catalog.finding(e.finding()).map(FindingType::coverage).ifPresent(kinds::addAll));
        return kinds;
    }

    private static String words(List<String> kinds, Side side) {
        List<String> words = new ArrayList<>();
        kinds.forEach(kind -> words.add(kind + " was " + switch (side.state(kind)) {
            case "PARTIAL" -> "not completely collected";
            case "FORBIDDEN" -> "forbidden";
            case "CUT" -> "cut off";
            default -> "not collected";
        }));
        return String.join(", ", words);
    }
}
