package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A figure of monitoring that is out of its usual range, or that stayed in it where something else did not.
 *
 * @param ref    workload or node
 * @param kind   {@code slower} (answers of a workload), {@code cpu-throttled} and {@code cpu-as-usual} (a workload),
 *               {@code retransmits} (a node)
 * @param detail in words, with figures
 */
public record MetricTrouble(ObjectRef ref, String kind, String detail, Provenance source) {
}
