package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Something wrong between clusters, as this one shows it.
 *
 * @param kind {@code submariner-connection}, {@code submariner-no-gateway}, {@code ranges-overlap}, {@code export-refused},
 *             {@code names-not-served}, {@code mirror-empty}, {@code mesh-gateway}, {@code clustermesh-identity},
 *             {@code clustermesh-server}
 */
public record MulticlusterProblem(String kind, ObjectRef subject, String what, String detail, Provenance source) {
}
