package io.netdx.report;

import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.NextTest;
import io.netdx.reason.Judgement.Unexplained;
import java.io.IOException;
import java.util.List;

/** Format {@code text}: one screen of 80 columns for somebody who was just woken; the rest stands in {@code wide}. */
public final class TextWriter implements ReportWriter {

    private static final int WIDTH = 80;
    private static final int SHOWN = 3;

    private final Palette palette;

    public TextWriter(Palette palette) {
        this.palette = palette;
    }

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        Page page = new Page(WIDTH);
        Headline.write(report, page, palette);
        Judgement judgement = report.judgement();
        Block block = new Block(report, page, palette);
        List<Group> groups = Group.active(judgement.diagnoses());
        for (int i = 0; i < Math.min(SHOWN, groups.size()); i++) {
            group(i + 1, groups.get(i), block);
        }
        more(groups.size(), "diagnoses", page);
        latent(Group.latent(judgement.diagnoses()), page);
        Accepted.write(report, SHOWN, page);
        unexplained(judgement.unexplained(), page);
        unseen(Unseen.of(judgement.notEvaluated()), page);
        problems(report.problems(), page);
        for (NextTest test : Words.first(1, judgement.next())) {
            page.gap();
            page.text("", "Next:");
            block.test("test", test, false);
        }
        out.append(page.toString());
    }

    /** The first group in full, the others short: three long ones would not fit a screen. */
    private static void group(int number, Group group, Block block) {
        boolean full = number == 1;
        Diagnosis head = group.head();
        block.head(number, head, full ? 3 : 2);
        block.evidence(full ? Block.heaviest(head.evidence(), SHOWN) : Words.first(1, head.evidence()), 2);
        block.consequences(group.consequences(), full ? SHOWN : 1);
        if (full) {
            block.rivals(Words.first(1, head.rivals()), 2);
        }
        Words.first(1, head.remedies()).forEach(r -> block.remedy(r, full, false));
    }

    private static void latent(List<Diagnosis> latent, Page page) {
        if (latent.isEmpty()) {
            return;
        }
        page.gap();
        page.text("", "Latent: standing risks that no symptom names");
        for (Diagnosis d : Words.first(SHOWN, latent)) {
            page.single("   " + d.cause().severity().label() + "  ", d.cause().title() + " (" + Words.object(d.subject()) + ")");
        }
        more(latent.size(), "risks", page);
    }

    private static void unexplained(List<Unexplained> symptoms, Page page) {
        if (symptoms.isEmpty()) {
            return;
        }
        page.gap();
        page.text("", "Unexplained: symptoms that no diagnosis accounts for");
        for (Unexplained u : Words.first(SHOWN, symptoms)) {
            page.text("   ", 3, u.text(), 2);
            page.place(3, Words.place(u.source()));
        }
        more(symptoms.size(), "symptoms", page);
    }

    private static void unseen(List<Unseen> unseen, Page page) {
        if (unseen.isEmpty()) {
            return;
        }
        page.gap();
        page.text("", "Not checked:");
        for (Unseen u : Words.first(SHOWN, unseen)) {
            page.text("   ", 6, u.needs() + " " + Words.lower(u.reason()) + ": " + Words.count(u.checks(), "check")
                    + (u.swing() > 0 ? " (could move the verdict by " + Words.probability(u.swing()) + ")"
                    : " (could not move the verdict)"), 2);
        }
        more(unseen.size(), "kinds", page);
    }

    private static void problems(List<String> problems, Page page) {
        if (!problems.isEmpty()) {
            page.gap();
            page.text("", 3, Words.count(problems.size(), "place") + " could not be read"
                    + (problems.size() == 1 ? ": " : " (all: -o wide), first ") + problems.get(0), 2);
        }
    }

    private static void more(int size, String what, Page page) {
        if (size > SHOWN) {
            page.text("   ", "and " + (size - SHOWN) + " more " + what + ": -o wide");
        }
    }
}
