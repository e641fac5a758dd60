package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Something that is near its limit, besides address ranges.
 *
 * @param kind {@code pods-per-node}, {@code conntrack}, {@code dns-memory}, {@code policies}
 */
public record CapacityRisk(String kind, ObjectRef subject, long used, long limit, String detail, Provenance source) {
}
