package io.netdx.report;

import io.netdx.fact.ObjectRef;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Evidence;
import io.netdx.reason.Judgement.NextTest;
import io.netdx.reason.Judgement.Remedy;
import io.netdx.reason.Judgement.Rival;
import io.netdx.reason.Judgement.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Format {@code markdown}: for a ticket or the summary of a pipeline. An overview first, then a section for each diagnosis. */
public final class MarkdownWriter implements ReportWriter {

    private static final int EVIDENCE = 12;
    private static final int AFFECTED = 10;
    private static final int CLUSTERS = 20;
    private static final int LATENT = 20;
    private static final int UNSEEN = 12;

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        Markdown page = new Markdown();
        section(1, report, page);
        out.append(page.toString().stripTrailing()).append('\n');
    }

    /** The fleet in tables, then what is wrong with each cluster that is not healthy. */
    public void write(AuditReport report, Appendable out) throws IOException {
        Markdown page = new Markdown();
        Fleet fleet = report.fleet();
        page.heading(1, "Audit of " + Words.count(report.clusters().size(), "cluster"));
        if (!report.incomplete().isEmpty()) {
            page.paragraph("**Not complete:** " + Markdown.text(report.incomplete()));
        }
        page.table(List.of("Faulty", "Undetermined", "Healthy", "Not read"), List.of(List.of(fleet.faulty().size() + "", fleet.undetermined().size() + "",
                fleet.healthy().size() + "", fleet.unread().size() + "")));
        if (!fleet.causes().isEmpty()) {
            page.heading(2, "Causes");
            page.table(List.of("Severity", "Cause", "Clusters", "Objects", "Where"), fleet.causes().stream().map(a -> List.of(a.cause().severity().label(), Markdown.text(a.cause().title()),
                    a.clusters().size() + "", a.objects() + "", String.join(", ", Words.first(AFFECTED, a.clusters()).stream().map(Markdown::code).toList())
                    + (a.clusters().size() > AFFECTED ? " and " + (a.clusters().size() - AFFECTED) + " more" : ""))).toList());
        }
        report.changes().ifPresent(c -> changes(c, page));
        if (!report.unread().isEmpty()) {
            page.heading(2, "Not read");
            page.table(List.of("Snapshot", "Why"), report.unread().stream().map(r -> List.of(Markdown.code(r.name()), Markdown.text(r.error()))).toList());
        }
        List<DiagnosisReport> sick = report.read().stream().filter(r -> r.judgement().verdict() != Judgement.Verdict.HEALTHY).toList();
        Words.first(CLUSTERS, sick).forEach(r -> section(2, r, page));
        if (sick.size() > CLUSTERS) {
            page.paragraph("and " + (sick.size() - CLUSTERS) + " more clusters that are not healthy");
        }
        out.append(page.toString().stripTrailing()).append('\n');
    }

    private static void changes(AuditReport.Changes c, Markdown page) {
        page.heading(2, "Since " + Markdown.text(c.baseline()));
        List<List<String>> rows = new ArrayList<>();
        c.fresh().forEach(x -> rows.add(List.of("**new**", x.severity().label(), Markdown.text(x.title()), Markdown.code(x.cluster()), Markdown.code(Words.object(x.subject())))));
        c.fixed().forEach(x -> rows.add(List.of("fixed", x.severity().label(), Markdown.text(x.title()), Markdown.code(x.cluster()), Markdown.code(Words.object(x.subject())))));
        c.open().forEach(x -> rows.add(List.of("unknown", x.severity().label(), Markdown.text(x.title()), Markdown.code(x.cluster()), Markdown.code(Words.object(x.subject())))));
        if (rows.isEmpty()) {
            page.paragraph("No difference.");
        } else {
            page.table(List.of("", "Severity", "Cause", "Cluster", "Object"), rows);
        }
    }

    /** One cluster under a heading of the given level. */
    private static void section(int level, DiagnosisReport report, Markdown page) {
        Judgement judgement = report.judgement();
        page.heading(level, Markdown.text(Words.known(report.cluster().name())) + ": " + judgement.verdict().name().toLowerCase(java.util.Locale.ROOT));
        page.paragraph("**" + judgement.verdict() + "** " + Markdown.text(Headline.sentence(report)));
        page.paragraph(Markdown.text(Headline.cluster(report.cluster())) + "  \n" + Markdown.text(Headline.origin(report)));
        overview(judgement.diagnoses(), page);
        for (Diagnosis d : judgement.diagnoses()) {
            if (d.state() == State.ACTIVE) {
                diagnosis(level + 1, d, page);
            }
        }
        latent(level + 1, Group.latent(judgement.diagnoses()), page);
        unexplained(level + 1, judgement, page);
        unseen(level + 1, judgement, page);
        next(level + 1, judgement.next(), page);
    }

    private static void overview(List<Diagnosis> all, Markdown page) {
        List<List<String>> rows = new ArrayList<>();
        for (Diagnosis d : all) {
            if (d.state() == State.ACTIVE) {
                rows.add(List.of(d.rank() + "", d.cause().severity().label(), Markdown.text(d.cause().title()), Markdown.code(Words.object(d.subject())),
                        role(d), Words.probability(d.confidence()).replace("<", "\\<").replace(">", "\\>"), d.affected().size() + ""));
            }
        }
        if (!rows.isEmpty()) {
            page.table(List.of("#", "Severity", "Diagnosis", "Object", "Role", "Confidence", "Affected"), rows);
        }
    }

    private static String role(Diagnosis d) {
        return switch (d.role()) {
            case ROOT -> "root";
            case CONTRIBUTING -> "contributing";
            case CONSEQUENCE -> "consequence" + d.causedBy().map(c -> " of " + Markdown.code(c.cause())).orElse("");
        };
    }

    private static void diagnosis(int level, Diagnosis d, Markdown page) {
        page.heading(level, d.rank() + "\\. " + Markdown.text(d.cause().title()));
        page.paragraph(Markdown.code(d.cause().id()) + " on " + Markdown.code(Words.object(d.subject())) + ", "
                + Markdown.text(Words.confidence(d.confidence())) + ", severity " + d.cause().severity().label());
        page.paragraph(Markdown.text(d.message()));
        page.paragraph("*Why it follows:* " + Markdown.text(d.cause().mechanism()));
        page.paragraph("*Who:* " + Markdown.text(d.cause().expertise()) + "; " + Words.time(d.cause().diagnose().typical()) + " to diagnose, "
                + Words.time(d.cause().resolve().typical()) + " to resolve");
        affected(d.affected(), page);
        evidence(d.evidence(), page);
        rivals(d.rivals(), page);
        for (Remedy r : d.remedies()) {
            remedy(r, page);
        }
    }

    private static void affected(List<ObjectRef> objects, Markdown page) {
        if (!objects.isEmpty()) {
            List<String> names = Words.first(AFFECTED, objects).stream().map(o -> Markdown.code(Words.object(o))).toList();
            page.paragraph("*Affected:* " + String.join(", ", names) + (objects.size() > AFFECTED ? " and " + (objects.size() - AFFECTED) + " more" : ""));
        }
    }

    private static void evidence(List<Evidence> ledger, Markdown page) {
        if (!ledger.isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            for (Evidence e : Block.heaviest(ledger, EVIDENCE)) {
                rows.add(List.of(Words.decibans(e.decibans()).strip(), Markdown.text(e.text()), Markdown.code(Words.place(e.source()))));
            }
            page.table(List.of("Weight", "Evidence", "Place"), rows);
        }
    }

    private static void rivals(List<Rival> rivals, Markdown page) {
        for (Rival r : rivals) {
            page.item("*Rival:* " + Markdown.code(r.cause()) + " on " + Markdown.code(Words.object(r.subject())) + ", " + Markdown.text(Words.confidence(r.confidence()))
                    + (r.discriminatedBy().isEmpty() ? "" : "; to tell: " + Markdown.text(r.discriminatedBy())));
        }
        if (!rivals.isEmpty()) {
            page.end();
        }
    }

    private static void remedy(Remedy r, Markdown page) {
        page.paragraph("**Do:** " + Markdown.text(r.text()) + " (" + Markdown.text(r.risk()) + " risk, " + (r.reversible() ? "reversible" : "**not reversible**") + ")");
        if (!r.danger().isEmpty()) {
            page.paragraph("**Careful:** " + Markdown.text(r.danger()));
        }
        if (!r.narrower().isEmpty()) {
            page.paragraph("First: " + Markdown.text(r.narrower()));
        }
        command("Keep what there is:", r.backup(), page);
        command("", r.command(), page);
        command("Verify:", r.verify(), page);
        command("Undo:", r.rollback(), page);
    }

    private static void command(String lead, String command, Markdown page) {
        if (!command.isEmpty()) {
            if (!lead.isEmpty()) {
                page.paragraph(lead);
            }
            page.command(command);
        }
    }

    private static void latent(int level, List<Diagnosis> latent, Markdown page) {
        if (!latent.isEmpty()) {
            page.heading(level, "Standing risks that no symptom names");
            Words.first(LATENT, latent).forEach(d -> page.item(d.cause().severity().label() + ": " + Markdown.text(d.cause().title()) + " on "
                    + Markdown.code(Words.object(d.subject()))));
            more(latent.size() - LATENT, page);
        }
    }

    private static void unexplained(int level, Judgement j, Markdown page) {
        if (!j.unexplained().isEmpty()) {
            page.heading(level, "Symptoms that no diagnosis accounts for");
            Words.first(LATENT, j.unexplained()).forEach(u -> page.item((u.grave() ? "grave: " : "") + Markdown.text(u.text()) + " ("
                    + Markdown.code(Words.object(u.subject())) + ")"));
            more(j.unexplained().size() - LATENT, page);
        }
    }

    private static void unseen(int level, Judgement j, Markdown page) {
        List<Unseen> unseen = Unseen.of(j.notEvaluated());
        if (!unseen.isEmpty()) {
            page.heading(level, "Not checked");
            List<List<String>> rows = new ArrayList<>();
            for (Unseen u : Words.first(UNSEEN, unseen)) {
                rows.add(List.of(Markdown.code(u.needs()), Words.lower(u.reason()), u.checks() + "", Words.probability(u.swing()).replace("<", "\\<")));
            }
            page.table(List.of("Kind", "Why", "Checks", "Could move the verdict by"), rows);
            if (unseen.size() > UNSEEN) {
                page.paragraph("and " + (unseen.size() - UNSEEN) + " more kinds");
            }
        }
    }

    private static void next(int level, List<NextTest> tests, Markdown page) {
        if (!tests.isEmpty()) {
            page.heading(level, "Next");
        }
        for (NextTest t : Words.first(3, tests)) {
            page.paragraph(Markdown.text(t.test()) + " (" + Words.time(t.time()) + ", " + Markdown.text(t.expertise()) + ")");
            command("", t.command(), page);
            outcome("Yes if ", t.confirms(), page);
            outcome("No if ", t.refutes(), page);
        }
    }

    private static void outcome(String lead, String text, Markdown page) {
        if (!text.isEmpty()) {
            page.paragraph(lead + Markdown.text(text));
        }
    }

    private static void more(int more, Markdown page) {
        if (more > 0) {
            page.item("and " + more + " more");
        }
        page.end();
    }
}
