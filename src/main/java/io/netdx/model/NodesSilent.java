package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * Nodes that stopped reporting in the same moment, while others go on: none of them is being replaced.
 *
 * @param nodes     two or more, sorted
 * @param reporting nodes that still report
 */
public record NodesSilent(List<String> nodes, int reporting, Provenance source) {

    /** One name for the group. */
    public ObjectRef ref() {
        return ObjectRef.ofNode(String.join(",", nodes));
    }
}
