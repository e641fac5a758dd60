package io.netdx.fact;

import java.util.List;
import java.util.Map;

/**
 * A Service.
 *
 * @param clusterIps addresses; {@code None} for a headless one
 * @param ingress    addresses or host names of {@code status.loadBalancer.ingress}
 */
public record Service(Meta meta, String type, List<String> clusterIps, Map<String, String> selector, List<Port> ports,
                      String externalName, String externalTrafficPolicy, String internalTrafficPolicy,
                      boolean publishNotReady, String loadBalancerClass, List<String> ingress) implements KubeObject {

    /**
     * A Service port.
     *
     * @param targetPort number or name; the port itself if unset, empty if unknown
     * @param nodePort   0 if none
     */
    public record Port(String name, int port, String targetPort, String protocol, int nodePort, String appProtocol) {
    }

    public boolean headless() {
        return clusterIps.contains("None");
    }

    public boolean hasSelector() {
        return !selector.isEmpty();
    }

    public boolean external() {
        return type.equals("ExternalName");
    }
}
