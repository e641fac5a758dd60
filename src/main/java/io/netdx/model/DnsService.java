package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * The cluster's DNS.
 *
 * @param service        the DNS Service; its usual name where none exists
 * @param exists         a DNS Service was seen
 * @param clusterIp      its address, empty if it has none
 * @param matched        pods that its selector matches, -1 where it has none, or nobody saw it
 * @param ready          DNS pods that are ready, matched or not
 * @param readyEndpoints ready addresses in its slices, -1 where no slices were collected
 * @param workload       workload that serves DNS, usually the Deployment coredns
 * @param desired        its wanted replicas, -1 if the workload was not seen
 * @param running        DNS pods that exist, matched or not
 */
public record DnsService(ObjectRef service, boolean exists, String clusterIp, int matched, int ready, int readyEndpoints,
                         ObjectRef workload, int desired, int running, Provenance source) {
}
