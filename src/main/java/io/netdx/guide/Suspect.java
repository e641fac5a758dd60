package io.netdx.guide;

import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import java.util.Map;
import java.util.Optional;

/**
 * A cause that is still possible.
 *
 * @param subject object to blame; the cluster where nothing names one
 * @param values  for the catalogue's sentences and commands
 * @param raised  rules found a reason for it in the facts
 * @param weight  before any answer was weighed, not normalised
 */
public record Suspect(Cause cause, ObjectRef subject, Map<String, String> values, boolean raised, double weight) {

    /** What mends it: causes that share it need not be told apart. */
    String action() {
        return cause.remedies().isEmpty() ? cause.id() : cause.remedies().get(0).text() + (raised ? " " + subject : "");
    }

    /** How sessions name it. */
    public String key() {
        return cause.id() + (raised ? "@" + subject : "");
    }

    /** The probability with which the cause brings about a finding, by the catalogue; empty where it does not. */
    Optional<Double> strength(String finding) {
        return cause.evidence().stream().filter(e -> e.finding().equals(finding)).map(Cause.Evidence::strength).findFirst();
    }
}
