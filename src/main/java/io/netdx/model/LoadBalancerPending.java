package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/** A Service of type LoadBalancer without an address; {@code controller} says whether any implementation was seen. */
public record LoadBalancerPending(ObjectRef service, boolean controllerSeen, String detail, Provenance source) {
}
