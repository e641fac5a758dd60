package io.netdx.fact;

import java.util.List;

/** Something read on a node itself rather than from the API. */
public sealed interface HostFact extends Fact {

    String node();

    @Override
    default ObjectRef ref() {
        return ObjectRef.ofNode(node());
    }

    /** A process supervised on the host; {@code state} as the supervisor says it ({@code active}, {@code inactive}, {@code failed}). */
    record HostService(String node, String name, String state, Provenance source) implements HostFact {
        public boolean running() {
            return state.equals("active");
        }
    }

    /** A kernel setting. */
    record Sysctl(String node, String key, String value, Provenance source) implements HostFact {
    }

    /** Connection tracking: entries in use, the limit, and counters summed over all CPUs. */
    record Conntrack(String node, long count, long max, long insertFailed, long drop, long earlyDrop, Provenance source)
            implements HostFact {
    }

    /** A route; {@code via} and {@code device} are empty where the route has none; {@code destination} is a CIDR or {@code default}. */
    record Route(String node, String destination, String via, String device, String type, Provenance source)
            implements HostFact {
    }

    /** A network interface with its addresses (with prefix length); {@code up} as the link's operational state. */
    record Link(String node, String name, int mtu, boolean up, List<String> addresses, Provenance source)
            implements HostFact {
    }

    /** A neighbour (ARP/NDP) entry; {@code state} such as {@code REACHABLE}, {@code STALE}, {@code INCOMPLETE}, {@code FAILED}. */
    record Neighbour(String node, String address, String device, String state, Provenance source) implements HostFact {
    }

    /** A CNI configuration file; {@code types} are the plugin types in order; {@code error} says why it does not parse. */
    record CniConfig(String node, String file, String name, String cniVersion, List<String> types, int mtu,
                     List<String> subnets, String error, Provenance source) implements HostFact {
    }

    /** CNI plugin binaries that are installed. */
    record CniBinaries(String node, List<String> names, Provenance source) implements HostFact {
    }

    /** The kubelet's own configuration. */
    record KubeletConfig(String node, List<String> clusterDns, String clusterDomain, int maxPods, String podCidr,
                         Provenance source) implements HostFact {
    }

    /** kube-proxy's own configuration. */
    record KubeProxyConfig(String node, String mode, String clusterCidr, Provenance source) implements HostFact {
    }

    /**
     * What a packet filter dump says.
     *
     * @param forwardPolicy    policy of the FORWARD chain, empty if not shown
     * @param serviceAddresses ClusterIPs that have a rule or a virtual server
     * @param forwardDrops     unconditional or subnet-wide DROP/REJECT rules that nobody of Kubernetes wrote, as text
     */
    record PacketFilter(String node, String forwardPolicy, List<String> serviceAddresses, List<String> forwardDrops,
                        boolean enforcesNetworkPolicy, Provenance source) implements HostFact {
    }

    /** flannel's {@code subnet.env}. */
    record FlannelSubnet(String node, String network, String subnet, int mtu, Provenance source) implements HostFact {
    }

    /** A directory or file that the collector looked for and did not find. */
    record Missing(String node, String what, Provenance source) implements HostFact {
    }

    /** The host's own resolver configuration. */
    record Resolver(String node, List<String> nameservers, List<String> search, Provenance source) implements HostFact {
    }
}
