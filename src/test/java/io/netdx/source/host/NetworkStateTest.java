package io.netdx.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.HostFact;
import io.netdx.fact.HostFact.Conntrack;
import io.netdx.fact.HostFact.HostService;
import io.netdx.fact.HostFact.IpSet;
import io.netdx.fact.HostFact.Link;
import io.netdx.fact.HostFact.Listener;
import io.netdx.fact.HostFact.LocalAddresses;
import io.netdx.fact.HostFact.Neighbour;
import io.netdx.fact.HostFact.Route;
import io.netdx.fact.HostFact.Sysctl;
import org.junit.jupiter.api.Test;

/** What commands print about the state of a node. */
class NetworkStateTest {

    @Test
    void servicesInTheWordsOfTheSupervisor() {
        Decoded decoded = Decoded.of("services-status.txt", """
                kubelet: active (running)
                kube-proxy: inactive (dead)
                flanneld: failed (Result: exit-code)
                """);
        assertThat(decoded.all(HostService.class)).extracting(HostService::name, HostService::state).containsExactly(
                org.assertj.core.groups.Tuple.tuple("kubelet", "active"),
                org.assertj.core.groups.Tuple.tuple("kube-proxy", "inactive"),
                org.assertj.core.groups.Tuple.tuple("flanneld", "failed"));
        assertThat(Decoded.of("service-status", "● kubelet.service loaded activating auto-restart kubelet: The Node Agent\n")
                .only(HostService.class).state()).isEqualTo("activating");
    }

    @Test
    void settingsThatDecideAboutForwarding() {
        Decoded decoded = Decoded.of("sysctl_all.txt", """
                net.core.txrehash = 1
                net.ipv4.ip_forward = 0
                net.ipv4.ip_local_port_range = 32768\t60999
                net.ipv4.conf.eth0.rp_filter = 1
                net.ipv4.conf.vethdaa8cd4b.rp_filter = 1
                sysctl: permission denied on key 'net.ipv4.tcp_fastopen_key'
                """);
        assertThat(decoded.all(Sysctl.class)).extracting(s -> s.key() + "=" + s.value()).containsExactly(
                "net.ipv4.ip_forward=0", "net.ipv4.ip_local_port_range=32768 60999", "net.ipv4.conf.eth0.rp_filter=1");
        assertThat(decoded.all(Sysctl.class).get(0).source().line()).isEqualTo(2);
        assertThat(decoded.problems()).isEmpty();
    }

    @Test
    void conntrackWithItsCounters() {
        Conntrack table = Decoded.of("conntrack-stats.txt", """
                count 261243
                max 262144
                cpu=0   	found=1 invalid=0 insert=0 insert_failed=3 drop=1 early_drop=25157 error=0
                cpu=1   	found=1 invalid=0 insert=0 insert_failed=4 drop=0 early_drop=1425 error=0
                udp      17 18 src=10.244.0.4 dst=10.96.0.10 sport=47876 dport=53 [UNREPLIED] mark=0 use=1
                """).only(Conntrack.class);
        assertThat(table).extracting(Conntrack::count, Conntrack::max, Conntrack::insertFailed, Conntrack::drop,
                Conntrack::earlyDrop).containsExactly(261_243L, 262_144L, 7L, 1L, 26_582L);
    }

    @Test
    void aListingOfFlowsIsCountedWhereNoCountIsGiven() {
        Conntrack table = Decoded.of("conntrack.txt", """
                cpu=0 found=1 insert_failed=0 drop=0 early_drop=0
                tcp      6 96 TIME_WAIT src=10.244.0.8 dst=10.96.37.93 sport=54468 dport=80
                ipv4     2 udp      17 8 src=10.244.1.11 dst=10.244.0.12 sport=36757 dport=53
                """).only(Conntrack.class);
        assertThat(table.count()).isEqualTo(2);
        assertThat(table.max()).isZero();
    }

