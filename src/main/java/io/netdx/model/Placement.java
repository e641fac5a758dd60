package io.netdx.model;

import io.netdx.fact.ObjectRef;

/** The node of a pod whose texts were recognised: what a pod of the node's own plumbing says is said of the node. */
public record Placement(ObjectRef pod, String node) {

    public ObjectRef nodeRef() {
        return ObjectRef.ofNode(node);
    }
}
