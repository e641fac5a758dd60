package io.netdx.audit;

import io.netdx.catalog.Severity;
import io.netdx.fact.ObjectRef;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.State;
import io.netdx.report.AuditReport.Change;
import io.netdx.report.AuditReport.Changes;
import io.netdx.report.AuditReport.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The active diagnoses of an earlier report.
 *
 * @param name     the report, as given
 * @param clusters by name; with no diagnoses where nothing was active
 * @param unread   clusters that the earlier report could not read: nothing about them is new or fixed
 */
public record Baseline(String name, Map<String, List<Known>> clusters, Set<String> unread) {

    /** An active root or contributing cause, as it was then. */
    public record Known(String cause, String title, ObjectRef subject, Severity severity) {
    }

    private record Key(String cause, ObjectRef subject) {
    }

    /** @param rows as they are now, with everything that was found */
    public Changes against(List<Row> rows) {
        List<Change> fresh = new ArrayList<>();
        List<Change> fixed = new ArrayList<>();
        List<Change> open = new ArrayList<>();
        List<String> added = new ArrayList<>();
        Map<String, List<Known>> left = new TreeMap<>(clusters);
        boolean one = rows.size() == 1 && clusters.size() == 1;
        for (Row row : rows) {
            String then = one ? clusters.keySet().iterator().next() : row.name();
            boolean comparable = clusters.containsKey(then);
            if (!comparable && !unread.contains(row.name())) {
                added.add(row.name());
            }
            left.remove(then);
            compare(row, clusters.getOrDefault(then, List.of()), !unread.contains(then), fresh, fixed, open);
        }
        return new Changes(name, fresh, fixed, open, added, List.copyOf(left.keySet()));
    }

    private static void compare(Row row, List<Known> then, boolean readThen, List<Change> fresh, List<Change> fixed, List<Change> open) {
        Map<Key, Known> known = new HashMap<>();
        then.forEach(k -> known.put(new Key(k.cause(), k.subject()), k));
        Set<Key> now = new HashSet<>();
        if (row.report().isPresent()) {
            for (Diagnosis d : row.report().get().judgement().diagnoses()) {
                Key key = new Key(d.cause().id(), d.subject());
                if (FleetView.active(row.report().get(), d) && now.add(key) && !known.containsKey(key) && readThen) {
                    fresh.add(new Change(row.name(), d.cause().id(), d.cause().title(), d.subject(), d.cause().severity()));
                }
            }
        }
        for (Known k : then) {
            if (!now.contains(new Key(k.cause(), k.subject()))) {
                (told(row, k) ? fixed : open).add(new Change(row.name(), k.cause(), k.title(), k.subject(), k.severity()));
            }
        }
    }

    /** Gone is only what could have been seen, and is not even suspected. */
    private static boolean told(Row row, Known k) {
        if (row.report().isEmpty()) {
            return false;
        }
        Judgement judgement = row.report().get().judgement();
        return judgement.notEvaluated().stream().noneMatch(n -> n.cause().equals(k.cause()))
                && judgement.diagnoses().stream().noneMatch(d -> d.state() == State.ACTIVE && d.cause().id().equals(k.cause()) && d.subject().equals(k.subject()));
    }
}
