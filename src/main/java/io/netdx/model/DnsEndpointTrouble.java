package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * An address that the DNS Service sends lookups to as ready, and that cannot answer.
 *
 * @param problem {@code no-pod}: it belongs to no pod; {@code node-silent}: its node stopped reporting
 * @param pod     the server, or the Service where the address is nobody's
 * @param node    where it runs, empty if unknown
 * @param ready   ready addresses of the Service in all
 */
public record DnsEndpointTrouble(ObjectRef service, ObjectRef workload, String problem, String address, ObjectRef pod, String node,
                                 int ready, Provenance source) {
}
