package io.netdx.source.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Alert;
import io.netdx.fact.Coverage;
import io.netdx.fact.Fact;
import io.netdx.fact.Figure;
import io.netdx.fact.HostFact;
import io.netdx.fact.Ingress;
import io.netdx.fact.Measurement;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import io.netdx.fact.Workload;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command that a ticket quotes: what it becomes, and what stays unknown. */
class CommandsTest {

    private static final SignatureTable TABLE = SignatureTable.load();
    private static final String PODS = """
            $ kubectl get pods -n shop -o wide
            NAME                        READY   STATUS    RESTARTS   AGE   IP            NODE       NOMINATED NODE   READINESS GATES
            frontend-6d5b8c7d9f-7hm2k   1/1     Running   0          3d    10.244.1.21   worker-1   <none>           <none>
            cart-7954999bbd-2x6x6       1/1     Running   0          3d    10.244.2.20   worker-2   <none>           <none>
            """;

    private static Snapshot snapshot(String text) {
        return SnapshotReader.read(List.of("-"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT, TABLE);
    }

    private static Cluster read(String text) {
        return snapshot(text).cluster();
    }

    private static List<String> tests(Cluster cluster) {
        return cluster.all(Signature.class).stream().filter(s -> s.id().equals("client-test"))
                .map(s -> s.ref().name() + " " + s.group("mode") + " " + s.group("host") + (s.group("port").isEmpty() ? "" : ":" + s.group("port"))).toList();
    }

    @Test
    void aShellInsideAPodIsThePodsUntilItEnds() {
        Cluster cluster = read(PODS + """
                ops@bastion:~$ kubectl exec -it -n shop deploy/frontend -- sh
                / # nslookup payments.example.com
                Server:		10.96.0.10
                Address:	10.96.0.10:53

                ** server can't find payments.example.com: SERVFAIL

                / # dig cart.shop.svc.cluster.local

                ; <<>> DiG 9.18.24 <<>> cart.shop.svc.cluster.local
                ;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 2213
                / # curl -m 3 http://10.96.10.2:80/
                curl: (28) Connection timed out after 3001 milliseconds
                / # nc -zv cart.shop 8080
                nc: connect to cart.shop (10.96.10.2) port 8080 (tcp) failed: Connection refused
                / # exit
                ops@bastion:~$ curl -m 3 http://10.96.99.9/
                curl: (28) Connection timed out after 3001 milliseconds
                """);
        assertThat(tests(cluster)).containsExactlyInAnyOrder("frontend-6d5b8c7d9f-7hm2k dns-servfail payments.example.com",
                "frontend-6d5b8c7d9f-7hm2k nxdomain cart.shop.svc.cluster.local", "frontend-6d5b8c7d9f-7hm2k timeout 10.96.10.2:80",
                "frontend-6d5b8c7d9f-7hm2k refused cart.shop:8080");
    }

    @Test
    void aShellOnANodeIsTheNodesUntilThePromptIsTheOldOne() {
        Cluster cluster = read("""
                ops@bastion:~$ kubectl get nodes -o wide
                NAME                     STATUS   ROLES    AGE   VERSION   INTERNAL-IP     EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION      CONTAINER-RUNTIME
                worker-1                 Ready    <none>   91d   v1.31.2   192.168.10.11   <none>        Ubuntu 22.04.4 LTS   5.15.0-122-generic   containerd://1.7.22
                worker-2.example.com     Ready    <none>   91d   v1.31.2   192.168.10.12   <none>        Ubuntu 22.04.4 LTS   5.15.0-122-generic   containerd://1.7.22
                ops@bastion:~$ ssh 192.168.10.12 sysctl net.ipv4.ip_forward
                net.ipv4.ip_forward = 1
                ops@worker-2:~$ sysctl net.ipv4.conf.all.rp_filter
                net.ipv4.conf.all.rp_filter = 2
                ops@bastion:~$ kubectl debug node/worker-1 -it --image=busybox:1.36
                Creating debugging pod node-debugger-worker-1-xk2lp with container debugger on node worker-1.
                / # chroot /host
                sh-5.1# ip route
                default via 192.168.10.1 dev eth0
                10.244.2.0/24 via 192.168.10.12 dev eth0
                sh-5.1# cat /proc/sys/net/ipv4/ip_forward
                0
                ops@bastion:~$ ip route
                default via 10.0.0.1 dev wlan0
                """);
        assertThat(cluster.all(HostFact.Route.class)).extracting(r -> r.node() + " " + r.destination()).containsExactly("worker-1 default", "worker-1 10.244.2.0/24");
        assertThat(cluster.all(HostFact.Sysctl.class)).extracting(s -> s.node() + " " + s.key() + "=" + s.value()).containsExactly("worker-1 net.ipv4.ip_forward=0",
                "worker-2.example.com net.ipv4.ip_forward=1", "worker-2.example.com net.ipv4.conf.all.rp_filter=2");
    }

    @Test
    void aThrowawayPodAsksAsAPodOfItsNamespace() {
        Cluster cluster = read("""
                $ kubectl run tmp -n shop --rm -it --image=busybox:1.36 --restart=Never -- nslookup cart.shop
                Server:    10.96.0.10
                Address 1: 10.96.0.10

                nslookup: can't resolve 'cart.shop'
                pod "tmp" deleted
                """);
        assertThat(tests(cluster)).containsExactly("tmp dns-failed cart.shop");
        assertThat(cluster.complete("Pod", "shop")).isFalse();
    }

    @Test
    void onlyPodsAnswerAPing() {
        String lost = "PING %s (%s): 56 data bytes\n\n--- %s ping statistics ---\n3 packets transmitted, 0 packets received, 100%% packet loss\n";
        Cluster cluster = read(PODS + "$ kubectl exec -n shop frontend-6d5b8c7d9f-7hm2k -- ping -c 3 10.244.2.20\n" + lost.replace("%s", "10.244.2.20").replace("%%", "%")
                + "$ kubectl exec -n shop frontend-6d5b8c7d9f-7hm2k -- ping -c 3 10.96.10.2\n" + lost.replace("%s", "10.96.10.2").replace("%%", "%"));
        assertThat(tests(cluster)).containsExactly("frontend-6d5b8c7d9f-7hm2k timeout 10.244.2.20");
    }

    @Test
    void topIsHeldAgainstLimitsAndIsNoCompleteFigure() {
        Cluster cluster = read("""
                ops@bastion:~$ kubectl top nodes
                NAME       CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%
                worker-1   1873m        93%    6012Mi          77%
                ops@bastion:~$ kubectl top pods -n kube-system
                NAME                       CPU(cores)   MEMORY(bytes)
                coredns-668d6bf9bc-2x6x6   99m          168Mi
                coredns-668d6bf9bc-7hm2k   2            1Gi
                """);
        assertThat(cluster.all(Measurement.class)).extracting(m -> m.ref() + " " + m.what() + " " + m.now()).containsExactlyInAnyOrder(
                "Pod kube-system/coredns-668d6bf9bc-2x6x6 cpu 0.099", "Pod kube-system/coredns-668d6bf9bc-2x6x6 memory 168.0",
                "Pod kube-system/coredns-668d6bf9bc-7hm2k cpu 2.0", "Pod kube-system/coredns-668d6bf9bc-7hm2k memory 1024.0");
        assertThat(cluster.coverage("Metric", Coverage.ALL).state()).isEqualTo(Coverage.State.PARTIAL);
        assertThat(cluster.all(Node.class)).as("a table of usage shows no state").isEmpty();
    }

    @Test
    void calicoctlShowsSessionsPoolsAndAddresses() {
        Cluster cluster = read("""
                [root@worker-1 ~]# calicoctl node status
                Calico process is running.

                IPv4 BGP status
                +---------------+-------------------+-------+----------+--------------------------------+
                | PEER ADDRESS  |     PEER TYPE     | STATE |  SINCE   |              INFO              |
                +---------------+-------------------+-------+----------+--------------------------------+
                | 192.168.10.12 | node-to-node mesh | start | 05:41:22 | Active Socket: Connection      |
                |               |                   |       |          | refused                        |
                | 192.168.10.13 | node-to-node mesh | up    | 05:40:58 | Established                    |
                +---------------+-------------------+-------+----------+--------------------------------+

                IPv6 BGP status
                No IPv6 peers found.

                [root@worker-1 ~]# calicoctl get ippool -o wide
                NAME                  CIDR            NAT    IPIPMODE   VXLANMODE   DISABLED   DISABLEBGPEXPORT   SELECTOR
                default-ipv4-ippool   10.244.0.0/16   true   Always     Never       false      false              all()

                [root@worker-1 ~]# calicoctl ipam show
                +----------+---------------+-----------+------------+--------------+
                | GROUPING |     CIDR      | IPS TOTAL | IPS IN USE |   IPS FREE   |
                +----------+---------------+-----------+------------+--------------+
                | IP Pool  | 10.244.0.0/24 |       256 | 256 (100%) | 0 (0%)       |
                +----------+---------------+-----------+------------+--------------+
                [root@worker-1 ~]# calicoctl get nodes -o wide
                NAME       ASN       IPV4               IPV6
                worker-1   (64512)   192.168.10.11/24
                """);
        assertThat(cluster.all(OtherObject.class)).extracting(o -> o.ref() + " " + o.fields()).containsExactlyInAnyOrder(
                "CalicoNodeStatus worker-1 {spec.node=worker-1, status.bgp.numberEstablishedV4=1, status.bgp.numberNotEstablishedV4=1}",
                "IPPool default-ipv4-ippool {spec.cidr=10.244.0.0/16, spec.disabled=false, spec.ipipMode=Always, spec.natOutgoing=true, spec.vxlanMode=Never}");
        assertThat(cluster.all(Figure.class)).singleElement().satisfies(f -> assertThat(f.words()).isEqualTo("256 of 256 addresses of the pool 10.244.0.0/24 are in use"));
        assertThat(cluster.all(Node.class)).as("calicoctl says nothing of a node's state").isEmpty();
        assertThat(cluster.complete("IPPool", Coverage.ALL)).isTrue();
    }

    @Test
    void ciliumCountsItsPodsAndAsksItsPeers() {
        Cluster cluster = read("""
                $ kubectl get pods -n kube-system -o wide
                NAME           READY   STATUS    RESTARTS   AGE   IP              NODE       NOMINATED NODE   READINESS GATES
                cilium-p9c4m   1/1     Running   0          3d    192.168.10.12   worker-2   <none>           <none>
                $ cilium status
                    /¯¯\\
                 /¯¯\\__/¯¯\\    Cilium:             1 errors
                 \\__/¯¯\\__/    Operator:           OK

                DaemonSet              cilium             Desired: 3, Ready: 2/3, Available: 2/3, Unavailable: 1/3
                Deployment             cilium-operator    Desired: 1, Ready: 1/1, Available: 1/1
                $ kubectl -n kube-system exec cilium-p9c4m -- cilium-dbg status
                KVStore:                 Disabled
                Cilium:                  Ok   1.16.1 (v1.16.1-68579055)
                Cluster health:          1/3 reachable   (2026-11-23T06:01:42Z)
                  Name                IP              Node        Endpoints
                  worker-2 (localhost)  192.168.10.12   reachable   reachable
                  worker-1            192.168.10.11   unreachable   reachable
                  worker-3            192.168.10.13   reachable   unreachable
                Modules Health:          Stopped(0) Degraded(1) OK(66)
                $ cilium connectivity test
                📋 Test Report
                ❌ 1/42 tests failed (1/295 actions), 0 tests skipped, 1 scenarios skipped:
                Test [client-egress]:
                  ❌ client-egress/pod-to-pod/curl-ipv4-0: cilium-test/client-7b78db77d5-x7k2p (10.244.1.10) -> cilium-test/echo-same-node-76c5b8d-2x6x6 (10.244.1.11:8080)
                """);
        assertThat(cluster.all(Workload.class)).extracting(w -> w.ref() + " " + w.ready() + "/" + w.desired()).containsExactlyInAnyOrder(
                "DaemonSet kube-system/cilium 2/3", "Deployment kube-system/cilium-operator 1/1");
        assertThat(cluster.all(HostFact.Unanswered.class)).extracting(u -> u.node() + " " + u.peer()).containsExactly("worker-2 worker-1");
        assertThat(tests(cluster)).containsExactly("client-7b78db77d5-x7k2p timeout 10.244.1.11:8080");
    }

    @Test
    void aNodeTellsOfItsTableItsLinksAndItsLogs() {
        Snapshot snapshot = snapshot("""
                ops@worker-2:~$ sudo sysctl -a 2>/dev/null | grep conntrack
                net.netfilter.nf_conntrack_count = 262140
                net.netfilter.nf_conntrack_max = 262144
                ops@worker-2:~$ sudo conntrack -C
                262141
                ops@worker-2:~$ ip -s link show eth0
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP mode DEFAULT group default qlen 1000
                    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
                    RX:  bytes packets errors dropped  missed   mcast
                    9123812233 8123122  91022     122       0       0
                ops@worker-2:~$ journalctl -u kubelet --no-pager -n 1
                Nov 23 06:00:01 worker-2 kubelet[812]: E1123 06:00:01.123456     812 pod_workers.go:1301] "Error syncing pod, skipping" err="network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized" pod="shop/cart-1"
                ops@worker-2:~$ dmesg | tail -2
                [ 8123.123] nf_conntrack: nf_conntrack: table full, dropping packet
                [ 8124.123] nf_conntrack: nf_conntrack: table full, dropping packet
                ops@worker-2:~$ ping -c 3 192.168.10.11
                PING 192.168.10.11 (192.168.10.11) 56(84) bytes of data.
                From 192.168.10.12 icmp_seq=1 Destination Host Unreachable

                --- 192.168.10.11 ping statistics ---
                3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2043ms
                ops@worker-2:~$ ip -br a
                eth0             UP             192.168.10.12/24
                ops@worker-2:~$ ip -br link
                eth0             UP             52:54:00:12:34:56 <BROADCAST,MULTICAST,UP,LOWER_UP>
                cali1a2b3c4d5e6@if3 UP             ee:ee:ee:ee:ee:ee <BROADCAST,MULTICAST,UP,LOWER_UP>
                eth1             DOWN           52:54:00:12:34:57 <NO-CARRIER,BROADCAST,MULTICAST,UP>
                """);
        Cluster cluster = snapshot.cluster();
        assertThat(cluster.all(HostFact.Conntrack.class)).extracting(c -> c.count() + "/" + c.max()).containsExactly("262141/262144");
        assertThat(cluster.all(HostFact.Link.class)).as("one link is shown in three ways").extracting(l -> l.name() + (l.up() ? " up " : " down ") + l.mtu()
                + " " + l.addresses() + " " + l.mac() + " " + l.errors()).containsExactlyInAnyOrder("eth0 up 1500 [192.168.10.12/24] 52:54:00:12:34:56 91022",
                "cali1a2b3c4d5e6 up 0 [] ee:ee:ee:ee:ee:ee 0", "eth1 down 0 [] 52:54:00:12:34:57 0");
        assertThat(cluster.coverage("Link", "worker-2").complete()).as("forms that leave the MTU out are not all of the links").isFalse();
        assertThat(cluster.all(Signature.class)).extracting(s -> s.id() + " " + s.ref()).containsExactlyInAnyOrder("cni-uninitialized Node worker-2",
                "conntrack-table-full Node worker-2");
        assertThat(cluster.all(HostFact.Unanswered.class)).extracting(HostFact.Unanswered::address).containsExactly("192.168.10.11");
        assertThat(snapshot.problems()).isEmpty();
    }

    @Test
    void iptablesListsRulesAndHidesWhatItDoesNotShow() {
        Cluster cluster = read("""
                root@worker-1:~# iptables -nvL
                Chain INPUT (policy ACCEPT 2206K packets, 412M bytes)
                 pkts bytes target     prot opt in     out     source               destination
                 812K   61M KUBE-FIREWALL  all  --  *      *       0.0.0.0/0            0.0.0.0/0
                    0     0            all  --  *      *       0.0.0.0/0            0.0.0.0/0            /* counted only */

                Chain FORWARD (policy DROP 1234 packets, 74040 bytes)
                 pkts bytes target     prot opt in     out     source               destination
                 123K   12M KUBE-FORWARD  0    --  *      *       0.0.0.0/0            0.0.0.0/0            /* kubernetes forwarding rules */
                    7   420 REJECT     6    --  eth0   *       0.0.0.0/0            10.244.0.0/16        tcp dpt:8080 /* hands off */ reject-with icmp-host-prohibited

                Chain KUBE-FIREWALL (1 references)
                 pkts bytes target     prot opt in     out     source               destination
                    0     0 DROP       all  --  *      *      !127.0.0.0/8          127.0.0.0/8

                Chain KUBE-FORWARD (1 references)
                 pkts bytes target     prot opt in     out     source               destination
                   12   720 ACCEPT     all  --  *      *       0.0.0.0/0            0.0.0.0/0            ctstate RELATED,ESTABLISHED

                Chain KUBE-SERVICES (2 references)
                 pkts bytes target     prot opt in     out     source               destination
                    3   180 REJECT     tcp  --  *      *       0.0.0.0/0            10.96.10.2           /* shop/cart:http has no endpoints */ tcp dpt:80 reject-with icmp-port-unreachable
                root@worker-2:~# iptables -L FORWARD
                Chain FORWARD (policy DROP)
                target     prot opt source               destination
                cali-FORWARD  all  --  anywhere             anywhere             /* cali:wUHhoiAYhphO9Mso */
                root@worker-3:~# iptables -S
                -P INPUT ACCEPT
                -P FORWARD DROP
                -N DOCKER-USER
                -A FORWARD -j DOCKER-USER
                -A DOCKER-USER -s 10.244.0.0/16 -j DROP
                root@worker-4:~# iptables-save | grep 10.96.10.3
                -A KUBE-SERVICES -d 10.96.10.3/32 -p tcp -m comment --comment "shop/db:pg cluster IP" -m tcp --dport 5432 -j KUBE-SVC-TCOU7JCQXEZGVUNU
                root@worker-5:~# iptables -L -n
                Chain FORWARD (policy ACCEPT)
                target     prot opt source               destination
                ACCEPT     all  --  0.0.0.0/0            0.0.0.0/0

                Chain GUARD (0 references)
                target     prot opt source               destination
                DROP       all  --  0.0.0.0/0            0.0.0.0/0
                """);
        assertThat(cluster.all(HostFact.PacketFilter.class)).extracting(f -> f.node() + " " + f.forwardPolicy() + " " + f.admitsPods() + " " + f.forwardDrops())
                .containsExactlyInAnyOrder(
                        "worker-1 DROP false [filter: -A FORWARD -d 10.244.0.0/16 -p tcp -i eth0 --dport 8080 --comment \"hands off\" -j REJECT --reject-with icmp-host-prohibited]",
                        "worker-2  false []", "worker-3 DROP false [filter: -A DOCKER-USER -s 10.244.0.0/16 -j DROP]", "worker-4  false []", "worker-5 ACCEPT true []");
        assertThat(cluster.all(HostFact.PacketFilter.class)).flatExtracting(HostFact.PacketFilter::services).extracting(r -> r.service() + " " + r.verdict())
                .containsExactlyInAnyOrder("shop/cart:http REJECTED", "shop/db:pg BALANCED");
        assertThat(cluster.all(HostFact.PacketFilter.class)).filteredOn(f -> f.node().equals("worker-1")).singleElement()
                .satisfies(f -> assertThat(f.source().line()).as("the command that listed it").isEqualTo(1));
        assertThat(List.of("worker-1", "worker-2", "worker-3", "worker-4")).as("one table is not all of them").noneMatch(n -> cluster.complete("PacketFilter", n));
    }

    @Test
    void aRouteThatWasLookedUpIsNoneOfTheTable() {
        Cluster cluster = read("""
                root@worker-1:~# ip route get 10.244.2.20
                10.244.2.20 via 192.168.10.12 dev eth0 src 192.168.10.11 uid 0
                    cache
                root@worker-1:~# ip route show dev eth0
                10.244.2.0/24 via 192.168.10.12
                """);
        assertThat(cluster.all(HostFact.Route.class)).extracting(HostFact.Route::destination).containsExactly("10.244.2.0/24");
    }

    @Test
    void socketsInTheFormsThatLeaveTheProtocolOut() {
        Snapshot snapshot = snapshot("""
                root@worker-1:~# ss -tlnp
                State    Recv-Q   Send-Q     Local Address:Port      Peer Address:Port  Process
                LISTEN   0        4096           127.0.0.1:10248          0.0.0.0:*      users:(("kubelet",pid=901,fd=19))
                LISTEN   0        4096                   *:10256                *:*      users:(("kube-proxy",pid=1801,fd=10))
                root@worker-1:~# ss -uln
                State    Recv-Q   Send-Q     Local Address:Port      Peer Address:Port  Process
                UNCONN   0        0                0.0.0.0:8472           0.0.0.0:*
                root@worker-1:~# ss -s
                Total: 1234
                TCP:   812 (estab 402, closed 300, orphaned 12, timewait 290)
                """);
        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.cluster().all(HostFact.Listener.class)).extracting(l -> l.protocol() + " " + l.address() + ":" + l.port() + " " + l.process())
                .containsExactlyInAnyOrder("tcp 127.0.0.1:10248 kubelet", "tcp :::10256 kube-proxy", "udp 0.0.0.0:8472 ");
        assertThat(snapshot.cluster().complete("Listener", "worker-1")).as("each shows one protocol").isFalse();
    }

