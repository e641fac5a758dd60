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

        // written out, as what the compiler makes of a record is linked anew at every start, 3 ms for each
        @Override
        public boolean equals(Object o) {
            return this == o || o instanceof Port other && name.equals(other.name) && number == other.number
                    && protocol.equals(other.protocol);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + number;
        }
    }

    public record Endpoint(String address, boolean ready, boolean terminating, String node, String targetName) {
    }
}
