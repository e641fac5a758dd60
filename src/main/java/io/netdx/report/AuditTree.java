package io.netdx.report;

import io.netdx.report.AuditReport.Attribute;
import io.netdx.report.AuditReport.Change;
import io.netdx.report.AuditReport.Changes;
import io.netdx.report.AuditReport.Room;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.Fleet.Affected;
import io.netdx.report.Fleet.Distinction;
import io.netdx.report.Fleet.Gap;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The document that {@code audit -o json} and {@code -o yaml} write; its schema is {@code audit-report.schema.json}. */
public final class AuditTree {

    private AuditTree() {
    }

    /** Rows become trees only while they are written: all at once would need more memory than everything before. */
    public static Tree of(AuditReport report) {
        return Tree.object().put("apiVersion", "netdx/v1").put("kind", "AuditReport").put("toolVersion", report.toolVersion())
                .put("complete", report.incomplete().isEmpty()).put("incomplete", nothing(report.incomplete()))
                .put("fleet", fleet(report.fleet(), report.clusters().stream().filter(r -> !r.rooms().isEmpty()).toList(), report.changes()))
                .put("clusters", new Tree.Stream<>(report.clusters(), AuditTree::row)).build();
    }

    /** What is said of all clusters together, where there are too many for a report; {@code fleet} is that of the report. */
    public static Tree summary(String toolVersion, String run, Fleet fleet, List<Row> tight) {
        return Tree.object().put("apiVersion", "netdx/v1").put("kind", "FleetSummary").put("toolVersion", toolVersion).put("run", run)
                .put("fleet", fleet(fleet, tight, Optional.empty())).build();
    }

    private static Tree nothing(String text) {
        return text.isEmpty() ? new Tree.Null() : Tree.texts(List.of(text)).items().get(0);
    }

    private static Tree row(Row row) {
        Tree.Builder tree = Tree.object().put("name", row.name()).put("source", row.source()).put("error", nothing(row.error()));
        Map<String, Tree> attributes = new LinkedHashMap<>();
        for (Attribute a : row.attributes()) {
            attributes.putIfAbsent(a.name(), Tree.texts(row.attributes().stream().filter(b -> b.name().equals(a.name())).map(Attribute::value).toList()));
        }
        if (row.report().isPresent()) {
            tree.put("cluster", ReportTree.cluster(row.report().get())).put("input", ReportTree.input(row.report().get()));
            ReportTree.judged(tree, row.report().get());
        } else {
            tree.put("cluster", new Tree.Null()).put("input", new Tree.Null()).put("verdict", new Tree.Null());
            for (String list : List.of("blind", "diagnoses", "unexplained", "notEvaluated", "next", "coverage", "problems", "warnings")) {
                tree.put(list, new Tree.Seq(List.of()));
            }
        }
        return tree.put("attributes", new Tree.Obj(attributes)).put("headroom", Tree.list(row.rooms(), AuditTree::room)).build();
    }

    private static Tree room(Room r) {
        return Tree.object().put("kind", r.kind()).put("subject", ReportTree.object(r.subject())).put("range", r.range()).put("used", r.used())
                .put("capacity", r.capacity()).put("wanted", r.wanted()).put("alike", r.alike()).build();
    }

    /** @param tight clusters with little head-room */
    private static Tree fleet(Fleet fleet, List<Row> tight, Optional<Changes> changes) {
        Tree.Builder tree = Tree.object()
                .put("clusters", fleet.faulty().size() + fleet.healthy().size() + fleet.undetermined().size() + fleet.unread().size())
                .put("verdicts", Tree.object().put("faulty", fleet.faulty().size()).put("healthy", fleet.healthy().size())
                        .put("undetermined", fleet.undetermined().size()).put("unread", fleet.unread().size()).build())
                .put("unread", Tree.texts(fleet.unread()))
                .put("causes", Tree.list(fleet.causes(), a -> affected(a, fleet)))
                .put("risks", Tree.list(fleet.risks(), a -> affected(a, fleet)))
                .put("coverageGaps", Tree.list(fleet.gaps(), AuditTree::gap))
                .put("headroom", Tree.list(tight, r -> Tree.object().put("cluster", r.name()).put("ranges", Tree.list(r.rooms(), AuditTree::room)).build()));
        return tree.put("baseline", changes.<Tree>map(AuditTree::changes).orElseGet(Tree.Null::new)).build();
    }

    private static Tree affected(Affected a, Fleet fleet) {
        return Tree.object().put("id", a.cause().id()).put("title", a.cause().title()).put("family", a.cause().family())
                .put("severity", a.cause().severity().label()).put("count", a.clusters().size()).put("objects", a.objects())
                .put("clusters", Tree.texts(a.clusters()))
                .put("distinguishedBy", Tree.list(fleet.distinctions().stream().filter(d -> d.cause().equals(a.cause().id())).toList(), AuditTree::distinction))
                .build();
    }

    private static Tree distinction(Distinction d) {
        return Tree.object().put("attributes", Tree.list(d.attributes(), a -> Tree.object().put("name", a.name()).put("value", a.value()).build()))
                .put("together", d.together()).put("affectedWith", d.affectedWith()).put("affected", d.affected())
                .put("othersWith", d.othersWith()).put("others", d.others())
                .put("chance", new Tree.Num(new BigDecimal(d.chance()).round(new MathContext(2)))).build();
    }

    private static Tree gap(Gap g) {
        return Tree.object().put("kind", g.kind()).put("reason", g.reason()).put("count", g.clusters().size()).put("clusters", Tree.texts(g.clusters()))
                .put("checks", g.checks()).put("swing", Tree.rounded(g.swing(), 3)).build();
    }

    private static Tree changes(Changes c) {
        return Tree.object().put("report", c.baseline()).put("new", Tree.list(c.fresh(), AuditTree::change))
                .put("fixed", Tree.list(c.fixed(), AuditTree::change)).put("unknown", Tree.list(c.open(), AuditTree::change))
                .put("addedClusters", Tree.texts(c.added())).put("goneClusters", Tree.texts(c.gone())).build();
    }

    private static Tree change(Change c) {
        return Tree.object().put("cluster", c.cluster()).put("id", c.cause()).put("title", c.title()).put("subject", ReportTree.object(c.subject()))
                .put("severity", c.severity().label()).build();
    }
}
