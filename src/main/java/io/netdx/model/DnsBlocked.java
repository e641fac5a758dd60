package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * Pods whose egress policies do not let them reach the cluster's DNS.
 *
 * @param policy    the policy to blame: one that tries to allow DNS if there is one, else the one that isolates
 * @param workloads workloads cut off, sorted
 * @param pods      number of pods
 * @param tried     a rule names port 53, so somebody meant to allow it
 * @param why       the nearest miss, in words
 */
public record DnsBlocked(ObjectRef policy, String namespace, List<ObjectRef> workloads, int pods, boolean tried,
                         String why, Provenance source) {
}
