package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A policy that is probably not what its author meant, whether or not somebody suffers from it.
 *
 * @param policy the policy; {@code Cluster} where it is about all of them
 * @param kind   {@code invalid} (the API server refuses it), {@code selects-nothing}, {@code wrong-namespace} (selects nothing
 *               here and somebody in one other namespace), {@code peer-matches-nothing}, {@code or-instead-of-and},
 *               {@code section-ignored}, {@code void-deny} (another policy admits everything), {@code external-source} (ranges outside
 *               the cluster for a Service that hides its clients' addresses), {@code end-port} (the CNI knows no port ranges),
 *               {@code cilium-invalid} (Cilium cannot read it), {@code too-many}
 * @param detail in words
 * @param other  what it has to do with besides: a namespace, a Service, another policy; {@code Cluster} for nothing
 */
public record PolicyProblem(ObjectRef policy, String kind, String detail, ObjectRef other, Provenance source) {
}
