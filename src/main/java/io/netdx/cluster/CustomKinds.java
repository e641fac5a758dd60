package io.netdx.cluster;

import io.netdx.fact.Fact;
import io.netdx.fact.OtherObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Kinds that exist only where somebody installed their definition. Where all CustomResourceDefinitions were seen and none defines
 * a kind, there is no object of it: nobody has to collect what cannot exist.
 */
final class CustomKinds {

    private static final List<String> OPTIONAL = List.of("GatewayClass", "Gateway", "HTTPRoute", "BackendTLSPolicy", "IPAddressPool",
            "L2Advertisement", "BGPAdvertisement", "BGPSessionState", "ConfigurationState", "Certificate",
            "CiliumLoadBalancerIPPool", "CiliumL2AnnouncementPolicy", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy",
            "CiliumEndpoint", "CiliumNode", "CiliumIdentity", "CiliumBGPClusterConfig", "AdminNetworkPolicy",
            "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy", "PodNetworkConnectivityCheck", "AntreaAgentInfo",
            "VirtualService", "DestinationRule", "ServiceEntry", "AuthorizationPolicy", "PeerAuthentication");
    /** Calico may keep its own in an etcd of its own, without definitions. */
    private static final List<String> CALICO = List.of("FelixConfiguration", "GlobalNetworkPolicy", "HostEndpoint", "IPPool",
            "BGPConfiguration", "BGPPeer", "CalicoNodeStatus", "TigeraStatus");

    private CustomKinds() {
    }

    static List<String> undefined(List<Fact> others, List<Fact> workloads) {
        Set<String> defined = new HashSet<>();
        for (Fact fact : others) {
            if (fact instanceof OtherObject definition && definition.ref().kind().equals("CustomResourceDefinition")) {
                defined.add(definition.fields().getOrDefault("spec.names.kind", ""));
            }
        }
        List<String> undefined = new ArrayList<>(OPTIONAL);
        if (workloads.stream().noneMatch(w -> w.ref().kind().equals("DaemonSet") && w.ref().name().equals("calico-node"))) {
            undefined.addAll(CALICO);
        }
        undefined.removeAll(defined);
        return undefined;
    }
}
