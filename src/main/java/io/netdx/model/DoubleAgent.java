package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Several DaemonSets that run the same network agent on the same nodes.
 *
 * @param agent   {@code flannel}, …
 * @param subject the oldest by creation, else the first by name: the one that is likely to be left over
 * @param names   of all, {@code namespace/name}, joined
 */
public record DoubleAgent(String agent, ObjectRef subject, String names, Provenance source) {
}