    @Test
    void birdShowsTheSessionsOfItsNode() {
        Cluster cluster = read("""
                $ kubectl get pods -n kube-system -o wide
                NAME                READY   STATUS    RESTARTS   AGE   IP              NODE       NOMINATED NODE   READINESS GATES
                calico-node-8xk2p   0/1     Running   0          3d    192.168.10.11   worker-1   <none>           <none>
                $ kubectl exec -n kube-system calico-node-8xk2p -c calico-node -- birdcl -s /var/run/calico/bird.ctl show protocols
                BIRD v0.3.3+birdv1.6.8 ready.
                name     proto    table    state  since       info
                static1  Static   master   up     2026-11-20
                kernel1  Kernel   master   up     2026-11-20
                Mesh_192_168_10_12 BGP      master   up     2026-11-20 05:41:22  Established
                Mesh_192_168_10_13 BGP      master   start  05:41:22    Active        Socket: Connection refused
                Mesh_192_168_10_14 BGP      master   start  05:41:22    Connect
                """);
        assertThat(cluster.all(OtherObject.class)).singleElement().satisfies(o -> assertThat(o.fields()).containsEntry("spec.node", "worker-1")
                .containsEntry("status.bgp.numberEstablishedV4", "1").containsEntry("status.bgp.numberNotEstablishedV4", "2"));
    }

