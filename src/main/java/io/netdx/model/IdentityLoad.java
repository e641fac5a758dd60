package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * More Cilium identities than a cluster should have.
 *
 * @param labels labels of identities that differ for every pod or rollout
 */
public record IdentityLoad(ObjectRef cluster, int identities, int pods, String labels, Provenance source) {
}
