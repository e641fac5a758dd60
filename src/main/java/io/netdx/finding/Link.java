package io.netdx.finding;

import io.netdx.fact.ObjectRef;

/**
 * States that a hypothesis bears on a finding of another object: explains it, or speaks against it. The strength stands in
 * the catalogue, under the cause's {@code evidence} or {@code against}. Findings about the hypothesis' own subject need no link.
 */
public record Link(String cause, ObjectRef subject, String finding, ObjectRef findingSubject) {

    // written out, as what the compiler makes of a record is linked anew at every start, 3 ms for each
    @Override
    public boolean equals(Object o) {
        return this == o || o instanceof Link other && cause.equals(other.cause) && subject.equals(other.subject)
                && finding.equals(other.finding) && findingSubject.equals(other.findingSubject);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * cause.hashCode() + subject.hashCode()) + finding.hashCode()) + findingSubject.hashCode();
    }
}
