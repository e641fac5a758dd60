package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Pods of a workload that do not ask the cluster's DNS.
 *
 * @param policy      {@code None}, {@code Default}, or {@code ClusterFirst} on the host network, which means the node's resolver
 * @param nameservers of {@code dnsConfig}, joined by commas; empty where the node's are used
 */
public record OwnResolver(ObjectRef workload, String policy, String nameservers, Provenance source) {
}
