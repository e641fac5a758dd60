package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * A Cilium policy that admits names where nothing shows Cilium the DNS answers of its pods.
 *
 * @param workloads that it selects, sorted; never empty
 */
public record NamesUnlearned(ObjectRef policy, List<ObjectRef> workloads, Provenance source) {
}
