package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * Something wrong between the API server and the rest of the cluster.
 *
 * @param kind     {@code no-agents}: nobody carries connections from the API server to nodes; {@code stale-endpoint}: the Service
 *                 {@code kubernetes} names an address of no server; {@code shared-address}: all nodes that reach the API server by one
 *                 shared address are silent; {@code slices-stale}; {@code controller-lease-old}; {@code token-refused};
 *                 {@code kubelet-port}: a ready node's kubelet is not reached; {@code certificate-expired}; {@code ca-expired}: of a webhook
 * @param what     address, node, webhook
 * @param affected objects that suffer
 */
public record ControlPlaneProblem(String kind, ObjectRef subject, String what, List<ObjectRef> affected, String detail, Provenance source) {

    public int count() {
        return affected.size();
    }
}
