package io.netdx.fact;

import java.util.List;
import java.util.Map;

/** Istio's own Gateway (kind {@code Gateway.networking.istio.io}): what the proxies that {@code selector} picks listen to. */
public record MeshGateway(Meta meta, Map<String, String> selector, List<Server> servers) implements KubeObject {

    /** {@code tlsMode} and {@code credential} (name of a Secret) may be empty. */
    public record Server(int port, String protocol, List<String> hosts, String tlsMode, String credential) {
    }
}
