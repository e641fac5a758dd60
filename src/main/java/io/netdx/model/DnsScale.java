package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/** Fewer DNS servers than the size of the cluster asks for. */
public record DnsScale(ObjectRef workload, int replicas, int nodes, Provenance source) {
}
