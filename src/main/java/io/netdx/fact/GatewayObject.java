package io.netdx.fact;

import java.util.List;

/**
 * An object of the Gateway API: GatewayClass, Gateway, a route (HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, UDPRoute) or a
 * BackendTLSPolicy. What a controller thinks of it stands in its conditions.
 *
 * @param className  class of a Gateway; controller of a GatewayClass; else empty
 * @param parents    Gateways that a route wants to be attached to
 * @param backends   Services and other objects that a route sends to; targets of a policy
 * @param addresses  addresses of a Gateway's status
 * @param parts      the object itself, its listeners, or its parents, each with its conditions
 */
public record GatewayObject(Meta meta, String className, List<ObjectRef> parents, List<ObjectRef> backends, List<String> addresses,
                            List<Part> parts) implements KubeObject {

    /**
     * What the controller says of the object or of a part of it.
     *
     * @param name       empty for the object itself; {@code listener https}, {@code parent Gateway infra/web}
     * @param controller who says it, empty where it is not written
     */
    public record Part(String name, String controller, List<Condition> conditions) {
    }

    /** A route of any protocol. */
    public boolean route() {
        return meta.ref().kind().endsWith("Route");
    }
}
