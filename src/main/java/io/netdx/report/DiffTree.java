package io.netdx.report;

import io.netdx.report.DiffReport.ClusterDiff;
import io.netdx.report.DiffReport.DiagnosisChange;
import io.netdx.report.DiffReport.Explanation;
import io.netdx.report.DiffReport.Look;
import io.netdx.report.DiffReport.ObjectChange;
import io.netdx.report.DiffReport.Standing;
import java.util.Locale;
import java.util.Optional;

/** The document that {@code diff -o json} and {@code -o yaml} write; its schema is {@code diff-report.schema.json}. */
public final class DiffTree {

    private DiffTree() {
    }

    public static Tree of(DiffReport report) {
        return Tree.object().put("apiVersion", "netdx/v1").put("kind", "DiffReport").put("toolVersion", report.toolVersion())
                .put("clusters", Tree.list(report.clusters(), DiffTree::cluster))
                .put("onlyBefore", Tree.texts(report.onlyBefore())).put("onlyAfter", Tree.texts(report.onlyAfter())).build();
    }

    private static Tree cluster(ClusterDiff c) {
        return Tree.object().put("name", c.after().name()).put("before", look(c.before())).put("after", look(c.after()))
                .put("diagnoses", Tree.list(c.diagnoses(), DiffTree::diagnosis))
                .put("explanations", Tree.list(c.explanations(), DiffTree::explanation))
                .put("objectsCompared", c.objectsCompared()).put("objects", Tree.list(c.objects(), DiffTree::object)).put("unsureObjects", c.unsure())
                .put("coverage", Tree.list(c.coverage(), k -> Tree.object().put("kind", k.kind()).put("before", k.before()).put("after", k.after()).build()))
                .build();
    }

    private static Tree look(Look l) {
        return Tree.object().put("name", l.name()).put("source", l.source()).put("capturedAt", l.capturedAt()).put("verdict", l.verdict()).build();
    }

    private static Tree diagnosis(DiagnosisChange d) {
        return Tree.object().put("change", lower(d.trend())).put("id", d.id()).put("title", d.title()).put("subject", ReportTree.object(d.subject()))
                .put("role", d.role()).put("before", standing(d.before())).put("after", standing(d.after())).put("note", d.note()).build();
    }

    private static Tree standing(Optional<Standing> standing) {
        return standing.<Tree>map(s -> Tree.object().put("state", s.state()).put("confidence", Tree.rounded(s.confidence(), 3)).put("severity", s.severity())
                .put("affected", s.affected()).put("suppressed", s.suppressed()).build()).orElseGet(Tree.Null::new);
    }

    private static Tree object(ObjectChange o) {
        return Tree.object().put("change", lower(o.fate())).put("object", ReportTree.object(o.object())).put("at", o.at())
                .put("fields", Tree.list(o.fields(), f -> Tree.object().put("field", f.path()).put("before", f.before()).put("after", f.after()).build())).build();
    }

    private static Tree explanation(Explanation e) {
        return Tree.object().put("change", lower(e.trend())).put("id", e.id()).put("subject", ReportTree.object(e.subject())).put("began", e.began())
                .put("because", object(e.change())).put("timing", lower(e.timing())).put("relation", e.relation()).build();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
