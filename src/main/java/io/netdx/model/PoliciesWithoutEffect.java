package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Policies in a cluster where nothing enforces them: a hole in its security, and no connection that they could block.
 *
 * @param cni    the pod network
 * @param agent  {@code aws} where the CNI could enforce and its agent is not told to; else empty
 * @param count  number of policies
 * @param first  one of them, for example
 */
public record PoliciesWithoutEffect(String cni, String agent, int count, ObjectRef first, Provenance source) {
}
