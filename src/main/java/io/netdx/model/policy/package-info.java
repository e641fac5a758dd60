/**
 * What network policies of every kind say about one connection: Kubernetes, AdminNetworkPolicy and its successors, Calico, Cilium.
 * Exact or {@link io.netdx.model.policy.Decision#UNKNOWN}, never a guess. May import: fact, net, cluster.
 */
package io.netdx.model.policy;
