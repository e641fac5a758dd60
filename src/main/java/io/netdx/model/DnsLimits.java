package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/** Resource limits of the DNS servers; {@code cpuMillis} 0 where there is no CPU limit; {@code cpu} as written. */
public record DnsLimits(ObjectRef workload, int cpuMillis, String cpu, Provenance source) {
}
