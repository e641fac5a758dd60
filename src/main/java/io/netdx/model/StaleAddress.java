package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A running pod that no policy isolates, on the address of a finished pod that one does.
 *
 * @param policy isolates the finished pod
 */
public record StaleAddress(ObjectRef pod, ObjectRef finished, String address, ObjectRef policy, String cni, Provenance source) {
}
