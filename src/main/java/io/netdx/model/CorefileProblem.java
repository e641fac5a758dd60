package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Something wrong in the Corefile.
 *
 * @param kind   {@code unknown-directive}, {@code no-kubernetes}, {@code template-nxdomain}, {@code loop}, {@code unbalanced}
 * @param detail in words
 */
public record CorefileProblem(ObjectRef configMap, String kind, String detail, Provenance source) {
}
