package io.netdx.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.HostFact.CniBinaries;
import io.netdx.fact.HostFact.CniConfig;
import io.netdx.fact.HostFact.FlannelNetwork;
import io.netdx.fact.HostFact.FlannelSubnet;
import io.netdx.fact.HostFact.KubeProxyConfig;
import io.netdx.fact.HostFact.KubeletConfig;
import io.netdx.fact.HostFact.Missing;
import io.netdx.fact.HostFact.Resolver;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    @Test
    void pluginsInTheirOrder() {
        CniConfig cni = cni("cni-conf/10-flannel.conflist", """
                {"name":"cbr0","cniVersion":"1.0.0","plugins":[
                  {"type":"flannel","delegate":{"type":"bridge","mtu":1400,"isDefaultGateway":true}},
                  {"type":"portmap","capabilities":{"portMappings":true}}]}""");
        assertThat(cni.valid()).isTrue();
        assertThat(cni.file()).isEqualTo("10-flannel.conflist");
        assertThat(cni.name()).isEqualTo("cbr0");
        assertThat(cni.types()).containsExactly("flannel", "portmap");
        assertThat(cni.mtu()).isEqualTo(1400);
        assertThat(cni.subnets()).isEmpty();
    }

    @Test
    void rangesOfHostLocal() {
        CniConfig cni = cni("cni-conf/10.conflist", """
                {"cniVersion":"1.0.0","name":"cbr0","plugins":[{"type":"bridge","ipam":{"type":"host-local",
                "ranges":[[{"subnet":"10.96.64.0/24"}],[{"subnet":"fd00:10:244::/64"}]],"routes":[{"dst":"0.0.0.0/0"}]}}]}""");
        assertThat(cni.ipam()).isEqualTo("host-local");
        assertThat(cni.subnets()).containsExactly("10.96.64.0/24", "fd00:10:244::/64");
        CniConfig single = cni("etc/cni/net.d/99-loopback.conf", "{\"cniVersion\":\"0.3.1\",\"name\":\"lo\",\"type\":\"loopback\"}");
        assertThat(single.types()).containsExactly("loopback");
        assertThat(single.valid()).isTrue();
    }

    @Test
    void theReasonWhyARuntimeRefusesAFile() {
        CniConfig comma = cni("cni-conf/10-flannel.conflist", "{\n  \"name\": \"cbr0\",\n  \"plugins\": [ { \"type\": \"flannel\" ], }\n");
        assertThat(comma.error()).startsWith("line 3: not valid JSON");
        assertThat(comma.source().line()).isEqualTo(3);
        assertThat(cni("a.conflist", "").error()).isEqualTo("the file is empty");
        assertThat(cni("a.conflist", "{\"name\":\"x\",\"plugins\":[]}").error()).isEqualTo("no plugins with a type");
        assertThat(cni("a.conflist", "{\"plugins\":[{\"type\":\"bridge\"}]}").error()).isEqualTo("no name");
        assertThat(cni("a.conflist", "{\"name\":\"x\",\"plugins\":[{\"type\":\"bridge\"}]}\n}").error()).startsWith("line 2");
        assertThat(cni("net.d/a.conf", "{\"name\":\"x\"}").error()).isEqualTo("no plugin type");
        assertThat(cni("a.conflist", "{\"name\":\"x\"").error()).contains("not valid JSON");
    }

    @Test
    void kubeletFromItsFileAndFromConfigz() {
        KubeletConfig kubelet = Decoded.of("kubelet-config.yaml", """
                apiVersion: kubelet.config.k8s.io/v1beta1
                kind: KubeletConfiguration
                authentication: {anonymous: {enabled: false}, webhook: {enabled: true}}
                clusterDNS: [10.96.0.10]
                clusterDomain: cluster.local
                resolvConf: /run/systemd/resolve/resolv.conf
                maxPods: 60
                futureField: {clusterDomain: other.local}
                """).only(KubeletConfig.class);
        assertThat(kubelet.clusterDns()).containsExactly("10.96.0.10");
        assertThat(kubelet.clusterDomain()).isEqualTo("cluster.local");
        assertThat(kubelet.maxPods()).isEqualTo(60);
        assertThat(kubelet.podCidr()).isEmpty();
        assertThat(kubelet.resolvConf()).isEqualTo("/run/systemd/resolve/resolv.conf");
        assertThat(Decoded.of("configz.json", "{\t\"kubeletconfig\":{\"maxPods\":110,\"clusterDomain\":\"c\",\"clusterDNS\":[\"10.0.0.2\"]}}")
                .only(KubeletConfig.class).clusterDns()).containsExactly("10.0.0.2");
    }

    @Test
    void kubeProxyModeAndRange() {
        KubeProxyConfig proxy = Decoded.of("kube-proxy-config.yaml", """
                apiVersion: kubeproxy.config.k8s.io/v1alpha1
                kind: KubeProxyConfiguration
                mode: ""
                clusterCIDR: 10.244.0.0/16
                """).only(KubeProxyConfig.class);
        assertThat(proxy.mode()).isEmpty();
        assertThat(proxy.clusterCidr()).isEqualTo("10.244.0.0/16");
    }

    @Test
    void brokenConfigurationIsAProblemWithItsLine() {
        Decoded broken = Decoded.of("kubelet-config.yaml", "kind: KubeletConfiguration\nclusterDNS: [10.96.0.10\nmaxPods: 3\n");
        assertThat(broken.facts()).isEmpty();
        assertThat(broken.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.place()).startsWith("nodes/worker-1/kubelet-config.yaml:");
            assertThat(problem.what()).startsWith("not valid YAML");
        });
        assertThat(Decoded.of("kube-proxy-config.yaml", "kind: Pod\n").problems()).hasSize(1);
    }

    @Test
    void flannel() {
        FlannelSubnet subnet = Decoded.of("flannel-subnet.env", """
                FLANNEL_NETWORK=10.244.0.0/16
                FLANNEL_SUBNET=10.244.200.1/29
                FLANNEL_MTU=1450
                FLANNEL_IPMASQ=true
                """).only(FlannelSubnet.class);
        assertThat(subnet.subnet()).isEqualTo("10.244.200.1/29");
        assertThat(subnet.mtu()).isEqualTo(1450);
        assertThat(Decoded.of("run/flannel/subnet.env", "").only(FlannelSubnet.class).subnet()).isEmpty();
        assertThat(Decoded.of("flannel-net-conf.json", "{\"Network\":\"10.244.0.0/16\",\"Backend\":{\"Type\":\"host-gw\"}}")
                .only(FlannelNetwork.class).backend()).isEqualTo("host-gw");
    }

    @Test
    void resolverAndPlugins() {
        Resolver resolver = Decoded.of("resolv.conf", "# local\nnameserver 127.0.0.53\nsearch corp.example lan\noptions ndots:1\n")
                .only(Resolver.class);
        assertThat(resolver.nameservers()).containsExactly("127.0.0.53");
        assertThat(resolver.search()).containsExactly("corp.example", "lan");
        assertThat(Decoded.of("cni-bin.txt", "total 8\n-rwxr-xr-x 1 root root 4096 Nov 24 08:21 flannel\nbridge\n")
                .only(CniBinaries.class).names()).containsExactly("bridge", "flannel");
    }

    @Test
    void whatTheCollectorDidNotFindIsMissing() {
        for (String name : new String[] {"flannel-subnet.env", "cni-conf/10-flannel.conflist", "cni-bin.txt"}) {
            Decoded decoded = Decoded.of(name, "cat: /run/flannel/subnet.env: No such file or directory\n");
            assertThat(decoded.only(Missing.class).what()).as(name).isEqualTo(HostDecoder.kindsOf(name).get(0));
            assertThat(decoded.facts()).as(name).hasSize(1);
        }
    }

    private static CniConfig cni(String name, String text) {
        return Decoded.of(name, text).only(CniConfig.class);
    }
}
