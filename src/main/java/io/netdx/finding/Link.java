package io.netdx.finding;

import io.netdx.fact.ObjectRef;

/**
 * States that a hypothesis bears on a finding of another object: explains it, or speaks against it. The strength stands in
 * the catalogue, under the cause's {@code evidence} or {@code against}. Findings about the hypothesis' own subject need no link.
 */
public record Link(String cause, ObjectRef subject, String finding, ObjectRef findingSubject) {
}
