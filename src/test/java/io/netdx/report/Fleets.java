package io.netdx.report;

import io.netdx.catalog.Severity;
import io.netdx.fact.ObjectRef;
import io.netdx.report.AuditReport.Attribute;
import io.netdx.report.AuditReport.Change;
import io.netdx.report.AuditReport.Changes;
import io.netdx.report.AuditReport.Room;
import io.netdx.report.AuditReport.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hand-built audits. */
public final class Fleets {

    private Fleets() {
    }

    /** A faulty cluster, a healthy one, and one of the given name that could not be read. */
    public static AuditReport three(String unread) {
        List<Attribute> attributes = List.of(new Attribute("cni", "calico" + unread));
        List<Row> rows = List.of(new Row("prod-eu", "snapshots/prod-eu", Optional.of(Reports.faulty()), attributes,
                        List.of(new Room("node-pods", ObjectRef.ofNode("worker-1"), "10.244.1.0/24", 250, 253, 110, 2)), ""),
                new Row("quiet", "snapshots/quiet", Optional.of(Reports.healthy()), List.of(), List.of(), ""),
                new Row(unread, "snapshots/" + unread, Optional.empty(), List.of(), List.of(), "cannot be read: " + unread));
        Fleet fleet = new Fleet(List.of("prod-eu"), List.of("quiet"), List.of(), List.of(unread), List.of(new Fleet.Affected(Reports.DENY, List.of("prod-eu"), 1)),
                List.of(new Fleet.Affected(Reports.SNAT, List.of("prod-eu"), 1)), List.of(new Fleet.Distinction(Reports.DENY.id(), attributes, false, 1, 1, 0, 1, 0.01)),
                List.of(new Fleet.Gap("Node", "NOT_COLLECTED", List.of("prod-eu"), 3, 0.4)));
        Change change = new Change("prod-eu", Reports.DENY.id(), Reports.DENY.title(), ObjectRef.of("NetworkPolicy", "shop", "db-lock" + unread), Severity.HIGH);
        return new AuditReport("0.1.0", rows, fleet, Optional.of(new Changes("last week" + unread, List.of(change), List.of(change), List.of(), List.of("quiet"), List.of())), "");
    }

    /** As many faulty clusters, all alike. */
    public static AuditReport many(int clusters) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < clusters; i++) {
            rows.add(new Row("cluster-" + (100 + i), "c" + i, Optional.of(i % 3 == 2 ? Reports.undetermined() : Reports.faulty()), List.of(), List.of(), ""));
        }
        List<String> faulty = rows.stream().filter(r -> r.report().orElseThrow().judgement().verdict() == io.netdx.reason.Judgement.Verdict.FAULTY).map(Row::name).toList();
        List<String> open = rows.stream().map(Row::name).filter(n -> !faulty.contains(n)).toList();
        Fleet fleet = new Fleet(faulty, List.of(), open, List.of(), List.of(new Fleet.Affected(Reports.DENY, faulty, faulty.size()),
                new Fleet.Affected(Reports.THROTTLED, open, open.size())), List.of(), List.of(), List.of());
        return new AuditReport("0.1.0", rows, fleet, Optional.empty(), "");
    }
}
