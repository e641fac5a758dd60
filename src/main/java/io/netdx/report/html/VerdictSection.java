package io.netdx.report.html;

import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.NextTest;
import io.netdx.reason.Judgement.Remedy;
import io.netdx.reason.Judgement.Verdict;
import io.netdx.report.ClusterInfo;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Group;
import io.netdx.report.Headline;
import io.netdx.report.Words;
import java.util.List;
import java.util.Locale;

/** The first screen: the verdict, what is wrong in one sentence, what to do first, and what it rests on. */
final class VerdictSection {

    private final DiagnosisReport report;
    private final List<Group> groups;

    VerdictSection(DiagnosisReport report, List<Group> groups) {
        this.report = report;
        this.groups = groups;
    }

    Html html(String prefix) {
        Judgement j = report.judgement();
        String verdict = j.verdict().name().toLowerCase(Locale.ROOT);
        Html html = new Html().open("section", "id", prefix + "verdict", "class", "verdict v-" + verdict, "aria-labelledby", prefix + "verdict-h");
        html.open("div", "class", "verdict-head").add(sign(j.verdict()));
        html.open("div").element("h1", verdict, "id", prefix + "verdict-h").element("p", Headline.sentence(report), "class", "sentence").close("div").close("div").line();
        if (!groups.isEmpty()) {
            first(groups.get(0).head(), prefix, html);
        } else if (!j.next().isEmpty()) {
            html.open("div", "class", "glance").open("div").element("h2", "To be surer");
            test(j.next().get(0), html);
            html.close("div").close("div");
        }
        facts(html);
        return html.close("section").line();
    }

    private static Html sign(Verdict verdict) {
        Svg svg = Svg.decoration("sign", 56, 56).circle("sign-disc", 28, 28, 27);
        return switch (verdict) {
            case FAULTY -> svg.path("sign-line", "M18 18L38 38M38 18L18 38").end();
            case HEALTHY -> svg.path("sign-line", "M16 29L25 38L41 19").end();
            case UNDETERMINED -> svg.path("sign-line", "M20 22C20 12 36 12 36 22C36 28 28 28 28 34M28 41L28 42").end();
        };
    }

    private void first(Diagnosis d, String prefix, Html html) {
        boolean sure = d.confidence() >= 0.5;
        html.open("div", "class", "glance");
        html.open("div").element("h2", sure ? "What is wrong" : "Most likely");
        html.open("p", "class", "what").element("a", d.cause().title(), "href", "#" + prefix + "d" + d.rank()).close("p");
        html.element("p", d.message()).open("p", "class", "meta").add(Parts.severity(d.cause().severity())).text(" ").add(Parts.belief(d.confidence())).close("p").close("div").line();
        html.open("div");
        if (!sure && !report.judgement().next().isEmpty()) {
            html.element("h2", "Find out first");
            test(report.judgement().next().get(0), html);
        } else if (!d.remedies().isEmpty()) {
            Remedy r = d.remedies().get(0);
            html.element("h2", "What to do").element("p", r.text() + " (" + r.risk() + " risk, " + (r.reversible() ? "reversible)" : "not reversible)"));
            if (!r.danger().isEmpty()) {
                html.open("p", "class", "danger").element("strong", "Careful: ").text(r.danger()).close("p");
            }
            html.add(Parts.command("Do", r.command())).add(Parts.command("Verify", r.verify()));
        } else {
            html.element("h2", "Why").element("p", d.cause().mechanism());
        }
        html.element("p", "Who: " + d.cause().expertise() + ", " + Words.time(d.cause().diagnose().typical()) + " to confirm, " + Words.time(d.cause().resolve().typical())
                + " to resolve", "class", "meta");
        html.close("div").close("div").line();
    }

    private static void test(NextTest t, Html html) {
        html.element("p", t.test() + ", " + Words.time(t.time()) + ", " + t.expertise()).add(Parts.command("Test", t.command()));
        if (!t.confirms().isEmpty()) {
            html.element("p", "Yes if " + t.confirms() + (t.refutes().isEmpty() ? "" : "; no if " + t.refutes()), "class", "meta");
        }
    }

    private void facts(Html html) {
        ClusterInfo c = report.cluster();
        Judgement j = report.judgement();
        int made = j.checks() - j.notMade();
        html.open("dl", "class", "facts");
        fact("Kubernetes", Words.known(c.kubernetesVersion()), html);
        fact("Network plugin", Words.known(c.cni()), html);
        fact("Size", Words.count(c.nodes(), "node") + ", " + Words.count(c.pods(), "pod"), html);
        fact("Taken", c.capturedAt().isEmpty() ? "unknown" : c.capturedAt().replaceFirst("\\.[0-9]+Z", "Z").replace('T', ' ').replace("Z", " UTC"), html);
        html.open("div").element("dt", "Checks made").open("dd").text(made + " of " + j.checks() + " ")
                .add(Parts.share(j.checks() == 0 ? 0 : (double) made / j.checks(), "checks-fill")).close("dd").close("div");
        html.close("dl").line();
    }

    private static void fact(String name, String value, Html html) {
        html.open("div").element("dt", name).element("dd", value).close("div");
    }
}
