package io.netdx.model;

import io.netdx.fact.ObjectRef;

/** A workload stands behind a Service. Only for Services or workloads with trouble. */
public record ServiceBacking(ObjectRef service, ObjectRef workload) {
}
