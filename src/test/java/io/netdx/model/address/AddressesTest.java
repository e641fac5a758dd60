package io.netdx.model.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.model.CidrOverlap;
import io.netdx.model.NetworkModel;
import io.netdx.model.address.AddressRange.Use;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges from every place that states them, and what follows from them. */
class AddressesTest {

    private static final String HEAD = "apiVersion: netdx/v1\nkind: Case\nwhy: a test\ncollected: [Node, Pod, Service, ConfigMap]\n";
    private static final String KUBEADM = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {namespace: kube-system, name: kubeadm-config}
            data:
              ClusterConfiguration: |
                networking:
                  dnsDomain: cluster.local
                  podSubnet: 10.244.0.0/16,fd00:244::/48
                  serviceSubnet: 10.96.0.0/12
            """;

    private static Cluster cluster(String... yaml) {
        return SnapshotReader.read(List.of("-"), new ByteArrayInputStream((HEAD + String.join("\n", yaml)).getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT,
                SignatureTable.load()).cluster();
    }

    private static String node(String name, String ip, String cidrs) {
        return "---\napiVersion: v1\nkind: Node\nmetadata: {name: " + name + "}\nspec: {podCIDRs: [" + cidrs + "]}\nstatus: {capacity: {pods: '110'}, addresses: [{type: InternalIP, address: '" + ip + "'}]}\n";
    }

    private static String pod(String name, String ip) {
        return "---\napiVersion: v1\nkind: Pod\nmetadata: {namespace: shop, name: " + name + "}\nspec: {nodeName: worker-1, containers: [{name: main}]}\nstatus: {phase: Running, podIPs: [{ip: '" + ip + "'}]}\n";
    }

    private static String service(String name, String ip) {
        return "---\napiVersion: v1\nkind: Service\nmetadata: {namespace: shop, name: " + name + "}\nspec: {clusterIP: '" + ip + "', ports: [{port: 80}]}\n";
    }

    private static <T> List<T> facts(Cluster cluster, Class<T> type) {
        return NetworkModel.of(cluster).facts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void everyPlaceIsRead() {
        Cluster cluster = cluster(KUBEADM, node("worker-1", "192.168.10.11", "10.244.1.0/24, 'fd00:244:1::/64'"), """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {namespace: kube-system, name: kube-apiserver-cp-1}
                spec: {nodeName: cp-1, containers: [{name: kube-apiserver, command: [kube-apiserver, --service-cluster-ip-range=10.96.0.0/12]}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {namespace: kube-system, name: kube-controller-manager-cp-1}
                spec: {nodeName: cp-1, containers: [{name: kube-controller-manager, command: [kube-controller-manager, --cluster-cidr=10.244.0.0/16]}]}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {namespace: kube-system, name: kube-proxy}
                data: {config.conf: "apiVersion: kubeproxy.config.k8s.io/v1alpha1\\nclusterCIDR: 10.244.0.0/16\\nmode: ipvs\\n"}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {namespace: kube-system, name: kube-flannel-cfg}
                data: {net-conf.json: "{\\n  \\"Network\\": \\"10.244.0.0/16\\",\\n  \\"Backend\\": {\\"Type\\": \\"vxlan\\"}\\n}"}
                ---
                apiVersion: networking.k8s.io/v1
                kind: ServiceCIDR
                metadata: {name: kubernetes}
                spec: {cidrs: [10.96.0.0/12, "fd00:96::/112"]}
                ---
                apiVersion: projectcalico.org/v3
                kind: IPPool
                metadata: {name: default-ipv4-ippool}
                spec: {cidr: 10.244.0.0/16, blockSize: 26}
                ---
                apiVersion: metallb.io/v1beta1
                kind: IPAddressPool
                metadata: {namespace: metallb-system, name: public}
                spec: {addresses: [198.51.100.16/28]}
                ---
                apiVersion: netdx/v1
                kind: HostFile
                node: worker-1
                file: flannel-subnet.env
                text: |
                  FLANNEL_NETWORK=10.244.0.0/16
                  FLANNEL_SUBNET=10.244.1.1/24
                  FLANNEL_MTU=1450
                """);
        List<AddressRange> ranges = AddressPlan.of(cluster);
        assertThat(AddressPlan.texts(ranges, Use.POD)).containsExactly("10.244.0.0/16", "10.244.1.0/24", "fd00:244:1::/64", "fd00:244::/48");
        assertThat(AddressPlan.texts(ranges, Use.SERVICE)).containsExactly("10.96.0.0/12", "fd00:96::/112");
        assertThat(AddressPlan.texts(ranges, Use.LOAD_BALANCER)).containsExactly("198.51.100.16/28");
        assertThat(ranges.stream().filter(r -> r.cidr().toString().equals("10.244.0.0/16")).map(AddressRange::setting)).contains("podSubnet", "--cluster-cidr",
                "clusterCIDR", "Network", "spec.cidr");
        assertThat(new AddressUse(cluster, ranges).disputes()).isEmpty();
    }

    @Test
    void k3sSaysItsRangesInAnAnnotationAndMetalLbItsPoolsFromTo() {
        Cluster cluster = cluster("""
                ---
                apiVersion: v1
                kind: Node
                metadata:
                  name: server-1
                  annotations: {k3s.io/node-args: '["server","--cluster-cidr","10.50.0.0/16,fd00:50::/56","--service-cidr=10.53.0.0/16","--disable","traefik"]'}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {namespace: kube-system, name: kube-proxy-x1}
                spec: {containers: [{name: kube-proxy, command: [kube-proxy, --cluster-cidr, 10.50.0.0/16]}]}
                ---
                apiVersion: metallb.io/v1beta1
                kind: IPAddressPool
                metadata: {namespace: metallb-system, name: public}
                spec: {addresses: [192.168.1.240-192.168.1.247, 198.51.100.16/30]}
                """);
        List<AddressRange> ranges = AddressPlan.of(cluster);
        assertThat(AddressPlan.texts(ranges, Use.POD)).containsExactly("10.50.0.0/16", "fd00:50::/56");
        assertThat(AddressPlan.texts(ranges, Use.SERVICE)).containsExactly("10.53.0.0/16");
        assertThat(AddressPlan.texts(ranges, Use.LOAD_BALANCER)).containsExactly("192.168.1.240/29", "198.51.100.16/30");
    }

    @Test
    void overlapsOfWholeRangesNameBothPlaces() {
        Cluster cluster = cluster(KUBEADM.replace("10.96.0.0/12", "10.244.128.0/20"));
        assertThat(facts(cluster, CidrOverlap.class)).extracting(CidrOverlap::kind).containsExactly("pool-service");
        assertThat(facts(cluster, CidrOverlap.class).get(0).detail()).contains("podSubnet", "serviceSubnet");
    }

    @Test
    void ipv6RangesOverlapToo() {
        Cluster cluster = cluster(KUBEADM.replace("serviceSubnet: 10.96.0.0/12", "serviceSubnet: 10.96.0.0/12,fd00:244:0:1::/112"));
        assertThat(facts(cluster, CidrOverlap.class)).extracting(CidrOverlap::first).containsExactly("fd00:244::/48");
    }

    @Test
    void nodeRangeInsideTheServiceRangeIsBlamedOnTheNode() {
        Cluster cluster = cluster(KUBEADM, node("worker-3", "192.168.10.13", "10.96.64.0/24"));
        assertThat(facts(cluster, CidrOverlap.class)).extracting(CidrOverlap::kind, o -> o.subject().name()).containsExactly(org.assertj.core.groups.Tuple.tuple("pod-service", "worker-3"));
    }

    @Test
    void reservedRangesAreNoPlaceForPods() {
        assertThat(facts(cluster(KUBEADM.replace("10.244.0.0/16,fd00:244::/48", "169.254.0.0/17")), CidrOverlap.class)).isEmpty();
        assertThat(facts(cluster(KUBEADM.replace("10.244.0.0/16,fd00:244::/48", "224.10.0.0/16")), CidrOverlap.class)).extracting(CidrOverlap::kind).containsExactly("reserved");
    }

    @Test
    void oneAddressWithTwoOwners() {
        Cluster cluster = cluster(node("worker-1", "192.168.10.11", "10.244.1.0/24"), pod("cart-1", "10.244.1.20"), pod("cart-2", "10.244.1.20"), pod("orders-1", "10.96.10.2"),
                service("orders", "10.96.10.2"), pod("web-1", "fd00:244:1::0020"), pod("web-2", "fd00:244:1::20"));
        assertThat(facts(cluster, AddressDuplicate.class)).extracting(AddressDuplicate::kind).containsExactlyInAnyOrder("pod-pod", "pod-service", "pod-pod");
    }

    @Test
    void podsOfTheHostNetworkShareTheirNodesAddress() {
        Cluster cluster = cluster(node("worker-1", "192.168.10.11", "10.244.1.0/24"),
                pod("agent-1", "192.168.10.11").replace("containers:", "hostNetwork: true, containers:"), pod("agent-2", "192.168.10.11").replace("containers:", "hostNetwork: true, containers:"));
        assertThat(facts(cluster, AddressDuplicate.class)).isEmpty();
    }

    @Test
    void smallRangesRunFull() {
        Cluster cluster = cluster(node("worker-1", "192.168.10.11", "10.244.1.0/29"), pod("cart-1", "10.244.1.2"), pod("cart-2", "10.244.1.3"), pod("cart-3", "10.244.1.4"),
                pod("cart-4", "10.244.1.5"), pod("cart-5", "10.244.1.6"));
        AddressHeadroom node = facts(cluster, AddressHeadroom.class).get(0);
        assertThat(node.subject()).isEqualTo(ObjectRef.ofNode("worker-1"));
        assertThat(node.capacity()).as("8 addresses without network, gateway and broadcast").isEqualTo(5);
        assertThat(node.exhausted()).isTrue();
        assertThat(node.wanted()).isEqualTo(110);
    }

    @Test
    void headroomOfNodeRangesAndServices() {
        Cluster cluster = cluster(KUBEADM.replace("10.244.0.0/16", "10.244.0.0/23").replace("10.96.0.0/12", "10.96.0.0/30"), node("worker-1", "192.168.10.11", "10.244.0.0/24"),
                node("worker-2", "192.168.10.12", "10.244.1.0/24"), service("orders", "10.96.0.1"));
        List<AddressHeadroom> all = new AddressUse(cluster, AddressPlan.of(cluster)).headroom();
        assertThat(all.stream().filter(h -> h.kind().equals("node-ranges") && h.range().equals("10.244.0.0/23"))).singleElement()
                .satisfies(h -> assertThat(h.free()).as("two nodes, two ranges").isZero());
        assertThat(all.stream().filter(h -> h.kind().equals("services"))).singleElement().satisfies(h -> {
            assertThat(h.capacity()).isEqualTo(2);
            assertThat(h.used()).isEqualTo(1);
        });
    }

    @Test
    void servicesThatWereNotAllSeenAreNotCounted() {
        Cluster cluster = SnapshotReader.read(List.of("-"), new ByteArrayInputStream((HEAD.replace("Service, ", "") + KUBEADM).getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT,
                SignatureTable.load()).cluster();
        assertThat(new AddressUse(cluster, AddressPlan.of(cluster)).headroom()).noneMatch(h -> h.kind().equals("services"));
    }

    @Test
    void placesThatContradictEachOther() {
        Cluster cluster = cluster(KUBEADM, """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {namespace: kube-system, name: kube-apiserver-cp-1}
                spec: {nodeName: cp-1, containers: [{name: kube-apiserver, command: [kube-apiserver, --service-cluster-ip-range=172.30.0.0/16]}]}
                """);
        assertThat(facts(cluster, RangeDispute.class)).singleElement().satisfies(d -> assertThat(d.statements()).extracting(r -> r.cidr().toString())
                .containsExactly("10.96.0.0/12", "172.30.0.0/16"));
    }
}
