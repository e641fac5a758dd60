package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.List;
import java.util.Set;

/**
 * {@code sysctl -a}. Of its thousand keys only those are kept that decide whether and how packets are forwarded; per-interface
 * keys only for interfaces of the node, not for the host side of every pod.
 */
final class SysctlDecoder implements LineDecoder {

    private static final Set<String> KEPT = Set.of(
            "net.ipv4.ip_forward", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.ip_nonlocal_bind", "net.ipv4.ip_no_pmtu_disc", "net.ipv4.icmp_echo_ignore_all",
            "net.ipv4.tcp_mtu_probing", "net.ipv4.tcp_tw_reuse", "net.ipv4.tcp_max_syn_backlog",
            "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_retries2", "net.ipv4.vs.conntrack", "net.ipv4.vs.conn_reuse_mode",
            "net.bridge.bridge-nf-call-iptables", "net.bridge.bridge-nf-call-ip6tables",
            "net.core.somaxconn", "net.core.netdev_max_backlog", "net.core.bpf_jit_limit",
            "net.nf_conntrack_max", "net.netfilter.nf_conntrack_max", "net.netfilter.nf_conntrack_count",
            "net.netfilter.nf_conntrack_buckets", "net.netfilter.nf_conntrack_tcp_be_liberal",
            "net.netfilter.nf_conntrack_tcp_timeout_established", "net.netfilter.nf_conntrack_tcp_timeout_close_wait",
            "net.netfilter.nf_conntrack_udp_timeout", "net.netfilter.nf_conntrack_udp_timeout_stream",
            "net.ipv4.neigh.default.gc_thresh1", "net.ipv4.neigh.default.gc_thresh2", "net.ipv4.neigh.default.gc_thresh3",
            "net.ipv6.neigh.default.gc_thresh1", "net.ipv6.neigh.default.gc_thresh2", "net.ipv6.neigh.default.gc_thresh3",
            "fs.file-max", "fs.inotify.max_user_instances", "fs.inotify.max_user_watches");
    private static final Set<String> PER_INTERFACE = Set.of("forwarding", "rp_filter", "arp_ignore", "arp_announce",
            "route_localnet", "disable_ipv6", "accept_ra");
    private static final List<String> POD_SIDE = List.of("veth", "cali", "lxc", "eni", "azv", "gke", "nodelocaldns", "tunl",
            "dummy", "erspan", "gre", "sit", "ip6tnl", "ip_vti", "ip6_vti");

    private final HostFile file;
    private long count = -1;
    private long max = -1;
    private int counted;

    SysctlDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String line, int number) {
        int equals = line.indexOf('=');
        if (equals <= 0) {
            // "sysctl: permission denied on key 'x'": a key more or less is no news.
            return line.startsWith("sysctl:");
        }
        char family = line.charAt(0);
        if (family != 'n' && family != 'f' && family > ' ') {
            // most keys: dev, kernel, vm; nothing of them is kept
            int dot = line.indexOf('.');
            int space = line.indexOf(' ');
            return dot > 0 && dot < equals && (space < 0 || space >= equals - 1);
        }
        String key = line.substring(0, equals).strip();
        if (key.isEmpty() || key.indexOf(' ') >= 0 || key.indexOf('.') < 0) {
            return false;
        }
        if (kept(key)) {
            String value = Words.cut(String.join(" ", Words.of(line.substring(equals + 1))));
            if (key.equals("net.netfilter.nf_conntrack_count")) {
                count = Words.number(value, -1);
                counted = number;
            } else if (key.equals("net.netfilter.nf_conntrack_max")) {
                max = Words.number(value, -1);
            }
            file.fact(new HostFact.Sysctl(file.node(), file.shared().share(Words.cut(key)), file.shared().share(value),
                    file.at(number)));
        }
        return true;
    }

    /** Both settings together are the state of the table of connections. */
    @Override
    public void end() {
        if (count >= 0 && max > 0) {
            file.fact(new HostFact.Conntrack(file.node(), count, max, 0, 0, 0, file.at(counted)));
        }
    }

    private static boolean kept(String key) {
        if (!key.startsWith("net.ipv4.conf.") && !key.startsWith("net.ipv6.conf.")) {
            return KEPT.contains(key);
        }
        int end = key.lastIndexOf('.');
        if (!PER_INTERFACE.contains(key.substring(end + 1))) {
            return false;
        }
        String device = key.substring(Math.min(end, "net.ipv4.conf.".length()), end);
        return POD_SIDE.stream().noneMatch(device::startsWith);
    }
}
