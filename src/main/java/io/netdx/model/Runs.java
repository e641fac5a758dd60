package io.netdx.model;

import io.netdx.fact.ObjectRef;

/** A workload in trouble, or a client or server of a failing flow, has a pod on a node. */
public record Runs(ObjectRef workload, String node) {
}
