package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A Calico host endpoint that denies all traffic of its node but the failsafe ports.
 *
 * @param device interface, {@code *} for all of them
 */
public record HostEndpointLock(ObjectRef endpoint, String node, String device, Provenance source) {
}
