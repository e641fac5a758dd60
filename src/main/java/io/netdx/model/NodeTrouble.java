package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A condition of a node that is not as it should be.
 *
 * @param kind {@code not-ready} (Ready=False), {@code silent} (Ready=Unknown), {@code network-unavailable}, {@code cordoned},
 *             {@code tainted}, {@code no-pod-cidr}, {@code pressure}; what its agent announced: {@code flannel-address} and
 *             {@code calico-address} with the endings {@code -other-link} and {@code -gone} where interfaces were seen,
 *             {@code flannel-address-shared}, {@code tunnel-mac-shared}; {@code address-shared}, {@code no-ipv6-address}, {@code startup-taint},
 *             {@code foreign-pod-addresses}, {@code serving-certificate-pending}; {@code reported} by a detector, {@code flapping};
 *             where nodes were not collected, {@code dark}: none of its pods is ready, not even those on the host network, or {@code
 *             pods-dark}: none of those that were seen, which are on the pod network
 */
public record NodeTrouble(String node, String kind, String reason, String detail, Provenance source) {

    public ObjectRef ref() {
        return ObjectRef.ofNode(node);
    }
}
