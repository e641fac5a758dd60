package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * An Ingress that cannot work as written.
 *
 * @param kind   {@code class-missing}, {@code no-class}, {@code route-refused}, {@code service-missing}, {@code port-missing}, {@code secret-missing},
 *               {@code secret-type}, {@code conflict}, {@code rewrite}, {@code scheme}, {@code unhealthy-backends}, {@code controller-absent},
 *               {@code controller-down}, {@code certificate-invalid}, {@code certificate-expires}
 * @param detail what is named and does not exist
 */
public record IngressProblem(ObjectRef ingress, String kind, String detail, ObjectRef target, Provenance source) {
}
