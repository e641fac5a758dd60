package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Lookups get no answer on one node only: the same workloads have pods elsewhere, whose logs show none.
 *
 * @param clients workloads of which pods fail there and not elsewhere
 */
public record LookupsFailOnNode(String node, int clients, Provenance source) {

    public ObjectRef ref() {
        return ObjectRef.ofNode(node);
    }
}