    @Test
    void routesOfAllTablesAndTypes() {
        Decoded decoded = Decoded.of("iproute.txt", """
                default via 192.168.201.1 dev eth0
                default via 10.0.32.1 dev eth1 table 2
                10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1 linkdown
                10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink mtu lock 1400
                blackhole 10.244.7.0/26 proto bird
                10.244.7.9 dev cali12345 scope link
                10.250.0.0/16 proto static metric 20
                	nexthop via 10.0.0.2 dev eth0 weight 1
                	nexthop via 10.0.0.3 dev eth0 weight 1 dead
                local 10.244.0.1 dev cni0 table local proto kernel scope host src 10.244.0.1
                broadcast 10.244.0.255 dev cni0 table local proto kernel scope link
                fe80::/64 dev veth24cddf52 proto kernel metric 256 pref medium
                multicast ff00::/8 dev cni0 table local proto kernel metric 256 pref medium
                2001:db8:1::/64 via inet6 fe80::1 dev eth0
                """);
        assertThat(decoded.problems()).isEmpty();
        assertThat(decoded.all(Route.class)).extracting(r -> String.join(" ", r.type(), r.destination(), r.via(), r.device(),
                r.table(), String.valueOf(r.mtu()), r.linkDown() ? "down" : "up")).containsExactly(
                "unicast default 192.168.201.1 eth0 main 0 up",
                "unicast default 10.0.32.1 eth1 2 0 up",
                "unicast 10.244.0.0/24  cni0 main 0 down",
                "unicast 10.244.1.0/24 10.244.1.0 flannel.1 main 1400 up",
                "blackhole 10.244.7.0/26   main 0 up",
                "unicast 10.244.7.9/32  cali12345 main 0 up",
                "unicast 10.250.0.0/16 10.0.0.2 eth0 main 0 up",
                "unicast 10.250.0.0/16 10.0.0.3 eth0 main 0 down",
                "unicast 2001:db8:1::/64 fe80::1 eth0 main 0 up");
    }

    @Test
    void linksWithAddressesAndState() {
        Decoded decoded = Decoded.of("ip-addr.txt", """
                2: eth0@if17: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
                    link/ether a6:33:c9:30:10:97 brd ff:ff:ff:ff:ff:ff link-netnsid 0
                    inet 192.168.201.11/24 scope global eth0
                       valid_lft forever preferred_lft forever
                    inet6 fe80::a433:c9ff:fe30:1097/64 scope link
                    RX:  bytes packets errors dropped  missed   mcast
                      18329732   74523      0       0       0       0
                3: flannel.1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN group default
                    inet 10.244.0.0/32 scope global flannel.1
                4: cni0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1450 qdisc noqueue state DOWN group default
                """);
        assertThat(decoded.problems()).isEmpty();
        assertThat(decoded.all(Link.class)).extracting(l -> l.name() + " " + l.mtu() + " " + l.up() + " " + l.addresses())
                .containsExactly("eth0 1500 true [192.168.201.11/24, fe80::a433:c9ff:fe30:1097/64]",
                        "flannel.1 1450 true [10.244.0.0/32]", "cni0 1450 false []");
    }

    @Test
    void neighboursWithoutForwardingEntriesAndLinkDetails() {
        Decoded decoded = Decoded.of("ip-neigh.txt", """
                192.168.203.11 dev eth0 INCOMPLETE
                10.244.1.0 dev flannel.1 lladdr b2:17:1d:2f:57:54 PERMANENT
                fe80::1 dev eth0 lladdr 4e:67:ae:a5:b4:42 router REACHABLE
                33:33:00:00:00:01 dev eth0 self permanent
                3: flannel.1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN mode DEFAULT
                    vxlan id 1 local 192.168.202.11 dev eth0 srcport 0 0 dstport 8472
                b2:17:1d:2f:57:54 dev flannel.1 dst 192.168.202.12 self permanent
                """);
        assertThat(decoded.problems()).isEmpty();
        assertThat(decoded.all(Neighbour.class)).extracting(n -> n.address() + " " + n.mac() + " " + n.state())
                .containsExactly("192.168.203.11  INCOMPLETE", "10.244.1.0 b2:17:1d:2f:57:54 PERMANENT",
                        "fe80::1 4e:67:ae:a5:b4:42 REACHABLE");
        assertThat(decoded.all(Neighbour.class).get(0).unanswered()).isTrue();
    }

