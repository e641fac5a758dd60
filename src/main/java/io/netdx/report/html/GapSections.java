package io.netdx.report.html;

import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.NextTest;
import io.netdx.reason.Judgement.Unexplained;
import io.netdx.report.Accepted;
import io.netdx.report.CoverageLine;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Unseen;
import io.netdx.report.Words;
import java.util.List;

/** What is not a diagnosis: risks, symptoms without a cause, what was not looked at, what to look at next. */
final class GapSections {

    private static final int MOST = 200;

    private GapSections() {
    }

    static Html risks(List<Diagnosis> latent, String prefix) {
        Html html = new Html().open("div", "class", "table").open("table").add(Parts.heads("Severity", "Risk", "Object", "What to do")).open("tbody");
        for (Diagnosis d : Words.first(MOST, latent)) {
            html.open("tr").open("td").add(Parts.severity(d.cause().severity())).close("td").open("td").element("strong", d.cause().title()).open("span", "class", "sub block").text(d.message())
                    .close("span").close("td").element("td", Words.object(d.subject())).open("td");
            if (!d.remedies().isEmpty()) {
                html.text(d.remedies().get(0).text()).add(Parts.command("Do", d.remedies().get(0).command()));
            }
            html.close("td").close("tr").line();
        }
        html.close("tbody").close("table").close("div");
        more(latent.size(), html);
        return Parts.section(prefix + "risks", "Standing risks", "No symptom names them: they are not why something fails now.", html);
    }

    static Html unexplained(Judgement j, String prefix) {
        Html html = new Html().open("div", "class", "table").open("table").add(Parts.heads("Symptom", "Object", "Seen at")).open("tbody");
        for (Unexplained u : Words.first(MOST, j.unexplained())) {
            html.open("tr").open("td").add(u.grave() ? new Html().element("span", "grave", "class", "chip sev-high").text(" ") : new Html()).text(u.text()).close("td")
                    .element("td", Words.object(u.subject())).element("td", Words.place(u.source()), "class", "place").close("tr").line();
        }
        html.close("tbody").close("table").close("div");
        more(j.unexplained().size(), html);
        return Parts.section(prefix + "unexplained", "Unexplained", "Symptoms that no diagnosis accounts for.", html);
    }

    static Html unseen(DiagnosisReport report, String prefix) {
        Judgement j = report.judgement();
        List<Unseen> unseen = Unseen.of(j.notEvaluated());
        Html html = new Html();
        if (!j.blind().isEmpty()) {
            html.element("p", "Nothing was seen of " + Words.and(j.blind()) + ": a complaint would show there.", "class", "danger");
        }
        if (!unseen.isEmpty()) {
            html.open("div", "class", "table").open("table").add(Parts.heads("Kind", "Why not", "Checks", "Could move the verdict by")).open("tbody");
            for (Unseen u : Words.first(MOST, unseen)) {
                html.open("tr").open("td").element("code", u.needs()).close("td").element("td", Words.lower(u.reason())).element("td", u.checks() + "", "class", "number")
                        .open("td").add(Parts.share(u.swing(), "swing-fill")).text(" " + Words.probability(u.swing())).close("td").close("tr").line();
            }
            html.close("tbody").close("table").close("div");
        }
        coverage(report.coverage(), html);
        if (!report.problems().isEmpty()) {
            html.open("details", "class", "fold").element("summary", Words.count(report.problems().size(), "place") + " of the input could not be read").open("ul", "class", "refs");
            Words.first(MOST, report.problems()).forEach(p -> html.element("li", p));
            html.close("ul").close("details").line();
        }
        String lead = j.notMade() == 0 ? "All " + Words.count(j.checks(), "check") + " were made." : j.notMade() + " of " + Words.count(j.checks(), "check")
                + " could not be made. What nobody looked at is unknown, not healthy.";
        return Parts.section(prefix + "unchecked", "Not checked", lead, html);
    }

    private static void coverage(List<CoverageLine> lines, Html html) {
        if (lines.isEmpty()) {
            return;
        }
        html.open("details", "class", "fold").element("summary", "What was read of each kind").open("div", "class", "table").open("table").add(Parts.heads("Kind", "State", "Detail")).open("tbody");
        lines.forEach(l -> html.open("tr").element("td", l.kind()).element("td", Words.lower(l.state())).element("td", l.detail()).close("tr").line());
        html.close("tbody").close("table").close("div").close("details").line();
    }

    /** What somebody has decided to live with, and what is wrong with such decisions. */
    static Html suppressed(DiagnosisReport report, String prefix) {
        Html html = new Html();
        report.warnings().forEach(warning -> html.element("p", warning, "class", "danger"));
        if (!report.suppressed().isEmpty()) {
            html.open("div", "class", "table").open("table").add(Parts.heads("Cause", "Object", "Suppressed")).open("tbody");
            report.suppressed().forEach((on, mark) -> html.open("tr").open("td").element("code", on.cause()).close("td").element("td", Words.object(on.subject()))
                    .element("td", Accepted.words(mark)).close("tr").line());
            html.close("tbody").close("table").close("div");
        }
        return Parts.section(prefix + "suppressed", "Suppressed", "Somebody has decided to live with these; they count for no exit status.", html);
    }

    static Html next(List<NextTest> tests, String prefix) {
        Html html = new Html();
        tests.forEach(t -> test(t, html));
        return Parts.section(prefix + "next", "Next tests", "Those that save most per minute come first.", html);
    }

    static void test(NextTest t, Html html) {
        html.open("div", "class", "remedy").open("p").element("strong", t.test()).text(" ").element("span", Words.time(t.time()), "class", "chip plain").text(" ")
                .element("span", t.expertise(), "class", "chip plain").close("p");
        if (!t.discriminates().isEmpty()) {
            html.open("p", "class", "meta").text("Tells apart ");
            for (int i = 0; i < t.discriminates().size(); i++) {
                html.text(i == 0 ? "" : ", ").element("code", t.discriminates().get(i));
            }
            html.close("p");
        }
        html.add(Parts.command("Test", t.command()));
        if (!t.confirms().isEmpty()) {
            html.open("p").element("strong", "Yes").text(" if " + t.confirms()).close("p");
        }
        if (!t.refutes().isEmpty()) {
            html.open("p").element("strong", "No").text(" if " + t.refutes()).close("p");
        }
        html.close("div").line();
    }

    private static void more(int all, Html html) {
        if (all > MOST) {
            html.element("p", "and " + (all - MOST) + " more: -o json lists them", "class", "meta");
        }
    }
}
