package io.netdx.report.html;

import io.netdx.report.AuditReport;
import io.netdx.report.AuditReport.Change;
import io.netdx.report.AuditReport.Changes;
import io.netdx.report.AuditReport.Room;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.Fleet;
import io.netdx.report.Fleet.Affected;
import io.netdx.report.Fleet.Distinction;
import io.netdx.report.Fleet.Gap;
import io.netdx.report.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Format {@code html} of an audit: how the fleet is, where which cause is, what those clusters share, then each cluster. */
public final class FleetWriter {

    private static final int NAMED = 6;
    private static final int MOST = 300;

    private final AuditReport report;
    private final List<Map.Entry<String, String>> contents = new ArrayList<>();
    private final Html body = new Html();

    private FleetWriter(AuditReport report) {
        this.report = report;
    }

    /**
     * Writes the whole report, ending in a line feed.
     *
     * @throws IOException if {@code out} throws it
     */
    public static void write(AuditReport report, Appendable out) throws IOException {
        new FleetWriter(report).page(out);
    }

    private void page(Appendable out) throws IOException {
        Fleet fleet = report.fleet();
        body.open("main", "id", "main").line();
        add("verdict", "Verdict", verdict(fleet));
        add("map", "Heat map", new HeatMap(report).html());
        if (!fleet.causes().isEmpty()) {
            add("causes", "Causes (" + fleet.causes().size() + ")", causes("causes", "Causes", "Those of most clusters first.", fleet.causes()));
        }
        report.changes().ifPresent(c -> add("changes", "Changes (" + (c.fresh().size() + c.fixed().size()) + ")", changes(c)));
        add("clusters", "Clusters (" + report.clusters().size() + ")", new ClusterSheets(report).html());
        if (!fleet.risks().isEmpty()) {
            add("risks", "Risks (" + fleet.risks().size() + ")", causes("risks", "Standing risks", "No symptom names them: they are not why something fails now.", fleet.risks()));
        }
        if (report.clusters().stream().anyMatch(r -> !r.rooms().isEmpty())) {
            add("headroom", "Head-room", rooms());
        }
        if (!fleet.gaps().isEmpty()) {
            add("unchecked", "Not checked (" + fleet.gaps().size() + ")", gaps(fleet.gaps()));
        }
        body.close("main").line();
        Frame.write("Audit of " + Words.count(report.clusters().size(), "cluster"), "", contents, body, "netdx " + report.toolVersion(), out);
    }

    private void add(String id, String name, Html section) {
        contents.add(Map.entry(id, name));
        body.add(section);
    }

    private Html verdict(Fleet fleet) {
        int read = report.clusters().size() - fleet.unread().size();
        String tone = !fleet.faulty().isEmpty() ? "faulty" : fleet.undetermined().isEmpty() && fleet.unread().isEmpty() ? "healthy" : "undetermined";
        Html html = new Html().open("section", "id", "verdict", "class", "verdict v-" + tone, "aria-labelledby", "verdict-h");
        html.element("h1", fleet.faulty().size() + " of " + Words.count(read, "cluster") + (fleet.faulty().size() == 1 ? " is faulty" : " are faulty"), "id", "verdict-h");
        if (!report.incomplete().isEmpty()) {
            html.element("p", "Not all snapshots were looked at: " + report.incomplete(), "class", "danger");
        }
        fleet.causes().stream().findFirst().ifPresent(a -> html.open("p", "class", "sentence").text("Most often: ").element("strong", a.cause().title()).text(", in "
                + Words.count(a.clusters().size(), "cluster") + distinguished(a, fleet)).close("p"));
        html.open("dl", "class", "facts tiles");
        tile("Faulty", fleet.faulty().size(), "faulty", html);
        tile("Undetermined", fleet.undetermined().size(), "undetermined", html);
        tile("Healthy", fleet.healthy().size(), "healthy", html);
        tile("Not read", fleet.unread().size(), "unread", html);
        return html.close("dl").close("section").line();
    }

    private static void tile(String name, int number, String tone, Html html) {
        html.open("div", "class", "tile v-" + tone).element("dt", name).element("dd", number + "").close("div");
    }

    private static String distinguished(Affected a, Fleet fleet) {
        return fleet.distinctions().stream().filter(d -> d.cause().equals(a.cause().id())).findFirst().map(d -> "; " + distinction(d)).orElse("");
    }

    /** {@code all 7 run cni flannel, as do 2 of the 29 others}. */
    private static String distinction(Distinction d) {
        List<String> names = d.attributes().stream().map(x -> x.name() + " " + x.value()).toList();
        return (d.affectedWith() == d.affected() ? "all " + d.affected() : d.affectedWith() + " of " + d.affected()) + " have " + String.join(d.together() ? " and " : " or ", names)
                + ", as " + (d.othersWith() == 1 ? "does " : "do ") + (d.othersWith() == 0 ? "none" : d.othersWith() + "") + " of the " + d.others() + " others";
    }