    @Test
    void listenersOfSsAndNetstat() {
        Decoded ss = Decoded.of("listening-sockets.txt", """
                Netid State  Recv-Q Send-Q  Local Address:Port  Peer Address:PortProcess
                tcp   LISTEN 0      4096   192.168.203.12:10256      0.0.0.0:*    users:(("kube-proxy",pid=6658,fd=12))
                tcp   LISTEN 0      4096                *:10250            *:*    users:(("kubelet",pid=1,fd=2))
                udp   UNCONN 0      0             0.0.0.0:8472       0.0.0.0:*
                udp   UNCONN 0      0      127.0.0.53%lo:53         0.0.0.0:*
                """);
        assertThat(ss.problems()).isEmpty();
        assertThat(ss.all(Listener.class)).extracting(l -> l.protocol() + " " + l.address() + " " + l.port() + " " + l.process())
                .containsExactly("tcp 192.168.203.12 10256 kube-proxy", "tcp :: 10250 kubelet", "udp 0.0.0.0 8472 ",
                        "udp 127.0.0.53 53 ");
        Decoded netstat = Decoded.of("netstat.txt", """
                Active Internet connections (only servers)
                Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
                tcp        0      0 127.0.0.1:10248         0.0.0.0:*               LISTEN      1234/kubelet
                tcp        0      0 10.0.0.1:22             10.0.0.9:5000           ESTABLISHED 1/sshd
                tcp6       0      0 :::10256                :::*                    LISTEN      77/kube-proxy
                """);
        assertThat(netstat.all(Listener.class)).extracting(l -> l.address() + " " + l.port() + " " + l.process())
                .containsExactly("127.0.0.1 10248 kubelet", ":: 10256 kube-proxy");
    }

    @Test
    void setsWithTheirSize() {
        Decoded decoded = Decoded.of("ipset.txt", """
                Name: KUBE-DST-4J2EWNZ5N3DEHOW2
                Type: hash:ip
                Revision: 6
                Header: family inet hashsize 1024 maxelem 2 timeout 0
                Size in memory: 408
                References: 2
                Number of entries: 2
                Members:
                10.244.1.28 timeout 0
                10.244.0.34 timeout 0

                Name: cali40all-ipam-pools
                Type: hash:net
                Header: family inet hashsize 1024 maxelem 1048576
                Members:
                10.244.0.0/16
                """);
        assertThat(decoded.all(IpSet.class)).extracting(s -> s.name() + " " + s.type() + " " + s.entries() + " " + s.full())
                .containsExactly("KUBE-DST-4J2EWNZ5N3DEHOW2 hash:ip 2 true", "cali40all-ipam-pools hash:net 1 false");
    }

    @Test
    void addressesThatWereGivenOut() {
        LocalAddresses addresses = Decoded.of("host-local-ipam.txt", """
                10.244.200.2
                10.244.200.3
                last_reserved_ip.0
                lock
                """).only(LocalAddresses.class);
        assertThat(addresses.addresses()).containsExactly("10.244.200.2", "10.244.200.3");
    }

    @Test
    void interfacesWithTheirOwnAddressAndWhatTheyLost() {
        Link uplink = Decoded.of("ip-addr.txt", """
                2: eth0@if20: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc netem state UP group default qlen 1000
                    link/ether f6:0c:f5:ff:0c:1c brd ff:ff:ff:ff:ff:ff link-netnsid 0
                    inet 192.168.202.11/24 scope global eth0
                    RX:  bytes packets errors dropped  missed   mcast
                      40088345  129775      7      90       0       0
                    TX:  bytes packets errors dropped carrier collsns
                      29388957  138746      1       0       0       0
                """).only(Link.class);
        assertThat(uplink).extracting(Link::mac, Link::queueing, Link::packets, Link::errors)
                .containsExactly("f6:0c:f5:ff:0c:1c", "netem", 268_521L, 8L);
    }

    @Test
    void whereTunnelsSendFrames() {
        Decoded decoded = Decoded.of("ip-neigh.txt", """
                10.244.1.0 dev flannel.1 lladdr b2:17:1d:2f:57:54 PERMANENT
                33:33:00:00:00:01 dev eth0 self permanent
                b2:17:1d:2f:57:54 dev flannel.1 dst 192.168.202.12 self permanent
                """);
        assertThat(decoded.only(HostFact.TunnelPeer.class)).extracting(HostFact.TunnelPeer::device, HostFact.TunnelPeer::mac,
                HostFact.TunnelPeer::destination).containsExactly("flannel.1", "b2:17:1d:2f:57:54", "192.168.202.12");
        assertThat(decoded.problems()).isEmpty();
    }

    @Test
    void tablesThatADumpDoesNotShow() {
        Decoded decoded = Decoded.of("iptables-save.txt", """
                # Generated by iptables-save v1.8.9 (nf_tables) on Mon Nov 23 06:16:27 2026
                *filter
                :FORWARD ACCEPT [0:0]
                COMMIT
                # Warning: iptables-legacy tables present, use iptables-legacy-save to see them
                """);
        assertThat(decoded.only(HostFact.HiddenTables.class).variant()).isEqualTo("legacy");
    }
}
