package io.netdx.fact;

import java.util.List;

/**
 * Istio's routes of hosts.
 *
 * @param gateways names as written, {@code mesh} for the sidecars; empty for these alone
 * @param exportTo namespaces that see it, {@code .} for its own; empty for all
 */
public record VirtualService(Meta meta, List<String> hosts, List<String> gateways, List<Destination> destinations, List<String> exportTo) implements KubeObject {

    /** Where a route ends; {@code subset} may be empty, {@code port} 0. */
    public record Destination(String host, String subset, int port) {
    }
}
