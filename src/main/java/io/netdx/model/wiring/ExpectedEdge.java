package io.netdx.model.wiring;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A connection that somebody means to make.
 *
 * @param client     workload that calls; {@link #API_SERVER} for the control plane
 * @param target     Service, or a workload whose pods are called one by one
 * @param port       Service port, or pod port where the target is a workload; 0 for every port of the Service
 * @param origin     {@code failure} (logs show it failing), {@code env args config ingress gateway route webhook apiservice metrics
 *                   members api dns-server istiod}
 * @param how        what promises it, in words
 * @param confidence percent; 100 where somebody was seen trying
 */
public record ExpectedEdge(ObjectRef client, ObjectRef target, int port, String origin, String how, int confidence, Provenance source) {

    /** Calls from the API server to webhooks and aggregated APIs. */
    public static final ObjectRef API_SERVER = ObjectRef.of("Host", "", "kube-apiserver");

    /** The same connection, whatever promises it. */
    String key() {
        return client + " " + target + " " + port;
    }
}
