package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Two address ranges that must be disjoint and are not.
 *
 * @param kind     {@code pod-service}, {@code pod-node}, {@code pod-pod}: ranges of nodes; {@code pool-service}, {@code pool-node}: a
 *                 pod range of the whole cluster that no node's range betrays; {@code service-node}; {@code balancer-pod},
 *                 {@code balancer-service}; {@code reserved}: a range that the Internet's or the host's own addresses lie in
 * @param subject  object to blame
 * @param first    range or address
 * @param second   range or address
 */
public record CidrOverlap(String kind, ObjectRef subject, String first, String second, String detail, Provenance source) {
}
