package io.netdx.model;

import io.netdx.fact.ObjectRef;

/** A pod that has been asked to end and whose node failed to end it several times, just now too. */
public record EndingPod(ObjectRef pod, String node) {
}
