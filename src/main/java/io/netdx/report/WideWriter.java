package io.netdx.report;

import io.netdx.fact.ObjectRef;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.NextTest;
import io.netdx.reason.Judgement.State;
import io.netdx.reason.Judgement.Unexplained;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Format {@code wide}: nothing is left out, but of the affected objects only the first fifty are named. */
public final class WideWriter implements ReportWriter {

    private static final int WIDTH = 120;
    private static final int AFFECTED = 50;

    private final Palette palette;

    public WideWriter(Palette palette) {
        this.palette = palette;
    }

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        Page page = new Page(WIDTH);
        Headline.write(report, page, palette);
        Judgement judgement = report.judgement();
        Block block = new Block(report, page, palette);
        all(judgement.diagnoses(), State.ACTIVE, page, block);
        if (!Group.latent(judgement.diagnoses()).isEmpty()) {
            page.gap();
            page.text("", "LATENT: standing risks that no symptom names");
            all(judgement.diagnoses(), State.LATENT, page, block);
        }
        Accepted.write(report, Integer.MAX_VALUE, page);
        unexplained(judgement.unexplained(), page);
        notEvaluated(judgement.notEvaluated(), page);
        coverage(report.coverage(), page);
        if (!report.problems().isEmpty()) {
            page.gap();
            page.text("", "COULD NOT BE READ");
            report.problems().forEach(problem -> page.text("   ", problem));
        }
        if (!judgement.next().isEmpty()) {
            page.gap();
            page.text("", "NEXT, best first");
            for (NextTest test : judgement.next()) {
                block.test("test", test, true);
            }
        }
        out.append(page.toString());
    }

    private static void all(List<Diagnosis> diagnoses, State state, Page page, Block block) {
        for (Diagnosis d : diagnoses) {
            if (d.state() == state) {
                diagnosis(d, page, block);
            }
        }
    }

    private static void diagnosis(Diagnosis d, Page page, Block block) {
        block.head(d.rank(), d, Integer.MAX_VALUE);
        page.text(Block.label("worst"), Words.time(d.cause().diagnose().worst()) + " to diagnose ("
                + d.cause().diagnose().origin() + "), " + Words.time(d.cause().resolve().worst()) + " to resolve ("
                + d.cause().resolve().origin() + ")");
        page.text(Block.label("because"), d.cause().mechanism());
        block.evidence(d.evidence(), Integer.MAX_VALUE);
        block.rivals(d.rivals(), Integer.MAX_VALUE);
        d.tests().forEach(test -> block.test("test", test, true));
        d.remedies().forEach(remedy -> block.remedy(remedy, true, true));
        String label = Block.label("affects");
        for (ObjectRef object : Words.first(AFFECTED, d.affected())) {
            page.text(label, Words.object(object));
            label = Block.label("");
        }
        if (d.affected().size() > AFFECTED) {
            page.text(label, "and " + (d.affected().size() - AFFECTED) + " more");
        }
        label = Block.label("see");
        for (String reference : d.cause().references()) {
            page.text(label, reference);
            label = Block.label("");
        }
        if (!d.cause().aliases().isEmpty()) {
            page.text(Block.label("alias"), Words.and(d.cause().aliases()));
        }
    }

    private static void unexplained(List<Unexplained> symptoms, Page page) {
        if (!symptoms.isEmpty()) {
            page.gap();
            page.text("", "UNEXPLAINED: symptoms that no diagnosis accounts for");
        }
        for (Unexplained u : symptoms) {
            page.text("   ", 6, (u.grave() ? "grave: " : "") + u.text() + " [" + u.finding() + " on " + Words.object(u.subject()) + "]",
                    Integer.MAX_VALUE);
            page.place(6, Words.place(u.source()));
        }
    }

    private static void notEvaluated(List<Judgement.NotEvaluated> checks, Page page) {
        if (checks.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Judgement.NotEvaluated n : checks) {
            rows.add(List.of(n.finding(), n.cause(), Words.object(n.subject()), n.needs(), Words.lower(n.reason()),
                    Words.probability(n.swing())));
        }
        page.gap();
        page.text("", "NOT CHECKED, and how far it could move the verdict");
        page.table("   ", List.of("FINDING", "CAUSE", "OBJECT", "NEEDS", "REASON", "SWING"), rows);
    }

    private static void coverage(List<CoverageLine> coverage, Page page) {
        if (coverage.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (CoverageLine line : coverage) {
            rows.add(List.of(line.kind(), Words.lower(line.state()), line.detail()));
        }
        page.gap();
        page.text("", "COVERAGE");
        page.table("   ", List.of("KIND", "STATE", "DETAIL"), rows);
    }
}
