package io.netdx.report;

import io.netdx.catalog.Severity;
import io.netdx.fact.Plain;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.report.AuditReport.Attribute;
import io.netdx.report.AuditReport.Change;
import io.netdx.report.AuditReport.Changes;
import io.netdx.report.AuditReport.Room;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.Fleet.Affected;
import io.netdx.report.Fleet.Distinction;
import io.netdx.report.Fleet.Gap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats {@code text} and {@code wide} of an audit: the fleet first, then a line or two for each cluster. */
public final class AuditWriter {

    private static final int NAMED = 4;
    private static final int SHOWN = 8;
    private static final int FEW = 3;
    private static final int INDENT = 12;

    private final Palette palette;
    private final boolean wide;

    /** @param wide everything, in lines of 120 columns */
    public AuditWriter(Palette palette, boolean wide) {
        this.palette = palette;
        this.wide = wide;
    }

    /**
     * Writes the whole report, ending in a line feed.
     *
     * @throws IOException if {@code out} throws it
     */
    public void write(AuditReport report, Appendable out) throws IOException {
        Page page = new Page(wide ? 120 : 80);
        head(report, page);
        Fleet fleet = report.fleet();
        report.changes().ifPresent(c -> changes(c, page));
        section("Causes:", fleet.causes(), SHOWN, "causes", page, a -> affected(a, fleet, page));
        section("Latent: standing risks that no symptom names", fleet.risks(), FEW, "risks", page, a -> affected(a, fleet, page));
        List<Row> tight = report.clusters().stream().filter(r -> !r.rooms().isEmpty()).toList();
        section("Head-room running out:", tight, FEW, "clusters", page, r -> rooms(r, page));
        section("Not checked:", fleet.gaps(), FEW, "kinds", page, g -> gap(g, report, page));
        List<Row> read = report.clusters().stream().filter(r -> r.report().isPresent()).toList();
        List<Row> sick = read.stream().filter(r -> r.report().get().judgement().verdict() != Judgement.Verdict.HEALTHY).toList();
        section("Clusters:", wide ? read : sick, 2 * SHOWN, "clusters", page, r -> row(r, page));
        section("Not read:", report.clusters().stream().filter(r -> r.report().isEmpty()).toList(), SHOWN, "clusters", page,
                r -> page.text("   ", 6, (r.error().startsWith(Plain.line(r.source()) + " ") ? "" : r.source() + ": ") + r.error(), wide ? Integer.MAX_VALUE : 3));
        out.append(page.toString());
    }

    private interface Line<T> {
        void of(T item);
    }

    private <T> void section(String title, List<T> items, int most, String what, Page page, Line<T> line) {
        if (items.isEmpty()) {
            return;
        }
        page.gap();
        page.text("", title);
        for (T item : wide ? items : Words.first(most, items)) {
            line.of(item);
        }
        if (!wide && items.size() > most) {
            page.text("   ", "and " + (items.size() - most) + " more " + what + ": -o wide");
        }
    }

    private void head(AuditReport report, Page page) {
        Fleet fleet = report.fleet();
        page.text("", 2, "netdx " + report.toolVersion() + ", audit of " + Words.count(report.clusters().size(), "cluster"), 2);
        if (!report.incomplete().isEmpty()) {
            page.text("", 2, "INCOMPLETE: " + report.incomplete() + "; what was not looked at is listed under “Not read”", 2);
        }
        page.gap();
        List<String> parts = new ArrayList<>();
        verdict(fleet.faulty().size(), Judgement.Verdict.FAULTY, parts);
        verdict(fleet.undetermined().size(), Judgement.Verdict.UNDETERMINED, parts);
        verdict(fleet.healthy().size(), Judgement.Verdict.HEALTHY, parts);
        if (!fleet.unread().isEmpty()) {
            parts.add(fleet.unread().size() + " not read");
        }
        int checks = 0;
        int open = 0;
        for (Row row : report.clusters()) {
            checks += row.report().map(r -> r.judgement().checks()).orElse(0);
            open += row.report().map(r -> r.judgement().notMade()).orElse(0);
        }
        page.text(String.join(", ", parts), 2, checks == 0 ? "" : "; " + open + " of " + Words.count(checks, "check") + " could not be evaluated", 2);
    }

    private void verdict(int clusters, Judgement.Verdict verdict, List<String> parts) {
        if (clusters > 0) {
            parts.add(clusters + " " + palette.verdict(verdict));
        }
    }

    private void affected(Affected a, Fleet fleet, Page page) {
        page.text(severity(a.cause().severity()), INDENT, a.cause().title() + " (" + a.cause().id() + "): " + Words.count(a.clusters().size(), "cluster")
                + (a.objects() > a.clusters().size() ? ", " + Words.count(a.objects(), "object") : ""), 2);
        page.text(" ".repeat(INDENT), INDENT, names(a.clusters()), wide ? Integer.MAX_VALUE : 2);
        for (Distinction d : fleet.distinctions()) {
            if (d.cause().equals(a.cause().id())) {
                page.text(" ".repeat(INDENT), INDENT + 2, sentence(d), Integer.MAX_VALUE);
            }
        }
    }