    private Html causes(String id, String title, String lead, List<Affected> all) {
        Html html = new Html().open("div", "class", "table").open("table").add(Parts.heads("Severity", "Cause", "Clusters", "Where")).open("tbody");
        for (Affected a : Words.first(MOST, all)) {
            html.open("tr").open("td").add(Parts.severity(a.cause().severity())).close("td").open("td").element("strong", a.cause().title());
            html.open("span", "class", "sub block").element("code", a.cause().id()).close("span");
            report.fleet().distinctions().stream().filter(d -> d.cause().equals(a.cause().id()))
                    .forEach(d -> html.element("span", distinction(d), "class", "sub block"));
            html.close("td").open("td", "class", "number").add(Parts.share((double) a.clusters().size() / Math.max(1, report.clusters().size()), "against")).text(" " + a.clusters().size()).close("td");
            html.open("td");
            for (String cluster : Words.first(NAMED, a.clusters())) {
                html.element("span", cluster, "class", "object").text(" ");
            }
            html.text(a.clusters().size() > NAMED ? "and " + (a.clusters().size() - NAMED) + " more" : "").close("td").close("tr").line();
        }
        return Parts.section(id, title, lead, html.close("tbody").close("table").close("div"));
    }

    private static Html changes(Changes c) {
        Html html = new Html().open("div", "class", "table").open("table").add(Parts.heads("Change", "Severity", "Cause", "Cluster", "Object")).open("tbody");
        rows("new", "sev-high", c.fresh(), html);
        rows("fixed", "out-pass", c.fixed(), html);
        rows("unknown", "out-unknown", c.open(), html);
        html.close("tbody").close("table").close("div");
        list("Clusters that it does not know: ", c.added(), html);
        list("Clusters that only it knows: ", c.gone(), html);
        return Parts.section("changes", "Changes", "Since " + c.baseline() + ": " + c.fresh().size() + " new, " + c.fixed().size() + " fixed, " + c.open().size() + " that could not be looked for.", html);
    }

    private static void rows(String word, String tone, List<Change> changes, Html html) {
        for (Change x : Words.first(MOST, changes)) {
            html.open("tr").open("td").element("span", word, "class", "chip " + tone).close("td").open("td").add(Parts.severity(x.severity())).close("td").element("td", x.title())
                    .element("td", x.cluster()).element("td", Words.object(x.subject())).close("tr").line();
        }
    }

    private static void list(String lead, List<String> names, Html html) {
        if (!names.isEmpty()) {
            html.element("p", lead + String.join(", ", Words.first(MOST, names)), "class", "meta");
        }
    }

    private Html rooms() {
        Html html = new Html().open("div", "class", "table").open("table").add(Parts.heads("Cluster", "What", "Of", "Used of limit", "May be asked for")).open("tbody");
        for (Row row : report.clusters()) {
            for (Room r : row.rooms()) {
                html.open("tr").element("td", row.name()).element("td", r.kind().replace('-', ' ')).open("td").text(Words.object(r.subject()) + " ").element("code", r.range())
                        .text(r.alike() > 0 ? " and " + r.alike() + " alike" : "").close("td");
                html.open("td", "class", "number").add(Parts.share((double) r.used() / Math.max(1, r.capacity()), r.used() * 10 >= r.capacity() * 9 ? "against" : "swing-fill"))
                        .text(" " + r.used() + " of " + r.capacity()).close("td").element("td", r.wanted() == 0 ? "unknown" : r.wanted() + "", "class", "number").close("tr").line();
            }
        }
        return Parts.section("headroom", "Head-room", "Address ranges that are nearly full, or may be asked for more than they have.", html.close("tbody").close("table").close("div"));
    }

    private Html gaps(List<Gap> gaps) {
        Html html = new Html().open("div", "class", "table").open("table").add(Parts.heads("Kind", "Why not", "Clusters", "Checks", "Could move a verdict by")).open("tbody");
        for (Gap g : Words.first(MOST, gaps)) {
            html.open("tr").open("td").element("code", g.kind()).close("td").element("td", g.reason().toLowerCase(Locale.ROOT).replace('_', ' ')).element("td", g.clusters().size() + "", "class", "number")
                    .element("td", g.checks() + "", "class", "number").open("td").add(Parts.share(g.swing(), "swing-fill")).text(" " + Words.probability(g.swing())).close("td").close("tr").line();
        }
        return Parts.section("unchecked", "Not checked", "What nobody looked at is unknown, not healthy.", html.close("tbody").close("table").close("div"));
    }
}
