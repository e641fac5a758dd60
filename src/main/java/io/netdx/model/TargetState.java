package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A registration that calls into a Service: an APIService or a webhook.
 *
 * @param owner    the APIService or webhook configuration
 * @param kind     {@code APIService} or {@code Webhook}
 * @param problem  {@code service-missing}, {@code no-endpoints}, {@code unavailable}
 * @param blocking the failure stops requests (failurePolicy Fail)
 */
public record TargetState(ObjectRef owner, String kind, ObjectRef service, String problem, boolean blocking, String detail,
                          Provenance source) {

    /** Adds the proxies of a mesh to pods: a fault of its own. */
    public boolean injector() {
        return detail.endsWith("sidecar-injector.istio.io");
    }
}
