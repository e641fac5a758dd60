package io.netdx.report.html;

import io.netdx.fact.ObjectRef;
import io.netdx.finding.Outcome;
import io.netdx.reason.Judgement.CauseOn;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Evidence;
import io.netdx.reason.Judgement.NextTest;
import io.netdx.reason.Judgement.Remedy;
import io.netdx.reason.Judgement.Rival;
import io.netdx.report.Accepted;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Exhibits;
import io.netdx.report.Group;
import io.netdx.report.Words;
import java.util.List;

/** The diagnoses by rank, each a sheet that opens: pictures first, then the ledger, rivals, remedies. */
final class DiagnosisSection {

    private static final int OPEN = 2;
    private static final int FEW = 3;
    private static final int AFFECTED = 30;
    private static final int LEDGER = 40;
    private static final double BAR = 120;
    /** Decibans at the end of the bar; behavioural evidence counts 13 at most, logical up to about this. */
    private static final double FULL = 20;

    private final DiagnosisReport report;
    private final List<Group> groups;
    private final String prefix;
    private final Html html = new Html();

    DiagnosisSection(DiagnosisReport report, List<Group> groups, String prefix) {
        this.report = report;
        this.groups = groups;
        this.prefix = prefix;
    }

    Html html() {
        int at = 0;
        for (Group group : groups) {
            sheet(group, at++ < OPEN);
        }
        return Parts.section(prefix + "diagnoses", "Diagnoses", "Ranked: roots before consequences, then by belief, harm and the cost of confirming.", html);
    }

    private void sheet(Group group, boolean open) {
        Diagnosis d = group.head();
        html.open("article", "class", "sheet", "aria-labelledby", prefix + "d" + d.rank());
        html.open("details", open ? new String[] {"open", ""} : new String[0]).open("summary");
        html.element("span", d.rank() + "", "class", "rank").open("span", "class", "sheet-title");
        html.element("h3", d.cause().title(), "id", prefix + "d" + d.rank());
        html.open("span", "class", "sub").text(Words.object(d.subject())).close("span").close("span");
        html.open("span", "class", "summary-end").add(Parts.severity(d.cause().severity())).add(Parts.belief(d.confidence())).close("span").close("summary").line();
        html.open("div", "class", "sheet-body");
        body(d);
        if (!group.consequences().isEmpty() || !d.affected().isEmpty()) {
            html.element("h4", "From cause to consequence");
            html.add(Parts.scrolling("Picture of causes and consequences", new ChainPicture(group, prefix + "c" + d.rank()).html()));
        }
        paths(d);
        consequences(group.consequences());
        ledger(d.evidence());
        rivals(d.rivals());
        remedies(d.remedies());
        tests(d.tests());
        references(d);
        html.close("div").close("details").close("article").line();
    }

    private void body(Diagnosis d) {
        html.element("p", d.message(), "class", "message");
        report.suppressed(d).ifPresent(mark -> html.element("p", "Suppressed " + Accepted.words(mark), "class", "danger"));
        html.open("p", "class", "why").element("strong", "Why it follows: ").text(d.cause().mechanism()).close("p");
        html.open("p", "class", "meta").element("code", d.cause().id()).text(" · " + d.cause().expertise() + " · " + Words.time(d.cause().diagnose().typical()) + " to confirm, "
                + Words.time(d.cause().resolve().typical()) + " to resolve").close("p");
        if (!d.affected().isEmpty()) {
            html.open("p", "class", "affected").element("strong", "Affected: ");
            for (ObjectRef o : Words.first(AFFECTED, d.affected())) {
                html.element("span", Words.object(o), "class", "object").text(" ");
            }
            html.text(d.affected().size() > AFFECTED ? "and " + (d.affected().size() - AFFECTED) + " more" : "").close("p");
        }
    }

    private void paths(Diagnosis d) {
        int n = 0;
        for (Exhibits.Path path : report.exhibits().paths()) {
            if (path.cause().equals(new CauseOn(d.cause().id(), d.subject()))) {
                html.element("h4", "Path of a connection that fails");
                new FlowPicture(path.flow(), prefix + "p" + d.rank() + "-" + n++).write(html);
            }
        }
    }

    private void consequences(List<Diagnosis> all) {
        boolean folded = all.size() > FEW;
        if (folded) {
            html.open("details", "class", "fold").element("summary", Words.count(all.size(), "consequence") + ", each with its evidence");
        }
        all.forEach(this::consequence);
        if (folded) {
            html.close("details");
        }
    }

