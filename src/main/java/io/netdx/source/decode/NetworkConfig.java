package io.netdx.source.decode;

import java.util.Set;

/** ConfigMaps of network components, whose values are worth keeping. */
final class NetworkConfig {

    private static final Set<String> NAMES = Set.of("coredns", "coredns-custom", "kube-dns", "kube-proxy", "kubeadm-config",
            "kube-flannel-cfg", "cilium-config", "calico-config", "canal-config", "node-local-dns", "nodelocaldns",
            "amazon-vpc-cni", "kube-proxy-config", "rke2-coredns-rke2-coredns", "ip-masq-agent", "antrea-config",
            "weave-net", "istio", "istio-ca-root-cert", "linkerd-config", "linkerd-identity-trust-roots", "aws-node-config", "dns-default", "kube-root-dns");

    private NetworkConfig() {
    }

    static boolean keepsValues(String name) {
        return NAMES.contains(name) || name.startsWith("kubelet-config") || name.startsWith("antrea-config");
    }
}
