package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Of all pods that leave a node when it is drained, only those are left that a disruption budget does not let go, whatever their state.
 *
 * @param pod    the first of them
 * @param detail the budget in words
 */
public record DrainBlocked(ObjectRef budget, String node, ObjectRef pod, String detail, Provenance source) {
}