    @Test
    void metricsAndAlertsOfCommands() {
        Cluster cluster = read("""
                $ kubectl get --raw /api/v1/namespaces/kube-system/pods/coredns-668d6bf9bc-2x6x6:9153/proxy/metrics
                # HELP coredns_dns_responses_total Counter of response status codes.
                # TYPE coredns_dns_responses_total counter
                coredns_dns_responses_total{rcode="SERVFAIL",server="dns://:53",zone="."} 900
                coredns_dns_responses_total{rcode="NOERROR",server="dns://:53",zone="."} 900
                $ ssh worker-1 curl -s localhost:9100/metrics
                # TYPE node_nf_conntrack_entries gauge
                node_nf_conntrack_entries 990
                # TYPE node_nf_conntrack_entries_limit gauge
                node_nf_conntrack_entries_limit 1000
                $ curl -s http://alertmanager:9093/api/v2/alerts
                [{"annotations":{"summary":"x"},"startsAt":"2026-11-23T05:41:00Z","status":{"state":"active"},"labels":{"alertname":"CoreDNSLatencyHigh"}}]
                """);
        assertThat(cluster.all(Figure.class)).filteredOn(Figure::unusual).extracting(f -> f.ref() + " " + f.what()).containsExactlyInAnyOrder(
                "Pod kube-system/coredns-668d6bf9bc-2x6x6 dns-servfail", "Node worker-1 conntrack-use");
        assertThat(cluster.all(Alert.class)).extracting(Alert::name).containsExactly("CoreDNSLatencyHigh");
    }

