package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * A Service with what stands behind it. Only for Services with a selector.
 *
 * @param selector       {@code app=cart,tier=web}; empty where only others tell of the Service
 * @param matched        pods that the selector matches, finished ones not counted
 * @param ready          of them, ready; where not all pods were seen, at least the ready addresses of the slices
 * @param starting       of them, not ready for seconds only
 * @param endpointsSeen  EndpointSlices or Endpoints of the namespace were collected
 * @param endpoints      addresses in the slices, ready or not
 * @param readyEndpoints ready ones
 * @param workloads      workloads of the matched pods
 * @param nearest        closest pods that the selector misses and what differs; empty if there are none
 * @param repaired       selector that these pods carry, {@code app=cart,tier=web}; empty if there are none
 * @param source         place of the selector
 */
public record ServiceState(ObjectRef ref, String type, String selector, int matched, int ready, int starting, boolean endpointsSeen,
                           int endpoints, int readyEndpoints, List<ObjectRef> workloads, String nearest,
                           String repaired, Provenance source) {

    public String namespace() {
        return ref.namespace();
    }

    public boolean selectsNothing() {
        return matched == 0 && !selector.isEmpty();
    }

    /** Pods match, and none is ready or about to be. */
    public boolean noneReady() {
        return matched > 0 && ready == 0 && starting == 0;
    }
}
