package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Two address ranges that must be disjoint and are not.
 *
 * @param kind     {@code pod-service}, {@code pod-node}, {@code service-node}, {@code pod-pod}
 * @param subject  object to blame
 * @param first    range or address
 * @param second   range or address
 */
public record CidrOverlap(String kind, ObjectRef subject, String first, String second, String detail, Provenance source) {
}
