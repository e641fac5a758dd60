package io.netdx.engine;

import java.util.Map;
import java.util.Set;

/** Kinds that only clusters with a certain pod network have: where another one is in use, nobody needs to have collected them. */
final class ProductKinds {

    private static final Set<String> CALICO = Set.of("calico", "canal");
    private static final Set<String> CILIUM = Set.of("cilium");
    private static final Map<String, Set<String>> NETWORKS = Map.of("IPPool", CALICO, "BGPConfiguration", CALICO, "BGPPeer", CALICO,
            "CalicoNodeStatus", CALICO, "TigeraStatus", CALICO, "CiliumNode", CILIUM, "CiliumEndpoint", CILIUM,
            "CiliumBGPClusterConfig", CILIUM, "AntreaAgentInfo", Set.of("antrea"), "FlannelNetwork", Set.of("flannel", "canal"));

    private ProductKinds() {
    }

    /** @param network the cluster's pod network, {@code unknown} where nothing tells it */
    static boolean apply(String kind, String network) {
        Set<String> networks = NETWORKS.get(kind);
        return networks == null || network.equals("unknown") || networks.contains(network);
    }
}