    @Test
    void aTableAfterACommandThatNobodyKnowsIsWhatItsHeadingsSay() {
        Cluster cluster = read("""
                $ kubectl get networkpolicies -n shop
                No resources found in shop namespace.
                $ my-own-script prod
                NAME       STATUS   ROLES    AGE   VERSION
                worker-1   Ready    <none>   91d   v1.31.2
                """);
        assertThat(cluster.all(io.netdx.fact.NetworkPolicy.class)).isEmpty();
        assertThat(cluster.all(Node.class)).extracting(n -> n.ref().name()).containsExactly("worker-1");
        assertThat(cluster.complete("Node", Coverage.ALL)).isFalse();
        assertThat(cluster.complete("NetworkPolicy", "shop")).isTrue();
    }

    @Test
    void columnsThatSomebodyChoseSayNothingOfTheRest() {
        Cluster cluster = read("""
                $ kubectl get nodes -o custom-columns=NAME:.metadata.name,VERSION:.status.nodeInfo.kubeletVersion
                NAME       VERSION
                worker-1   v1.31.2
                """);
        assertThat(cluster.all(Node.class)).singleElement().satisfies(n -> assertThat(n.conditions()).isEmpty());
    }

    @Test
    void tablesOfIngressesAndApis() {
        Cluster cluster = read("""
                $ kubectl get ingress -n shop
                NAME       CLASS   HOSTS              ADDRESS        PORTS     AGE
                frontend   nginx   shop.example.com   203.0.113.10   80, 443   3d
                $ kubectl get apiservices | grep -v Local
                NAME                     SERVICE                      AVAILABLE                  AGE
                v1beta1.metrics.k8s.io   kube-system/metrics-server   False (MissingEndpoints)   91d
                """);
        assertThat(cluster.all(Ingress.class)).singleElement().satisfies(i -> assertThat(i.className()).isEqualTo("nginx"));
        assertThat(cluster.all(io.netdx.fact.ApiService.class)).extracting(Fact::toString).singleElement().asString().contains("MissingEndpoints", "metrics-server");
        assertThat(cluster.complete("APIService", Coverage.ALL)).isFalse();
    }

