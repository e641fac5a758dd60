package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Something wrong in the Corefile.
 *
 * @param kind   {@code unknown-directive}, {@code no-kubernetes}, {@code template-nxdomain}, {@code loop}, {@code unbalanced}; of one that
 *               loads: {@code hosts-no-fallthrough}, {@code no-forward}, {@code zone-shadows}, {@code restricted}, {@code acl},
 *               {@code rewritten}, {@code long-denial}, {@code bind-loopback}, {@code port}, {@code no-ready}, {@code no-health}
 * @param detail in words
 */
public record CorefileProblem(ObjectRef configMap, String kind, String detail, Provenance source) {
}
