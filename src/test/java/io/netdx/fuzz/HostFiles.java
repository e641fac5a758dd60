package io.netdx.fuzz;

import io.netdx.source.host.HostDecoder;
import io.netdx.source.host.SharedValues;
import java.io.IOException;
import java.util.List;

/** The files of a node; one of each kind of file, in the order of their digits and letters in kept inputs. */
public final class HostFiles {

    static final List<String> NAMES = List.of("services-status.txt", "sysctl.txt", "conntrack-stats.txt", "ip-route.txt", "ip-addr.txt", "ip-neigh.txt",
            "cni-conf/10-flannel.conflist", "cni-bin.txt", "kubelet-config.yaml", "kube-proxy-config.yaml", "iptables-save.txt",
            "ip6tables-save.txt", "ipvsadm.txt", "nft-ruleset.txt", "flannel-subnet.env", "flannel-net-conf.json", "resolv.conf",
            "host-local-ipam.txt", "ss.txt", "ipset.txt", "iptables-legacy-save.txt", "conntrack-list.txt", "netstat.txt", "ipvsadm-save.txt",
            "kubelet-configz.json");

    private HostFiles() {
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Choice choice = Choice.of(data, NAMES.size());
        Told.same(told -> told.add(HostDecoder.decode("worker-1", NAMES.get(choice.way()), "file", choice.stream(), new SharedValues(),
                told::fact, told::problem)));
    }
}
