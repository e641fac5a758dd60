package io.netdx.fact;

import java.util.List;

/**
 * Endpoints of a Service, from an EndpointSlice or from a legacy Endpoints object.
 *
 * @param service name of the Service in the same namespace; empty if the slice names none
 * @param legacy  read from a {@code v1 Endpoints} object
 */
public record EndpointSlice(Meta meta, String service, List<Port> ports, List<Endpoint> endpoints, boolean legacy)
        implements KubeObject {

    public record Port(String name, int number, String protocol) {
    }

    public record Endpoint(String address, boolean ready, boolean terminating, String node, String targetName) {
    }
}
