package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/** Azure Network Policy Manager on more nodes than it is made for. */
public record PolicyAgentLoad(ObjectRef agent, int nodes, int limit, Provenance source) {
}