    @Test
    void severalListsOfOneLineKeepTheirNamespace() {
        Cluster cluster = read("""
                $ kubectl get pods -n shop; kubectl get svc -n shop
                NAME                    READY   STATUS    RESTARTS   AGE
                cart-7954999bbd-2x6x6   1/1     Running   0          67s
                NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
                cart   ClusterIP   10.96.10.2   <none>        80/TCP    3d
                $ kubectl get pods -n shop && kubectl get svc -n data
                NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
                db     ClusterIP   10.96.10.3   <none>        80/TCP    3d
                """);
        assertThat(cluster.all(Pod.class)).extracting(p -> p.ref().qualifiedName()).containsExactly("shop/cart-7954999bbd-2x6x6");
        assertThat(cluster.all(Service.class)).extracting(s -> s.ref().qualifiedName()).contains("shop/cart");
        assertThat(cluster.coverage("Pod", "shop").complete()).isFalse();
    }

    @Test
    void partsOfOneTableOfConnectionsAreOneFact() {
        Cluster cluster = read("""
                $ ssh worker-2 conntrack -C
                262144
                $ ssh worker-2 sysctl net.netfilter.nf_conntrack_max
                net.netfilter.nf_conntrack_max = 262144
                $ ssh worker-2 conntrack -S
                cpu=0   	found=2 invalid=33 insert=0 insert_failed=1200 drop=1200 early_drop=2 error=0 search_restart=0
                """);
        assertThat(cluster.all(HostFact.Conntrack.class)).extracting(c -> c.node() + " " + c.count() + "/" + c.max() + " " + c.drop()).containsExactly("worker-2 262144/262144 1200");
    }