    private String severity(Severity severity) {
        String word = palette.severity(severity);
        return "   " + word + " ".repeat(Math.max(1, INDENT - 3 - Palette.width(word)));
    }

    /** {@code all 7 have CNI version calico v3.26.1, and of the 30 others 1 has}. */
    private static String sentence(Distinction d) {
        List<String> names = new ArrayList<>();
        for (Attribute a : d.attributes()) {
            names.add(a.name() + " " + a.value());
        }
        String what = d.together() ? String.join(" together with ", names) : names.get(0)
                + (names.size() == 1 ? "" : " (the same clusters: " + Words.and(names.subList(1, names.size())) + ")");
        return (d.affectedWith() == d.affected() ? "all " + d.affected() : d.affectedWith() + " of " + d.affected()) + " have " + what + "; of the "
                + d.others() + " others, " + (d.othersWith() == 0 ? "none" : d.othersWith()) + " (by chance: "
                + (d.chance() < 0.001 ? "less than 1 in 1000" : String.format(Locale.ROOT, "%.3f", d.chance())) + ")";
    }

    private String names(List<String> names) {
        return wide || names.size() <= NAMED ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED - 1)) + " and " + (names.size() - NAMED + 1) + " more";
    }

    private void changes(Changes c, Page page) {
        page.gap();
        page.text("", 2, "Since " + c.baseline() + ": " + c.fresh().size() + " new, " + c.fixed().size() + " fixed"
                + (c.open().isEmpty() ? "" : ", " + c.open().size() + " that could not be looked for this time"), 2);
        lines("new", c.fresh(), page);
        lines("fixed", c.fixed(), page);
        lines("unknown", c.open(), page);
        if (!c.added().isEmpty()) {
            page.text("   added    ", names(c.added()));
        }
        if (!c.gone().isEmpty()) {
            page.text("   gone     ", names(c.gone()));
        }
    }

    private void lines(String word, List<Change> changes, Page page) {
        for (Change c : wide ? changes : Words.first(SHOWN, changes)) {
            page.text("   " + word + " ".repeat(9 - word.length()), INDENT, c.cluster() + ": " + c.cause() + " on " + Words.object(c.subject()), 2);
        }
        if (!wide && changes.size() > SHOWN) {
            page.text("            ", "and " + (changes.size() - SHOWN) + " more: -o wide");
        }
    }

    private void rooms(Row row, Page page) {
        for (Room r : wide ? row.rooms() : Words.first(1, row.rooms())) {
            page.text("   ", 6, row.name() + ": " + r.range() + " of " + Words.object(r.subject()) + " (" + r.kind() + ") has " + r.used() + " of " + r.capacity()
                    + " in use" + (r.wanted() > r.capacity() ? ", and up to " + r.wanted() + " may be asked for" : "")
                    + (r.alike() > 0 ? "; " + r.alike() + " more alike" : ""), 2);
        }
    }

    private void gap(Gap g, AuditReport report, Page page) {
        int all = report.clusters().size() - report.fleet().unread().size();
        page.text("   ", 6, g.kind() + " " + Words.lower(g.reason()) + " in " + (g.clusters().size() == all && all > 1 ? "all " + all + " clusters" : g.clusters().size() + " of "
                + Words.count(all, "cluster")) + ": " + Words.count(g.checks(), "check")
                + (g.swing() > 0 ? " (could move a verdict by " + Words.probability(g.swing()) + ")" : " (could not move a verdict)"), 2);
    }

    private void row(Row row, Page page) {
        DiagnosisReport report = row.report().orElseThrow();
        String word = palette.verdict(report.judgement().verdict());
        String lead = "   " + word + " ".repeat(Math.max(1, 14 - Palette.width(word)));
        List<Group> groups = Group.active(report.judgement().diagnoses());
        List<String> parts = new ArrayList<>();
        for (Group group : wide ? groups : Words.first(2, groups)) {
            Diagnosis d = group.head();
            parts.add(d.cause().id() + " on " + Words.object(d.subject()) + " (" + Words.probability(d.confidence()) + ")");
        }
        if (groups.size() > parts.size()) {
            parts.add((groups.size() - parts.size()) + " more");
        }
        if (parts.isEmpty() && !report.judgement().unexplained().isEmpty()) {
            parts.add(Words.count(report.judgement().unexplained().size(), "symptom") + " unexplained");
        }
        page.text(lead, 17, row.name() + (parts.isEmpty() ? "" : ": " + String.join("; ", parts)), wide ? Integer.MAX_VALUE : 3);
    }
}
