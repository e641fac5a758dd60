package io.netdx.fact;

import java.util.Comparator;
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

    /** A kernel setting that bears on networking; others are not kept. Whitespace inside the value is one blank. */
    record Sysctl(String node, String key, String value, Provenance source) implements HostFact {
    }

    /**
     * Connection tracking: entries in use, the limit, and counters since boot, summed over all CPUs.
     *
     * @param max        0 where the file does not say
     * @param earlyDrop  unreplied entries evicted to make room: nobody was refused yet, unlike {@code drop}
     */
    record Conntrack(String node, long count, long max, long insertFailed, long drop, long earlyDrop, Provenance source)
            implements HostFact {
    }

    /**
     * Connection tracking entries of one UDP address and port that are sent on to one backend.
     *
     * @param address  as the clients wrote it, usually of a Service
     * @param backend  where the packets go
     * @param entries  entries that are alike
     * @param silent   of them, those to which nothing ever answered
     */
    record Translation(String node, String address, int port, String backend, int entries, int silent, Provenance source)
            implements HostFact {
    }

    /**
     * A unicast route, or one that refuses. Routes of the local table, multicast and IPv6 link-local routes are not kept.
     *
     * @param destination CIDR (a single host with its prefix length), or {@code default}
     * @param via         next hop, empty where there is none; a route over several next hops is several facts
     * @param device      empty where there is none
     * @param type        {@code unicast}, {@code blackhole}, {@code unreachable}, {@code prohibit}, {@code throw}
     * @param table       {@code main}, or the table of a policy rule
     * @param mtu         the route's own MTU, 0 if it has none
     * @param linkDown    the kernel marks the next hop as down
     */
    record Route(String node, String destination, String via, String device, String type, String table, int mtu,
                 boolean linkDown, Provenance source) implements HostFact {
        public boolean main() {
            return table.equals("main");
        }

        public boolean refuses() {
            return !type.equals("unicast");
        }
    }

    /**
     * A network interface.
     *
     * @param up        its operational state
     * @param addresses with prefix length
     * @param mac       link-layer address, empty where it was not shown
     * @param queueing  the queueing discipline of its outgoing side, empty where it was not shown
     * @param packets   received and sent since boot, 0 where counters were not shown
     * @param errors    packets that the interface itself lost or damaged; not those that the kernel threw away on purpose
     */
    record Link(String node, String name, int mtu, boolean up, List<String> addresses, String mac, String queueing, long packets,
                long errors, Provenance source) implements HostFact {
    }

    /** Where a tunnel device sends frames for a link-layer address: an entry of its forwarding table. */
    record TunnelPeer(String node, String device, String mac, String destination, Provenance source) implements HostFact {
    }

    /** A packet filter dump says that the kernel holds tables of the other kind of iptables too, which it does not show. */
    record HiddenTables(String node, String variant, Provenance source) implements HostFact {
    }

    /**
     * A neighbour (ARP/NDP) entry.
     *
     * @param mac   link-layer address, empty where none was learned
     * @param state {@code REACHABLE}, {@code STALE}, {@code DELAY}, {@code PROBE}, {@code PERMANENT}, {@code INCOMPLETE},
     *              {@code FAILED}
     */
    record Neighbour(String node, String address, String device, String mac, String state, Provenance source)
            implements HostFact {
        /** Nobody answered. {@code PROBE} may come to this, or back to {@code REACHABLE}. */
        public boolean unanswered() {
            return state.equals("INCOMPLETE") || state.equals("FAILED");
        }
    }

    /**
     * Another node that was asked from this one and did not answer.
     *
     * @param peer    its name, or its address again
     * @param address empty if unknown
     * @param asked   what asked it
     */
    record Unanswered(String node, String peer, String address, String asked, Provenance source) implements HostFact {
    }

    /**
     * A CNI configuration file that a container runtime would consider; it takes the first by name.
     *
     * @param types   plugin types in order
     * @param mtu     of the first plugin that sets one, 0 if none does
     * @param ipam    type of the address management, empty where the plugin decides
     * @param subnets ranges that addresses are taken from, where the file lists them
     * @param hairpin a packet may leave a pod and come back to it through the bridge
     * @param error   why a runtime would refuse it, with the line; empty if it would not
     */
    record CniConfig(String node, String file, String name, String cniVersion, List<String> types, int mtu, String ipam,
                     List<String> subnets, boolean hairpin, String error, Provenance source) implements HostFact {
        public boolean valid() {
            return error.isEmpty();
        }
    }

    /** CNI plugin binaries that are installed. */
    record CniBinaries(String node, List<String> names, Provenance source) implements HostFact {
    }

    /** The kubelet's own configuration; empty or 0 where the file leaves the default. */
    record KubeletConfig(String node, List<String> clusterDns, String clusterDomain, int maxPods, String podCidr,
                         String resolvConf, Provenance source) implements HostFact {
    }

    /**
     * kube-proxy's own configuration.
     *
     * @param mode              empty is the platform's default ({@code iptables} on Linux)
     * @param nodePortAddresses CIDRs of the node's addresses that serve node ports, or {@code primary}; empty for all of them
     * @param strictArp         whether the node answers ARP only for addresses of the interface that was asked
     */
    record KubeProxyConfig(String node, String mode, String clusterCidr, List<String> nodePortAddresses, boolean strictArp, Provenance source) implements HostFact {
    }

    /**
     * What a packet filter dump says. A node may have several (nft and legacy iptables, IPv4 and IPv6, ipvs): only together
     * do they say which Service has no rule.
     *
     * @param backend          {@code iptables}, {@code ip6tables}, {@code ipvs}, {@code nftables}; {@code iptables-legacy} where the
     *                         file says that it shows the old kernel interface
     * @param forwardPolicy    policy of the FORWARD chain, empty if not shown
     * @param serviceAddresses addresses of Services that have a rule or a virtual server, sorted, each once
     * @param services         what is done for each address and port, sorted
     * @param forwardDrops     DROP/REJECT rules that neither Kubernetes nor a CNI wrote, as text; not those for invalid packets
     * @param admitsPods       a rule accepts pod traffic before the policy of the FORWARD chain applies
     */
    record PacketFilter(String node, String backend, String forwardPolicy, List<String> serviceAddresses,
                        List<ServiceRule> services, List<String> forwardDrops, boolean admitsPods, boolean enforcesNetworkPolicy,
                        Provenance source) implements HostFact {
    }

    /**
     * What the node does with connections to a port of a Service.
     *
     * @param address   ClusterIP, external or load balancer address; empty for a node port
     * @param protocol  {@code tcp}, {@code udp}, {@code sctp}
     * @param service   {@code namespace/name:port} as the rule's comment says; empty if it does not
     * @param endpoints {@code address:port}, sorted; those that the node uses, which may be older than the EndpointSlices
     */
    record ServiceRule(String address, int port, String protocol, String service, Verdict verdict, List<String> endpoints)
            implements Comparable<ServiceRule> {

        private static final Comparator<ServiceRule> ORDER = Comparator.comparing(ServiceRule::address)
                .thenComparing(ServiceRule::port).thenComparing(ServiceRule::protocol);

        /** {@code REJECTED}: the Service has no endpoint. {@code DROPPED}: none on this node, and its traffic policy is Local. */
        public enum Verdict { BALANCED, REJECTED, DROPPED }

        @Override
        public int compareTo(ServiceRule other) {
            return ORDER.compare(this, other);
        }
    }

    /** A set of addresses in the kernel; {@code maxEntries} is 0 where it has no limit. */
    record IpSet(String node, String name, String type, int entries, int maxEntries, Provenance source)
            implements HostFact {
        public boolean full() {
            return maxEntries > 0 && entries >= maxEntries;
        }
    }

    /**
     * A socket that waits for connections, or a bound UDP socket, of the host's network namespace.
     *
     * @param address {@code 0.0.0.0} or {@code ::} for all addresses
     * @param process empty where the collector was not allowed to see it, and for sockets of the kernel
     */
    record Listener(String node, String protocol, String address, int port, String process, Provenance source)
            implements HostFact {
    }

    /** flannel's {@code subnet.env}. */
    record FlannelSubnet(String node, String network, String subnet, int mtu, Provenance source) implements HostFact {
    }

    /** flannel's network configuration; {@code backend} such as {@code vxlan}, {@code host-gw}. */
    record FlannelNetwork(String node, String network, String backend, Provenance source) implements HostFact {
    }

    /** Addresses that the host-local plugin has given out, whether or not their pods still exist. */
    record LocalAddresses(String node, List<String> addresses, Provenance source) implements HostFact {
        public int allocated() {
            return addresses.size();
        }
    }

    /** A file or directory that was looked for and is not there; {@code what} is the kind of fact that it would have given. */
    record Missing(String node, String what, Provenance source) implements HostFact {
    }

    /** The host's own resolver configuration. */
    record Resolver(String node, List<String> nameservers, List<String> search, Provenance source) implements HostFact {
    }
}