    @Test
    void healthPortsTellWhetherAnAgentRuns() {
        Cluster cluster = read("""
                $ kubectl get nodes -o wide
                NAME       STATUS   ROLES    AGE   VERSION   INTERNAL-IP      EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION      CONTAINER-RUNTIME
                worker-1   Ready    <none>   32m   v1.36.2   192.168.10.11    <none>        Ubuntu 22.04.4 LTS   5.15.0-122-generic   containerd://1.7.22
                worker-2   Ready    <none>   32m   v1.36.2   192.168.10.12    <none>        Ubuntu 22.04.4 LTS   5.15.0-122-generic   containerd://1.7.22
                $ ssh worker-2 curl -sS -m 3 http://192.168.10.12:10256/healthz
                curl: (7) Failed to connect to 192.168.10.12 port 10256 after 0 ms: Couldn't connect to server
                $ ssh worker-2 curl -sS -m 3 http://192.168.10.11:10256/healthz
                {"lastUpdated": "2026-11-23 06:10:51","currentTime": "2026-11-23 06:10:51", "nodeEligible": true}
                $ ssh worker-2 curl -s localhost:10248/healthz
                ok
                """);
        assertThat(cluster.all(HostFact.HostService.class)).extracting(s -> s.node() + " " + s.name() + " " + s.state()).containsExactlyInAnyOrder(
                "worker-2 kube-proxy inactive", "worker-1 kube-proxy active", "worker-2 kubelet active");
    }

    @Test
    void logsOfASelectorAreThoseOfThePodsThatItListed() {
        String pods = """
                $ kubectl get pods -n shop -l app=promo -o wide
                NAME                    READY   STATUS    RESTARTS   AGE   IP            NODE       NOMINATED NODE   READINESS GATES
                promo-898bfb4dd-p67dc   1/1     Running   0          46s   10.244.1.15   worker-2   <none>           <none>
                """;
        String refused = "2026-11-23T06:10:45Z level=error err=\"Get \\\"http://cart.shop.svc:80/\\\": dial tcp 10.96.10.2:80: connect: connection refused\"\n";
        assertThat(read(pods + "$ kubectl logs -n shop -l app=promo --tail=6\n" + refused).all(Signature.class)).extracting(s -> s.ref().name() + " " + s.group("mode"))
                .containsExactly("promo-898bfb4dd-p67dc refused");
        Signature prefixed = read(pods + "$ kubectl logs -n shop -l app=promo --prefix\n[pod/promo-898bfb4dd-v7wx6/promo] hello\n[pod/promo-898bfb4dd-p67dc/promo] " + refused)
                .all(Signature.class).get(0);
        assertThat(prefixed.ref().name()).isEqualTo("promo-898bfb4dd-p67dc");
    }

    @Test
    void describedConfigurationAndWhatIsNotShown() {
        String corefile = """
                .:53 {
                    errors
                    kubernetes cluster.local in-addr.arpa ip6.arpa {
                       pods insecure
                    }
                    forward . 10.0.0.2
                }
                """;
        Cluster cluster = read("""
                $ kubectl describe configmap coredns -n kube-system
                Name:         coredns
                Namespace:    kube-system
                Labels:       <none>
                Annotations:  <none>

                Data
                ====
                Corefile:
                ----
                %s

                NodeHosts:
                ----
                192.168.10.11 worker-1

                BinaryData
                ====

                Events:  <none>
                $ kubectl describe ippool default-ipv4-ippool
                Name:         default-ipv4-ippool
                Namespace:
                API Version:  crd.projectcalico.org/v1
                Kind:         IPPool
                Spec:
                  Allowed Uses:
                    Workload
                    Tunnel
                  Cidr:           10.244.0.0/16
                  Ipip Mode:      Always
                  Nat Outgoing:   true
                Events:           <none>
                $ kubectl describe virtualservice cart -n shop
                Name:         cart
                Namespace:    shop
                API Version:  networking.istio.io/v1
                Kind:         VirtualService
                Spec:
                  Hosts:
                    cart
                  Http:
                    Route:
                      Destination:
                        Host:    cart
                Events:          <none>
                $ kubectl get netpol -n shop
                NAME           POD-SELECTOR   AGE
                cart-allow     app=cart       3d
                """.formatted(corefile.indent(0)));
        assertThat(cluster.configMap("kube-system", "coredns").orElseThrow().data()).containsOnlyKeys("Corefile", "NodeHosts");
        assertThat(cluster.configMap("kube-system", "coredns").orElseThrow().data().get("Corefile").strip()).isEqualTo(corefile.strip());
        Cluster path = read("$ kubectl get cm coredns -n kube-system -o jsonpath='{.data.Corefile}'\n" + corefile);
        assertThat(path.configMap("kube-system", "coredns").orElseThrow().data().get("Corefile").strip()).isEqualTo(corefile.strip());
        assertThat(cluster.all(OtherObject.class)).singleElement().satisfies(o -> assertThat(o.fields()).containsEntry("spec.cidr", "10.244.0.0/16")
                .containsEntry("spec.ipipMode", "Always").containsEntry("spec.natOutgoing", "true"));
        assertThat(cluster.all(io.netdx.fact.VirtualService.class)).as("its routes cannot be told apart").isEmpty();
        assertThat(cluster.all(io.netdx.fact.NetworkPolicy.class)).as("a row shows no rules: it would deny everything").isEmpty();
        assertThat(cluster.coverage("NetworkPolicy", "shop").state()).isEqualTo(Coverage.State.PARTIAL);
        assertThat(cluster.coverage("VirtualService", "shop").complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(admin@prod-eu) ~ % ", "(⎈|prod:shop) ops@bastion:~$ ", "ops@host ~/src (⎈|prod:shop)$ ", "[10:41:07] ops@bastion:~$ ",
            "[ec2-user@ip-10-0-1-5 ~]$ ", "PS C:\\Users\\ops> "})
    void promptsThatTellMore(String prompt) {
        Cluster cluster = read(prompt + "kubectl.exe get svc -n shop\nNAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\ncart   ClusterIP   10.96.10.2   <none>        80/TCP    3d\n"
                + prompt + "some-tool that nobody knows\ndb     ClusterIP   10.96.10.3   <none>        80/TCP    3d\n");
        assertThat(cluster.all(Service.class)).extracting(s -> s.ref().qualifiedName()).containsExactly("shop/cart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sudo k3s kubectl get pods -n shop", "microk8s kubectl get pods -n shop", "minikube kubectl -- get pods -n shop", "alias k=kubectl; k get pods -n shop",
            "cd /tmp && kubectl get pods -n shop 2>/dev/null", "kubectl --context prod \\\n>   get pods \\\n>   -n shop"})
    void waysToCallIt(String command) {
        Cluster cluster = read("ops@bastion:~$ " + command + "\nNAME                    READY   STATUS    RESTARTS   AGE\ncart-7954999bbd-2x6x6   1/1     Running   0          67s\n");
        assertThat(cluster.all(Pod.class)).extracting(p -> p.ref()).containsExactly(ObjectRef.of("Pod", "shop", "cart-7954999bbd-2x6x6"));
        assertThat(cluster.coverage("Pod", "shop").reason()).contains("table");
    }

