package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * An Ingress that cannot work as written.
 *
 * @param kind   {@code class-missing}, {@code no-class}, {@code service-missing}, {@code port-missing}
 * @param detail what is named and does not exist
 */
public record IngressProblem(ObjectRef ingress, String kind, String detail, ObjectRef target, Provenance source) {
}
