package io.netdx.guide;

import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cause that is still possible.
 *
 * @param subject object to blame; the cluster where nothing names one
 * @param values  for the catalogue's sentences and commands
 * @param raised  rules found a reason for it in the facts
 * @param weight  before any answer was weighed; those of all and of "something else" add up to one
 * @param affected objects that suffer from it, as far as the facts tell
 */
public record Suspect(Cause cause, ObjectRef subject, Map<String, String> values, boolean raised, double weight, List<ObjectRef> affected) {

    /** Kinds that people know by name, and see fail. */
    private static final Set<String> SEEN = Set.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "Service", "Ingress", "Node");

    /** What mends it: causes that share it need not be told apart. */
    String action() {
        return cause.remedies().isEmpty() ? cause.id() : cause.remedies().get(0).text() + (raised ? " " + subject : "");
    }

    /** Whom somebody sees suffer; empty where facts name nobody. */
    Set<ObjectRef> suffering() {
        Set<ObjectRef> all = new LinkedHashSet<>(affected);
        if (raised && all.isEmpty() && SEEN.contains(subject.kind())) {
            all.add(subject);
        }
        return all;
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
