package io.netdx.model;

import io.netdx.fact.ObjectRef;

/** A pod in trouble that shares the network of its node. */
public record HostNetworkPod(ObjectRef pod, String node) {
}
