package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * Pods that policies keep from the cluster's DNS.
 *
 * @param policy    the policy to blame: one that tries to allow DNS if there is one, else the one that isolates
 * @param workloads workloads cut off, sorted; never empty
 * @param pods      number of pods
 * @param kind      {@code untried} (no rule names port 53), {@code tried} (a rule names it, so somebody meant to allow it), {@code tcp}
 *                  (only UDP is admitted), {@code node-local} (the resolver is the node's own cache), {@code server} (the DNS pods
 *                  themselves are isolated), {@code fqdn} (a Cilium policy by names, without a DNS rule), {@code admin calico cilium}
 * @param why       the nearest miss, in words
 * @param draft     a policy that admits the lookups, as YAML; empty where none can be written
 */
public record DnsBlocked(ObjectRef policy, String namespace, List<ObjectRef> workloads, int pods, String kind,
                         String why, String draft, Provenance source) {
}
