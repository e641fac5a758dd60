package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a node-level file is. The name decides, because collectors agree on names more than on headers. */
enum HostKind {
    SERVICES(HostFact.HostService.class),
    SYSCTL(HostFact.Sysctl.class),
    CONNTRACK(HostFact.Conntrack.class),
    ROUTES(HostFact.Route.class),
    LINKS(HostFact.Link.class),
    NEIGHBOURS(HostFact.Neighbour.class),
    CNI_CONFIG(HostFact.CniConfig.class),
    CNI_BINARIES(HostFact.CniBinaries.class),
    KUBELET_CONFIG(HostFact.KubeletConfig.class),
    KUBE_PROXY_CONFIG(HostFact.KubeProxyConfig.class),
    IPTABLES(HostFact.PacketFilter.class),
    IP6TABLES(HostFact.PacketFilter.class),
    IPVS(HostFact.PacketFilter.class),
    NFTABLES(HostFact.PacketFilter.class),
    FLANNEL_SUBNET(HostFact.FlannelSubnet.class),
    FLANNEL_NETWORK(HostFact.FlannelNetwork.class),
    RESOLVER(HostFact.Resolver.class),
    LOCAL_ADDRESSES(HostFact.LocalAddresses.class),
    LISTENERS(HostFact.Listener.class),
    IP_SETS(HostFact.IpSet.class);

    private static final List<String> CNI_FOLDERS = List.of("cni-conf", "net.d", "cni-network");

    private final String factKind;

    HostKind(Class<? extends HostFact> fact) {
        this.factKind = fact.getSimpleName();
    }

    /** Simple name of the record, as coverage names it. */
    String factKind() {
        return factKind;
    }

    /** {@code name} may have folders, which then help: {@code config.yaml} is the kubelet's only in a folder {@code kubelet}. */
    static Optional<HostKind> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int slash = lower.lastIndexOf('/');
        String base = lower.substring(slash + 1);
        String folder = slash < 0 ? "" : lower.substring(lower.lastIndexOf('/', slash - 1) + 1, slash);
        if (isCniConfig(folder, base)) {
            return Optional.of(CNI_CONFIG);
        }
        if (CNI_FOLDERS.contains(folder)) {
            return Optional.empty();
        }
        return ofStem(stem(base), folder);
    }

    /** A runtime ignores every other extension, so {@code 10-x.conflist.bak} is as good as no file. */
    private static boolean isCniConfig(String folder, String base) {
        return base.endsWith(".conflist")
                || CNI_FOLDERS.contains(folder) && (base.endsWith(".conf") || base.endsWith(".json"));
    }

    private static Optional<HostKind> ofStem(String stem, String folder) {
        return Optional.ofNullable(switch (stem) {
            case "services-status", "service-status" -> SERVICES;
            case "sysctl", "sysctl-all", "sysctl-a" -> SYSCTL;
            case "conntrack-stats", "conntrack", "conntrack-list", "conntrack-l", "conntrack-s" -> CONNTRACK;
            case "ip-route", "iproute", "ipv4-route", "ipv6-route", "ip-route-show-table-all", "ip-r", "ip-4-route",
                    "ip-6-route" -> ROUTES;
            case "ip-addr", "ipaddr", "ip-address", "ip-a", "ip-d-address", "ipv4-addr", "ip-s-d-link" -> LINKS;
            case "ip-neigh", "ipneigh", "ip-neighbour", "ip-neigh-show", "ip-s-s-neigh-show" -> NEIGHBOURS;
            case "cni-bin" -> CNI_BINARIES;
            case "kubelet-config", "kubelet-configz", "configz" -> KUBELET_CONFIG;
            case "kube-proxy-config" -> KUBE_PROXY_CONFIG;
            case "config" -> switch (folder) {
                case "kubelet" -> KUBELET_CONFIG;
                case "kube-proxy" -> KUBE_PROXY_CONFIG;
                default -> null;
            };
            case "iptables-save", "iptables-nft-save", "iptables-legacy-save", "ipv4-tables" -> IPTABLES;
            case "ip6tables-save", "ip6tables-nft-save", "ip6tables-legacy-save", "ipv6-tables" -> IP6TABLES;
            case "ipvsadm", "ipvsadm-save", "ipvsadm-ln", "ipvsadm-n" -> IPVS;
            case "nft-ruleset", "nft-list-ruleset" -> NFTABLES;
            case "flannel-subnet", "subnet" -> stem.equals("subnet") && !folder.contains("flannel") ? null : FLANNEL_SUBNET;
            case "flannel-net-conf" -> FLANNEL_NETWORK;
            case "net-conf" -> folder.contains("flannel") ? FLANNEL_NETWORK : null;
            case "resolv", "resolv-conf" -> RESOLVER;
            case "host-local-ipam" -> LOCAL_ADDRESSES;
            case "listening-sockets", "ss", "ss-lntup", "ss-tlpn", "netstat" -> LISTENERS;
            case "ipset", "ipsets", "ipset-list" -> IP_SETS;
            default -> null;
        });
    }

    /** {@code ip_-d_address.txt} and {@code ip -d address} become {@code ip-d-address}. */
    private static String stem(String base) {
        int dot = base.lastIndexOf('.');
        int end = dot > 0 ? dot : base.length();
        StringBuilder stem = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char c = base.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                stem.append(c);
            } else if (!stem.isEmpty() && stem.charAt(stem.length() - 1) != '-') {
                stem.append('-');
            }
        }
        int length = stem.length();
        return length > 0 && stem.charAt(length - 1) == '-' ? stem.substring(0, length - 1) : stem.toString();
    }
}
