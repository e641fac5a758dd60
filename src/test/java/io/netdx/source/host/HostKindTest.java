package io.netdx.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.HostFact;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostKindTest {

    @ParameterizedTest
    @CsvSource({
        "iptables-save.txt, PacketFilter", "networking/iptables-save.txt, PacketFilter", "iptables-nft-save.txt, PacketFilter",
        "ipv4_tables, PacketFilter", "nft_ruleset, PacketFilter", "networking/ipvsadm.txt, PacketFilter",
        "ip-route.txt, Route", "iproute.txt, Route", "ipv4_route, Route", "ip_route_show_table_all, Route",
        "ip-addr.txt, Link", "ipv4_addr, Link", "ip_-d_address, Link", "ip-neigh.txt, Neighbour",
        "sysctls/sysctl_all.txt, Sysctl", "sysctl_-a, Sysctl", "conntrack.txt, Conntrack", "conntrack-list.txt, Conntrack",
        "kubelet/config.json, KubeletConfig", "hosts/n1/configz.json, KubeletConfig", "ipset-list.txt, IpSet",
        "cni-conf/10-calico.conflist, CniConfig", "etc/cni/net.d/10-aws.conf, CniConfig", "resolv.conf, Resolver",
        "IP-Route.TXT, Route"})
    void collectorsNameTheSameThingDifferently(String name, String kind) {
        assertThat(HostDecoder.kindsOf(name)).containsExactly(kind);
    }

    /** A runtime does not look at these, so neither may coverage of a CNI configuration be claimed from them. */
    @Test
    void renamedConfigurationsAreNoConfigurations() {
        for (String name : List.of("cni-conf/10-flannel.conflist.bak", "cni-conf/README", "config.json", "iptables-filter.txt")) {
            assertThat(HostDecoder.kindsOf(name)).as(name).isEmpty();
        }
    }

    @Test
    void whatOthersHaveAndOneNodeLacksIsMissing() {
        HostInventory inventory = new HostInventory();
        for (String file : List.of("ip-route.txt", "sysctl.txt", "resolv.conf", "cni-conf/10-flannel.conflist", "flannel-subnet.env")) {
            inventory.saw("worker-1", file, "snap/nodes/worker-1/" + file);
        }
        for (String file : List.of("ip-route.txt", "sysctl.txt", "resolv.conf", "flannel-subnet.env")) {
            inventory.saw("worker-2", file, "snap/nodes/worker-2/" + file);
        }
        inventory.saw("worker-3", "ip-route.txt", "snap/nodes/worker-3/ip-route.txt");
        assertThat(inventory.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.node()).isEqualTo("worker-2");
            assertThat(missing.what()).isEqualTo(HostFact.CniConfig.class.getSimpleName());
            assertThat(missing.source().file()).isEqualTo("snap/nodes/worker-2/");
        });
    }
}