    private void consequence(Diagnosis c) {
        html.open("details", "class", "consequence").open("summary").element("span", "Then", "class", "then").element("span", c.cause().title() + " on " + Words.object(c.subject()))
                .add(Parts.belief(c.confidence())).close("summary").open("div", "class", "sheet-body");
        body(c);
        ledger(c.evidence());
        remedies(c.remedies());
        html.close("div").close("details").line();
    }

    private void ledger(List<Evidence> evidence) {
        if (evidence.isEmpty()) {
            return;
        }
        html.element("h4", "Evidence").open("div", "class", "table").open("table", "class", "ledger");
        html.add(Parts.heads("Weight", "For and against", "Seen at")).open("tbody");
        for (Evidence e : Words.first(LEDGER, evidence)) {
            html.open("tr").open("td", "class", "weight").add(bar(e.decibans())).element("span", Words.decibans(e.decibans()).strip()).close("td");
            html.open("td").text(e.text());
            if (e.outcome() == Outcome.ABSENT) {
                html.text(" ").element("span", "not there", "class", "chip plain");
            }
            html.close("td").element("td", Words.place(e.source()), "class", "place").close("tr").line();
        }
        html.close("tbody").close("table").close("div");
        if (evidence.size() > LEDGER) {
            html.element("p", "and " + (evidence.size() - LEDGER) + " more lines: -o wide lists them", "class", "meta");
        }
        html.element("p", "10 dB: ten times as likely with this cause as without it.", "class", "meta");
    }

    /** From the middle to the right what speaks for it, to the left what speaks against it. */
    private static Html bar(double decibans) {
        double half = BAR / 2;
        double length = Math.max(1, half * Math.min(1, Math.abs(decibans) / FULL));
        boolean against = decibans < 0;
        return Svg.decoration("weight-bar", BAR, 14).rect("meter-back", 0, 3, BAR, 8, 2).rect(against ? "against" : "for", against ? half - length : half, 3, length, 8, 2)
                .line("zero", half, 0, half, 14).end();
    }

    private void rivals(List<Rival> rivals) {
        if (rivals.isEmpty()) {
            return;
        }
        html.element("h4", "Rivals, and what tells them apart").open("div", "class", "table").open("table").add(Parts.heads("Rival", "Belief", "To tell")).open("tbody");
        for (Rival r : rivals) {
            html.open("tr").open("td").element("code", r.cause()).open("span", "class", "sub").text(" " + Words.object(r.subject())).close("span").close("td")
                    .open("td").add(Parts.belief(r.confidence())).close("td").element("td", r.discriminatedBy()).close("tr").line();
        }
        html.close("tbody").close("table").close("div");
    }

    private void remedies(List<Remedy> remedies) {
        if (!remedies.isEmpty()) {
            html.element("h4", remedies.size() == 1 ? "Remedy" : "Remedies");
        }
        for (Remedy r : remedies) {
            html.open("div", "class", "remedy").open("p").element("strong", r.text()).text(" ").element("span", r.risk() + " risk", "class", "chip plain").text(" ")
                    .element("span", r.reversible() ? "reversible" : "not reversible", "class", r.reversible() ? "chip plain" : "chip sev-high").close("p");
            if (!r.danger().isEmpty()) {
                html.open("p", "class", "danger").element("strong", "Careful: ").text(r.danger()).close("p");
            }
            if (!r.narrower().isEmpty()) {
                html.open("p").element("strong", "First: ").text(r.narrower()).close("p");
            }
            html.add(Parts.command("Keep what there is", r.backup())).add(Parts.command("Do", r.command())).add(Parts.command("Verify", r.verify()))
                    .add(Parts.command("Undo", r.rollback())).close("div").line();
        }
    }

    private void tests(List<NextTest> tests) {
        if (!tests.isEmpty()) {
            html.element("h4", "Tests");
        }
        tests.forEach(t -> GapSections.test(t, html));
    }

    private void references(Diagnosis d) {
        if (!d.cause().references().isEmpty()) {
            html.element("h4", "Read more").open("ul", "class", "refs");
            for (String reference : d.cause().references()) {
                // references are the catalogue's; anything but a plain address is shown and not followed
                if (reference.startsWith("https://")) {
                    html.open("li").element("a", reference, "href", reference, "rel", "noreferrer noopener").close("li");
                } else {
                    html.element("li", reference);
                }
            }
            html.close("ul");
        }
    }
}
