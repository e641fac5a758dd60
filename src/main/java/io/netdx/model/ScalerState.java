package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A HorizontalPodAutoscaler that wants more replicas than it may have.
 *
 * @param target  the workload that it scales
 * @param most    replicas that it may have
 * @param measure what it measures, in words; empty where its status does not say
 */
public record ScalerState(ObjectRef scaler, ObjectRef target, String most, String measure, Provenance source) {
}
