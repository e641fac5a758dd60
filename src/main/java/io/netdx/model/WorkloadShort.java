package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A workload says itself that pods are not ready, where nobody collected the pods.
 *
 * @param ready  ready replicas
 * @param wanted replicas that there should be
 */
public record WorkloadShort(ObjectRef workload, int ready, int wanted, Provenance source) {

    public int missing() {
        return wanted - ready;
    }
}