    @Test
    void listsAndObjectsOfCommandsInJson() {
        String pods = "NAME                    READY   STATUS    RESTARTS   AGE\\ncart-7954999bbd-2x6x6   1/1     Running   0          67s\\n";
        String lookup = "Server: 10.96.0.10\\n\\n** server can't find db.data: NXDOMAIN\\n";
        Cluster map = read("{\"kubectl get pods -n shop\": {\"stdout\": \"" + pods + "\", \"exit_code\": 0},"
                + "\"kubectl exec -n shop cart-7954999bbd-2x6x6 -- nslookup db.data\": {\"stdout\": \"" + lookup + "\", \"stderr\": \"command terminated with exit code 1\"}}");
        Cluster list = read("[{\"command\": \"kubectl get pods -n shop\", \"output\": \"" + pods + "\"},"
                + "{\"command\": \"kubectl exec -n shop cart-7954999bbd-2x6x6 -- nslookup db.data\", \"output\": \"" + lookup + "\"}]");
        assertThat(tests(map)).containsExactly("cart-7954999bbd-2x6x6 nxdomain db.data").isEqualTo(tests(list));
    }

    @Test
    void agentsOfTheNetworkSeeTheirNode() {
        Cluster cluster = read("""
                $ kubectl get pods -n kube-system -o wide
                NAME               READY   STATUS    RESTARTS   AGE   IP              NODE       NOMINATED NODE   READINESS GATES
                kube-proxy-9fj4q   1/1     Running   0          3d    192.168.10.12   worker-2   <none>           <none>
                $ kubectl get pods -n shop -o wide
                NAME                    READY   STATUS    RESTARTS   AGE   IP            NODE       NOMINATED NODE   READINESS GATES
                cart-7954999bbd-2x6x6   1/1     Running   0          3d    10.244.2.20   worker-2   <none>           <none>
                $ kubectl exec -n kube-system kube-proxy-9fj4q -- sysctl net.ipv4.ip_forward
                net.ipv4.ip_forward = 0
                $ kubectl exec -n shop cart-7954999bbd-2x6x6 -- sysctl net.ipv4.ip_forward
                net.ipv4.ip_forward = 1
                """);
        assertThat(cluster.all(HostFact.Sysctl.class)).extracting(s -> s.node() + " " + s.value()).containsExactly("worker-2 0");
    }

    @Test
    void ciliumSaysWhatItDrops() {
        // Hubble 1.16, cilium-dbg monitor
        Cluster cluster = read(PODS + """
                $ hubble observe --verdict DROPPED --last 20
                Nov 23 06:01:00.111: shop/frontend-6d5b8c7d9f-7hm2k:45706 (ID:63406) <> shop/cart-7954999bbd-2x6x6:8080 (ID:6822) policy-verdict:none INGRESS DENIED (TCP Flags: SYN)
                Nov 23 06:01:00.111: shop/frontend-6d5b8c7d9f-7hm2k:45706 (ID:63406) <> shop/cart-7954999bbd-2x6x6:8080 (ID:6822) Policy denied DROPPED (TCP Flags: SYN)
                Nov 23 06:01:01.114: shop/frontend-6d5b8c7d9f-7hm2k:45706 (ID:63406) <> shop/cart-7954999bbd-2x6x6:8080 (ID:6822) Policy denied DROPPED (TCP Flags: SYN)
                Nov 23 06:01:03.130: shop/frontend-6d5b8c7d9f-7hm2k:45706 (ID:63406) <> shop/cart-7954999bbd-2x6x6:8080 (ID:6822) Policy denied DROPPED (TCP Flags: SYN)
                Nov 23 06:01:03.200: shop/cart-7954999bbd-2x6x6:8080 (ID:6822) <> shop/frontend-6d5b8c7d9f-7hm2k:45708 (ID:63406) CT: Map insertion failed DROPPED (TCP Flags: SYN, ACK)
                Nov 23 06:01:04.000: 10.0.1.210:5353 (host) <> 224.0.0.251:5353 (world) Stale or unroutable IP DROPPED (UDP)
                Nov 23 06:01:05.454: shop/cart-7954999bbd-2x6x6:33018 (ID:6822) <> api.example.com:443 (world) Policy denied DROPPED (TCP Flags: SYN)
                Nov 23 06:01:06.454: shop/cart-7954999bbd-2x6x6:33018 (ID:6822) <> gone/elsewhere-0:443 (ID:12) Unknown reason DROPPED (TCP Flags: SYN)
                $ kubectl -n kube-system exec ds/cilium -- cilium-dbg monitor -t drop
                Listening for events on 2 CPUs with 64x4096 of shared memory
                xx drop (Policy denied) flow 0x0 to endpoint 1287, ifindex 15, file bpf_lxc.c:2067, , identity 63406->6822: 10.244.1.21:51234 -> 10.244.2.20:9090 tcp SYN
                """);
        assertThat(tests(cluster)).containsExactlyInAnyOrder("frontend-6d5b8c7d9f-7hm2k timeout 10.244.2.20:8080", "cart-7954999bbd-2x6x6 timeout api.example.com:443",
                "frontend-6d5b8c7d9f-7hm2k timeout 10.244.2.20:9090");
        assertThat(cluster.all(Signature.class)).filteredOn(s -> s.group("port").equals("8080")).extracting(s -> s.id() + " " + s.count())
                .containsExactlyInAnyOrder("client-test 3", "hubble-drop 3");
    }

