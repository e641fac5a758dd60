package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * A Service whose traffic policy {@code Local} leaves nodes without an endpoint.
 *
 * @param direction {@code external} or {@code internal}
 * @param without   nodes without a ready endpoint
 * @param pinned    the pods ask for particular nodes, so that the others stay without one
 */
public record LocalPolicyGap(ObjectRef service, String direction, List<String> without, int nodes, boolean pinned, Provenance source) {
}
