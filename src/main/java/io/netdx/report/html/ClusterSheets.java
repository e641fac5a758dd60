package io.netdx.report.html;

import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.report.AuditReport;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Group;
import io.netdx.report.Headline;
import io.netdx.report.Words;
import java.util.ArrayList;
import java.util.List;

/** A sheet for each cluster: its verdict, and of each root what it is, on what, and what to do. {@code diagnose -o html} shows the rest. */
final class ClusterSheets {

    private static final int ROOTS = 8;
    private static final int EVIDENCE = 4;

    private final AuditReport report;
    private final Html html = new Html();

    ClusterSheets(AuditReport report) {
        this.report = report;
    }

    Html html() {
        HeatMap.sorted(report).forEach(row -> sheet(row, report.clusters().indexOf(row)));
        return Parts.section("clusters", "Clusters", "The faulty first. netdx diagnose -f SNAPSHOT -o html=FILE draws one of them in full.", html);
    }

    private void sheet(Row row, int at) {
        List<String> attributes = new ArrayList<>(List.of(HeatMap.attributes(row)));
        attributes.set(1, "sheet of-cluster");
        html.open("article", attributes.toArray(String[]::new)).open("details", "id", "k" + at).open("summary").open("span", "class", "sheet-title").element("h3", row.name());
        html.element("span", row.report().map(r -> Headline.sentence(r)).orElse(row.error()), "class", "sub").close("span").open("span", "class", "summary-end").add(HeatMap.chip(row))
                .close("span").close("summary").line().open("div", "class", "sheet-body");
        if (row.report().isPresent()) {
            cluster(row.report().get());
        } else {
            html.element("p", row.error(), "class", "danger");
        }
        html.element("p", row.source(), "class", "place").close("div").close("details").close("article").line();
    }

    private void cluster(DiagnosisReport r) {
        html.element("p", Headline.cluster(r.cluster()), "class", "meta");
        List<Group> groups = Group.active(r.judgement().diagnoses());
        for (Group group : Words.first(ROOTS, groups)) {
            root(r, group);
        }
        if (groups.size() > ROOTS) {
            html.element("p", "and " + (groups.size() - ROOTS) + " more", "class", "meta");
        }
        r.judgement().next().stream().filter(t -> groups.stream().noneMatch(Group::decided)).findFirst().ifPresent(t -> GapSections.test(t, html));
    }

    private void root(DiagnosisReport r, Group group) {
        Diagnosis d = group.head();
        html.open("div", "class", "remedy").open("p").add(Parts.severity(d.cause().severity())).text(" ").element("strong", d.cause().title()).text(" on " + Words.object(d.subject()) + " ")
                .add(Parts.belief(d.confidence())).close("p").element("p", d.message());
        if (!d.affected().isEmpty() || !group.consequences().isEmpty()) {
            html.element("p", (d.affected().isEmpty() ? "" : "Affects " + Words.some(d.affected()) + ". ") + (group.consequences().isEmpty() ? ""
                    : "Brings about " + Words.count(group.consequences().size(), "consequence") + "."), "class", "meta");
        }
        r.suppressed(d).ifPresent(mark -> html.element("p", "Suppressed " + io.netdx.report.Accepted.words(mark), "class", "danger"));
        if (!d.evidence().isEmpty()) {
            html.open("ul", "class", "refs");
            Words.first(EVIDENCE, d.evidence()).forEach(e -> html.open("li").text(Words.decibans(e.decibans()).strip() + ": " + e.text() + " ").element("span", Words.place(e.source()), "class", "place").close("li"));
            html.close("ul");
        }
        d.remedies().stream().findFirst().ifPresent(x -> html.element("p", x.text() + " (" + x.risk() + " risk, " + (x.reversible() ? "reversible)" : "not reversible)"))
                .add(Parts.command("Do", x.command())).add(Parts.command("Verify", x.verify())));
        html.close("div").line();
    }
}
