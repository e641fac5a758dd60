package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A workload lacks pods, still, because the API server cannot call an admission webhook.
 *
 * @param owner      the webhook configuration; of kind {@code Webhook} where none of the name was seen
 * @param how        {@code certificate}, {@code timeout}, {@code refused}, {@code absent}, {@code no-agent} or {@code other}
 * @param injector   {@code istio} or {@code linkerd} for the webhook that adds their proxies, else empty
 * @param service    behind the webhook; the owner where that is not known
 * @param serverPort pod port behind the Service, 0 if unknown
 * @param serving    ready pods are behind the Service
 * @param own        the refused workload is the webhook's own server, or the network's in {@code kube-system}
 * @param gke        the nodes are Google's
 * @param workload   that lacks pods
 */
public record WebhookRefusal(ObjectRef owner, String webhook, String how, String injector, ObjectRef service, int serverPort, boolean serving, boolean own,
                             boolean gke, ObjectRef workload, int missing, String detail, Provenance source) {

    /** A managed control plane reaches nodes on few ports unless a firewall rule says otherwise. */
    public boolean oddPort() {
        return gke && serverPort > 0 && serverPort != 443 && serverPort != 10250;
    }
}
