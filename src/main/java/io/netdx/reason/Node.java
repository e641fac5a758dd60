package io.netdx.reason;

import io.netdx.catalog.FindingType;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Finding;
import io.netdx.finding.Outcome;
import java.util.List;

/**
 * A finding as the differential counts it: one or several findings of one origin.
 *
 * @param leak    leak, capped by kind
 * @param members what was merged, the shown one first; all of the same outcome
 */
record Node(FindingType type, Outcome outcome, double leak, List<Finding> members) {

    String id() {
        return type.id();
    }

    ObjectRef subject() {
        return shown().subject();
    }

    Finding shown() {
        return members.get(0);
    }

    boolean present() {
        return outcome == Outcome.PRESENT;
    }

    boolean absent() {
        return outcome == Outcome.ABSENT;
    }

    boolean presentSymptom() {
        return present() && type.symptom();
    }

    String text() {
        String text = textOf(shown());
        return members.size() == 1 ? text : text + " (and " + (members.size() - 1) + " more like it)";
    }

    String textOf(Finding finding) {
        return Template.fill(type.message(), Template.values(finding.subject(), finding.args()));
    }
}
