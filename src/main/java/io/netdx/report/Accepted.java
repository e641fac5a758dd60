package io.netdx.report;

import io.netdx.reason.Judgement.CauseOn;
import io.netdx.reason.Judgement.Diagnosis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a page says of suppressed diagnoses that it does not list, and of suppressions that somebody should look at. */
public final class Accepted {

    private Accepted() {
    }

    /** @param most diagnoses and warnings that are named */
    static void write(DiagnosisReport report, int most, Page page) {
        Set<CauseOn> listed = new HashSet<>();
        for (Diagnosis d : report.judgement().diagnoses()) {
            listed.add(new CauseOn(d.cause().id(), d.subject()));
        }
        List<Map.Entry<CauseOn, Suppressed>> hidden = new ArrayList<>();
        for (Map.Entry<CauseOn, Suppressed> mark : report.suppressed().entrySet()) {
            if (!listed.contains(mark.getKey())) {
                hidden.add(mark);
            }
        }
        if (!hidden.isEmpty()) {
            page.gap();
            page.text("", "Suppressed: not counted; --show-suppressed shows " + (hidden.size() == 1 ? "it" : "them"));
            for (Map.Entry<CauseOn, Suppressed> mark : Words.first(most, hidden)) {
                page.text("   ", 6, mark.getKey().cause() + " on " + Words.object(mark.getKey().subject()) + ", " + words(mark.getValue()), 3);
            }
            more(hidden.size() - most, page);
        }
        if (!report.warnings().isEmpty()) {
            page.gap();
            page.text("", "Suppressions to look at:");
            for (String warning : Words.first(most, report.warnings())) {
                page.text("   ", 6, warning, 3);
            }
            more(report.warnings().size() - most, page);
        }
    }

    private static void more(int rest, Page page) {
        if (rest > 0) {
            page.text("   ", "and " + rest + " more: -o wide");
        }
    }

    /** {@code until 2027-01-31: moved next week (suppressions.yaml:4)}. */
    public static String words(Suppressed s) {
        return (s.until().isEmpty() ? "for ever" : "until " + s.until()) + ": " + s.reason() + " (" + s.by() + ")";
    }
}