    @Test
    void sessionsOfIpv6AreNotThoseOfIpv4() {
        String pods = """
                $ kubectl get pods -n kube-system -o wide
                NAME                READY   STATUS    RESTARTS   AGE   IP              NODE       NOMINATED NODE   READINESS GATES
                calico-node-8xk2p   1/1     Running   0          3d    192.168.10.11   worker-1   <none>           <none>
                $ kubectl exec -n kube-system calico-node-8xk2p -c calico-node -- %s show protocols
                BIRD v0.3.3+birdv1.6.8 ready.
                name     proto    table    state  since       info
                Mesh_192_168_10_12 BGP      master   start  2026-11-22  Active        Socket: Connection refused
                """;
        assertThat(read(pods.formatted("birdcl -s /var/run/calico/bird.ctl")).all(OtherObject.class)).hasSize(1);
        assertThat(read(pods.formatted("birdcl6")).all(OtherObject.class)).isEmpty();
        assertThat(read(pods.formatted("birdcl -s /var/run/calico/bird6.ctl")).all(OtherObject.class)).isEmpty();
        assertThat(read("""
                [root@worker-1 ~]# calicoctl node status
                Calico process is running.

                IPv4 BGP status
                +--------------+-------------------+-------+----------+-------------+
                | Peer address |     Peer type     | State |  Since   |     Info    |
                +--------------+-------------------+-------+----------+-------------+
                | 172.17.42.21 | node-to-node mesh |  up   | 16:17:25 | Established |
                +--------------+-------------------+-------+----------+-------------+

                IPv6 BGP status
                +--------------+-------------------+-------+----------+-------------+
                | Peer address |     Peer type     | State |  Since   |     Info    |
                +--------------+-------------------+-------+----------+-------------+
                | fd00::ff     | node-to-node mesh | start | 16:17:26 | Connect     |
                +--------------+-------------------+-------+----------+-------------+
                """).all(OtherObject.class)).singleElement().satisfies(o -> assertThat(o.fields()).containsEntry("status.bgp.numberEstablishedV4", "1")
                .containsEntry("status.bgp.numberNotEstablishedV4", "0"));
    }

    @Test
    void aRolloutCountsOnlyWhereKubectlGaveUp() {
        String waits = "$ kubectl rollout status deploy/cart -n shop --timeout=60s\nWaiting for deployment \"cart\" rollout to finish: 1 of 3 updated replicas are available...\n";
        assertThat(read(waits + "error: deployment \"cart\" exceeded its progress deadline\n").all(Workload.class)).extracting(w -> w.ref() + " " + w.ready() + "/" + w.desired())
                .containsExactly("Deployment shop/cart 1/3");
        Snapshot done = snapshot(PODS + waits + "deployment \"cart\" successfully rolled out\n");
        assertThat(done.cluster().all(Workload.class)).filteredOn(w -> w.desired() == 3).isEmpty();
        assertThat(done.problems()).singleElement().asString().contains("no rule reads what this kubectl rollout printed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"traceroute -n 10.244.2.20\ntraceroute to 10.244.2.20 (10.244.2.20), 30 hops max, 46 byte packets\n 1  10.244.1.1  0.009 ms  0.005 ms  0.004 ms\n 2  * * *",
            "tracepath -n 10.244.2.20\n 1?: [LOCALHOST]                      pmtu 1450\n 1:  10.244.1.1   0.1ms", "mtr -rn 10.244.2.20\nHOST: tmp   Loss%   Snt   Last   Avg  Best  Wrst StDev\n  1.|-- 10.244.1.1   0.0%    10    0.1   0.1   0.1   0.1   0.0",
            "istioctl proxy-status\nNAME                        CLUSTER        CDS        LDS        EDS        RDS          ECDS         ISTIOD                      VERSION\n"
                    + "cart-7954999bbd-2x6x6.shop  Kubernetes     SYNCED     SYNCED     SYNCED     NOT SENT     NOT SENT     istiod-7df6ffc78d-r7h54     1.17.8",
            "istioctl analyze -n shop\nError [IST0101] (VirtualService shop/cart) Referenced host not found: \"carts\"", "kubectl auth can-i list pods\nno",
            "kubectl get --raw '/readyz?verbose'\n[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed", "curl -m 3 http://shop.example.com/\ncurl: (28) Connection timed out after 3001 milliseconds"})
    void whatNoRuleReadsIsSaid(String session) {
        Snapshot snapshot = snapshot(PODS + "$ " + session + "\n");
        assertThat(snapshot.problems()).singleElement().asString().startsWith("stdin:6: ").contains("left out");
        assertThat(tests(snapshot.cluster())).isEmpty();
        assertThat(snapshot.cluster().all(OtherObject.class)).isEmpty();
        assertThat(snapshot.cluster().refs("Pod")).isEqualTo(read(PODS).refs("Pod"));
        assertThat(snapshot.cluster().coverage()).isEqualTo(read(PODS).coverage());
    }
}
