package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A figure of monitoring that is out of its usual range, or that stayed in it where something else did not; or an alert that fires.
 *
 * @param ref    workload or node
 * @param kind   {@code slower} (answers of a workload), {@code cpu-throttled} and {@code cpu-as-usual} (a workload),
 *               {@code retransmits} (a node); a figure of {@code facts/knowledge/metrics.yaml}; {@code dns-throttled} (the DNS servers);
 *               {@code pool-use} (a pool of addresses, as calicoctl counts them, too);
 *               what an alert there stands for
 * @param detail in words, with figures
 * @param part   what of it, empty for all: an interface, a resolver, a reason
 * @param value  the figure, 0 where there is but an alert
 * @param recent it speaks of the present, not of all the time since a process started
 */
public record MetricTrouble(ObjectRef ref, String kind, String detail, String part, double value, boolean recent, Provenance source) {

    MetricTrouble(ObjectRef ref, String kind, String detail, Provenance source) {
        this(ref, kind, detail, "", 0, true, source);
    }
}
