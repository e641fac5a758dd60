package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/** A Deployment or StatefulSet with no wanted replicas. */
public record ScaledToZero(ObjectRef workload, Provenance source) {
}
