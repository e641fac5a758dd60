package io.netdx.finding;

import io.netdx.fact.ObjectRef;

/**
 * A finding that could not be evaluated.
 *
 * @param finding finding type
 * @param cause   the cause whose check it is
 * @param subject object, or {@link ObjectRef#CLUSTER} where the check never came to an object
 * @param reason  {@code NOT_COLLECTED}, {@code FORBIDDEN}, {@code PARTIAL}, …
 * @param needs   the kind that is missing
 */
public record Unknown(String finding, String cause, ObjectRef subject, String reason, String needs) {

    // written out, as what the compiler makes of a record is linked anew at every start, 3 ms for each
    @Override
    public boolean equals(Object o) {
        return this == o || o instanceof Unknown other && finding.equals(other.finding) && cause.equals(other.cause)
                && subject.equals(other.subject) && reason.equals(other.reason) && needs.equals(other.needs);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * (31 * finding.hashCode() + cause.hashCode()) + subject.hashCode()) + reason.hashCode()) + needs.hashCode();
    }
}
