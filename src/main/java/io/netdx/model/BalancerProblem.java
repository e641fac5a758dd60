package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A load balancer implementation inside the cluster that cannot do its work, as its own objects say.
 *
 * @param kind   {@code not-advertised} (a pool without an advertisement), {@code session-down}, {@code configuration},
 *               {@code address-refused} (Cilium's address management), {@code class-unserved}, {@code announcement-off}
 * @param detail in words
 */
public record BalancerProblem(ObjectRef ref, String kind, String reason, String detail, Provenance source) {
}
