package io.netdx.diff;

import io.netdx.fact.ObjectRef;
import io.netdx.finding.Outcome;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.DiffReport.Standing;
import java.util.List;
import java.util.Locale;

/**
 * A diagnosis as far as a comparison needs it, of a judgement or of a stored report.
 *
 * @param evidence subjects of what speaks for it
 * @param affected objects, or the sample of them that a report has
 */
record Found(String id, String title, ObjectRef subject, String role, Standing standing, List<ObjectRef> evidence, List<ObjectRef> affected) {

    /** What it is, of which there is but one in a look. */
    record Key(String id, ObjectRef subject) {
    }

    static Found of(Diagnosis d, DiagnosisReport report) {
        Standing standing = new Standing(lower(d.state()), d.confidence(), d.cause().severity().label(), d.affected().size(), report.suppressed(d).isPresent());
        return new Found(d.cause().id(), d.cause().title(), d.subject(), lower(d.role()), standing,
                d.evidence().stream().filter(e -> e.outcome() == Outcome.PRESENT).map(e -> e.subject()).distinct().toList(), d.affected());
    }

    Key key() {
        return new Key(id, subject);
    }

    boolean active() {
        return standing.state().equals("active") && standing.confidence() >= 0.5;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
