package io.netdx.report;

import io.netdx.report.DiffReport.ClusterDiff;
import io.netdx.report.DiffReport.DiagnosisChange;
import io.netdx.report.DiffReport.Explanation;
import io.netdx.report.DiffReport.Fate;
import io.netdx.report.DiffReport.Field;
import io.netdx.report.DiffReport.Look;
import io.netdx.report.DiffReport.ObjectChange;
import io.netdx.report.DiffReport.Standing;
import io.netdx.report.DiffReport.Timing;
import io.netdx.report.DiffReport.Trend;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Format {@code text} of a comparison: what is wrong now and was not, with the change that explains it; then all that changed. */
public final class DiffWriter {

    private static final int WIDTH = 100;

    /** At most so many of a kind; JSON has all. */
    private static final int SHOWN = 20;
    private static final int FIELDS = 6;

    private final Page page = new Page(WIDTH);

    private DiffWriter() {
    }

    /**
     * Writes all of it.
     *
     * @throws IOException if {@code out} throws it
     */
    public static void write(DiffReport report, Appendable out) throws IOException {
        DiffWriter writer = new DiffWriter();
        for (ClusterDiff cluster : report.clusters()) {
            writer.page.gap();
            writer.cluster(cluster);
        }
        writer.names("Only in the first: ", report.onlyBefore());
        writer.names("Only in the second: ", report.onlyAfter());
        out.append(writer.page.toString());
    }

    private void names(String lead, List<String> names) {
        if (!names.isEmpty()) {
            page.gap();
            page.text(lead, String.join(", ", names));
        }
    }

    private void cluster(ClusterDiff c) {
        look("before  ", c.before());
        look("after   ", c.after());
        for (Trend trend : Trend.values()) {
            diagnoses(trend, c);
        }
        if (c.diagnoses().stream().allMatch(d -> d.trend() == Trend.SAME)) {
            page.gap();
            page.text("", c.diagnoses().isEmpty() ? "Nothing is wrong in either." : "The same is wrong in both.");
        }
        objects(c);
        coverage(c);
    }

    private void look(String lead, Look l) {
        page.text(lead, l.name() + (l.capturedAt().isEmpty() ? "" : " of " + l.capturedAt()) + ": " + l.verdict().toUpperCase(Locale.ROOT));
    }

    private void diagnoses(Trend trend, ClusterDiff c) {
        List<DiagnosisChange> all = c.diagnoses().stream().filter(d -> d.trend() == trend).toList();
        if (all.isEmpty()) {
            return;
        }
        page.gap();
        page.text("", switch (trend) {
            case NEW -> "New:";
            case WORSE -> "Worse:";
            case UNSEEN -> "Cannot be told:";
            case GONE -> "Gone:";
            case BETTER -> "Better:";
            case SAME -> "As before:";
        });
        for (DiagnosisChange d : Words.first(SHOWN, all)) {
            diagnosis(d);
            c.explanations().stream().filter(e -> e.id().equals(d.id()) && e.subject().equals(d.subject())).limit(3).forEach(this::explanation);
        }
        more(all.size());
    }

    private void diagnosis(DiagnosisChange d) {
        Standing standing = d.after().or(d::before).orElseThrow();
        page.text("   " + standing.severity().toUpperCase(Locale.ROOT) + "  ", 6, d.id() + " on " + Words.object(d.subject()) + ", " + standing(standing)
                + (d.role().equals("consequence") ? ", a consequence" : "") + (standing.suppressed() ? ", suppressed" : "")
                + (d.before().isPresent() && d.after().isPresent() && d.trend() != Trend.SAME ? "; it was " + standing(d.before().get()) : ""), 4);
        if (!d.note().isEmpty()) {
            page.text("      ", d.note());
        }
    }

    private static String standing(Standing s) {
        return s.state() + ", " + Words.confidence(s.confidence()) + (s.affected() == 0 ? "" : ", " + Words.count(s.affected(), "object") + " affected");
    }

    private void explanation(Explanation e) {
        String what = Words.object(e.change().object()) + " was " + (e.change().at().isEmpty() ? lower(e.change().fate()) + " between the two"
                : e.change().fate() == Fate.CHANGED ? "made anew at " + e.change().at() + ", and changed then or later" : lower(e.change().fate()) + " at " + e.change().at());
        String how = switch (e.timing()) {
            case BEFORE -> ", " + apart(e) + " before the first sign of it";
            case AFTER -> ", " + apart(e) + " after the first sign of it: too late to be why";
            case UNKNOWN -> e.began().isEmpty() ? "" : "; the first sign of it is of " + e.began();
        };
        page.text("      " + (e.timing() == Timing.AFTER ? "not     " : "because "), 14, what + how + fields(e.change()), 4);
    }

    private static String lower(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT);
    }

    private static String apart(Explanation e) {
        Duration apart = Duration.between(Instant.parse(e.change().at()), Instant.parse(e.began())).abs();
        return Words.time(apart);
    }

    private static String fields(ObjectChange change) {
        return change.fields().isEmpty() ? "" : " (" + String.join(", ", Words.first(2, change.fields()).stream().map(DiffWriter::field).toList())
                + (change.fields().size() > 2 ? ", …)" : ")");
    }

    private static String field(Field f) {
        return f.path() + ": " + (f.before().isEmpty() ? "nothing" : f.before()) + " -> " + (f.after().isEmpty() ? "nothing" : f.after());
    }

    private void objects(ClusterDiff c) {
        if (!c.objectsCompared()) {
            page.gap();
            page.text("", "Objects cannot be compared: a report holds none. Name the snapshots instead.");
            return;
        }
        if (!c.objects().isEmpty() || c.unsure() > 0) {
            page.gap();
            page.text("", "What changed:");
        }
        for (ObjectChange o : Words.first(SHOWN, c.objects())) {
            page.text("   " + o.fate().name().toLowerCase(Locale.ROOT) + " ".repeat(9 - o.fate().name().length()),
                    Words.object(o.object()) + (o.at().isEmpty() ? "" : (o.fate() == Fate.CHANGED ? ", made anew at " : " at ") + o.at()));
            Words.first(FIELDS, o.fields()).forEach(f -> page.text("            ", 14, field(f), 3));
            if (o.fields().size() > FIELDS) {
                page.text("            ", "and " + (o.fields().size() - FIELDS) + " more fields: -o json");
            }
        }
        more(c.objects().size());
        if (c.unsure() > 0) {
            page.text("   ", Words.count(c.unsure(), "object") + " seen on one side only, of kinds that the other did not completely collect");
        }
    }

    private void coverage(ClusterDiff c) {
        if (!c.coverage().isEmpty()) {
            page.gap();
            page.text("", "What was seen:");
        }
        Words.first(SHOWN, c.coverage()).forEach(k -> page.text("   ", k.kind() + ": " + Words.lower(k.before()) + " -> " + Words.lower(k.after())));
        more(c.coverage().size());
    }

    private void more(int size) {
        if (size > SHOWN) {
            page.text("   ", "and " + (size - SHOWN) + " more: -o json");
        }
    }
}
