package io.netdx.fact;

import java.util.List;

/**
 * Endpoints of a Service, from an EndpointSlice or from a legacy Endpoints object.
 *
 * @param service     name of the Service in the same namespace; empty if the slice names none
 * @param legacy      read from a {@code v1 Endpoints} object
 * @param addressType {@code IPv4}, {@code IPv6} or {@code FQDN}; empty for a legacy object, which may mix them
 */
public record EndpointSlice(Meta meta, String service, List<Port> ports, List<Endpoint> endpoints, boolean legacy,
                            String addressType) implements KubeObject {

    /** {@code number} 0 where every port is meant. */
    public record Port(String name, int number, String protocol, String appProtocol) {
    }

    /**
     * An address with its state.
     *
     * @param targetName pod that it refers to, empty if it refers to none
     * @param serving  would be ready if it were not terminating
     * @param zone     zone it lies in, empty if not written
     * @param hostname host part of its own DNS name, empty if it has none
     * @param forZones zones that should use it (topology hints); empty without hints
     * @param forNodes nodes that should use it; empty without hints
     * @param ports    its own ports where they differ from the slice's (legacy subsets); else empty
     */
    public record Endpoint(String address, boolean ready, boolean terminating, String node, String targetName, boolean serving,
                           String zone, String hostname, List<String> forZones, List<String> forNodes, List<Port> ports) {
    }
}
