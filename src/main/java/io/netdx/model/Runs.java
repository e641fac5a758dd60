package io.netdx.model;

import io.netdx.fact.ObjectRef;

/** A workload in trouble, or a client or server of a failing flow, has a pod on a node. */
public record Runs(ObjectRef workload, String node) {

    // written out, as what the compiler makes of a record is linked anew at every start, 3 ms for each
    @Override
    public boolean equals(Object o) {
        return this == o || o instanceof Runs other && workload.equals(other.workload) && node.equals(other.node);
    }

    @Override
    public int hashCode() {
        return 31 * workload.hashCode() + node.hashCode();
    }
}
