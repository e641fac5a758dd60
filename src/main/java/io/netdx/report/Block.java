package io.netdx.report;

import io.netdx.catalog.Cause;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Evidence;
import io.netdx.reason.Judgement.NextTest;
import io.netdx.reason.Judgement.Remedy;
import io.netdx.reason.Judgement.Rival;
import io.netdx.reason.Judgement.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** One diagnosis: what, where, how sure, who, why, why not another, what to do. A gutter names the lines. */
final class Block {

    private static final int GUTTER = 11;

    private final DiagnosisReport report;
    private final Page page;
    private final Palette palette;

    Block(DiagnosisReport report, Page page, Palette palette) {
        this.report = report;
        this.page = page;
        this.palette = palette;
    }

    /**
     * @param number       the diagnosis' place on this page
     * @param messageLines of its message; one less for whom it affects
     */
    void head(int number, Diagnosis d, int messageLines) {
        page.gap();
        page.text(number + ". " + palette.severity(d.cause().severity()) + "  ", 3, d.cause().title(), 2);
        page.text("   ", 3, d.cause().id() + " on " + Words.object(d.subject()) + role(d), 2);
        page.text("   ", 3, Words.confidence(d.confidence())
                + (d.affected().isEmpty() ? "" : "; affects " + Words.some(d.affected())), Math.min(2, messageLines - 1));
        page.text("   ", 3, d.message(), messageLines);
        report.suppressed(d).ifPresent(s -> page.text("   ", 3, "suppressed " + Accepted.words(s), messageLines));
        who(d.cause());
    }

    private static String role(Diagnosis d) {
        return d.role() == Role.CONTRIBUTING ? ", contributing"
                : d.causedBy().map(root -> ", brought about by " + root.cause() + " on " + Words.object(root.subject())).orElse("");
    }

    private void who(Cause cause) {
        page.text(label("who"), cause.expertise() + "; " + Words.time(cause.diagnose().typical()) + " to diagnose, "
                + Words.time(cause.resolve().typical()) + " to resolve");
    }

    void evidence(List<Evidence> ledger, int lines) {
        String label = label("why");
        for (Evidence e : ledger) {
            String lead = label + Words.decibans(e.decibans()) + "  ";
            page.text(lead, lead.length(), e.text(), lines);
            page.place(lead.length(), Words.place(e.source()) + (lines > 2 && !e.source().path().isEmpty() ? " " + e.source().path() : ""));
            label = label("");
        }
    }

    /** The heaviest lines in the order of the ledger; what speaks against it is never left out altogether. */
    static List<Evidence> heaviest(List<Evidence> ledger, int most) {
        List<Evidence> byWeight = new ArrayList<>(ledger);
        byWeight.sort(Comparator.comparingDouble(e -> -Math.abs(e.decibans())));
        Set<Evidence> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Evidence e : byWeight) {
            if (e.decibans() < 0 && kept.isEmpty()) {
                kept.add(e);
            }
        }
        for (Evidence e : byWeight) {
            if (kept.size() < most) {
                kept.add(e);
            }
        }
        List<Evidence> lines = new ArrayList<>();
        for (Evidence e : ledger) {
            if (kept.remove(e)) {
                lines.add(e);
            }
        }
        return lines;
    }

    void consequences(List<Diagnosis> consequences, int most) {
        String label = label("then");
        for (Diagnosis d : Words.first(most, consequences)) {
            page.text(label, GUTTER, d.cause().title() + " (" + Words.object(d.subject()) + "), " + Words.confidence(d.confidence()), 2);
            label = label("");
        }
        more(consequences.size() - most);
    }

    void rivals(List<Rival> rivals, int lines) {
        String label = label("rival");
        for (Rival r : rivals) {
            page.text(label, GUTTER, r.cause() + " on " + Words.object(r.subject()) + ", " + Words.confidence(r.confidence())
                    + (r.discriminatedBy().isEmpty() ? "" : "; to tell: " + r.discriminatedBy()), lines);
            label = label("");
        }
    }

    void remedy(Remedy r, boolean verify, boolean whole) {
        page.text(label("do"), GUTTER, r.text() + " (" + r.risk() + " risk, " + (r.reversible() ? "reversible)" : "NOT reversible)"),
                whole ? Integer.MAX_VALUE : verify ? 3 : 2);
        if (!r.danger().isEmpty()) {
            page.text(label("careful"), GUTTER, r.danger(), whole ? Integer.MAX_VALUE : verify ? 2 : 1);
        }
        if (verify && !r.narrower().isEmpty()) {
            page.text(label("first"), GUTTER, r.narrower(), whole ? Integer.MAX_VALUE : 2);
        }
        if (whole || verify && !r.danger().isEmpty()) {
            command("keep", r.backup());
        }
        command("", r.command());
        if (verify) {
            command("verify", r.verify());
        }
        if (whole) {
            command("undo", r.rollback());
        }
    }

    void test(String label, NextTest t, boolean whole) {
        page.text(label(label), GUTTER, t.test() + " (" + Words.time(t.time()) + ", " + t.expertise() + ")"
                + (t.discriminates().isEmpty() ? "" : " tells apart " + Words.and(Words.first(whole ? 99 : 3, t.discriminates()))),
                whole ? Integer.MAX_VALUE : 3);
        command("", t.command());
        outcome("yes if ", t.confirms(), whole);
        outcome("no if ", t.refutes(), whole);
    }

    private void outcome(String lead, String text, boolean whole) {
        if (!text.isEmpty()) {
            page.text(label("") + lead, GUTTER, text, whole ? Integer.MAX_VALUE : 2);
        }
    }

    private void command(String label, String command) {
        if (!command.isEmpty()) {
            page.command(label(label), command);
        }
    }

    void more(int hidden) {
        if (hidden > 0) {
            page.text(label(""), "and " + hidden + " more: -o wide");
        }
    }

    static String label(String text) {
        return "   " + text + " ".repeat(GUTTER - 3 - text.length());
    }
}
