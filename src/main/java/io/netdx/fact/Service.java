package io.netdx.fact;

import java.util.List;
import java.util.Map;

/**
 * A Service.
 *
 * @param clusterIps addresses; {@code None} for a headless one
 * @param ingress    addresses or host names of {@code status.loadBalancer.ingress}
 * @param sessionAffinity     {@code None} or {@code ClientIP}
 * @param trafficDistribution {@code PreferSameZone}, {@code PreferSameNode}, {@code PreferClose}; empty if unset
 * @param ipFamilies          {@code IPv4}, {@code IPv6}, in order; empty where not written
 * @param ipFamilyPolicy      {@code SingleStack}, {@code PreferDualStack}, {@code RequireDualStack}; empty where not written
 * @param externalIps         addresses that nodes accept for the Service besides its own
 * @param sourceRanges        CIDRs of the clients that a load balancer admits; empty for all
 * @param conditions          of its status; load balancer implementations write theirs here
 */
public record Service(Meta meta, String type, List<String> clusterIps, Map<String, String> selector, List<Port> ports,
                      String externalName, String externalTrafficPolicy, String internalTrafficPolicy,
                      boolean publishNotReady, String loadBalancerClass, List<String> ingress, String sessionAffinity,
                      String trafficDistribution, List<String> ipFamilies, String ipFamilyPolicy, List<String> externalIps,
                      List<String> sourceRanges, List<Condition> conditions)
        implements KubeObject {

    /** Stands for the selector of a Service of which only others tell: it has one, and nobody saw it. */
    public static final Map<String, String> UNSEEN_SELECTOR = Map.of("", "");

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

    /** False where only others tell of the Service, and none of its pods did. */
    public boolean selectorSeen() {
        return !selector.containsKey("");
    }

    public boolean external() {
        return type.equals("ExternalName");
    }
}
