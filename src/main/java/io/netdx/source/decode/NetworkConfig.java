package io.netdx.source.decode;

import io.netdx.net.Mention;
import java.util.Set;

/** ConfigMaps of network components, whose values are worth keeping. */
final class NetworkConfig {

    private static final Set<String> NAMES = Set.of("coredns", "coredns-custom", "kube-dns", "kube-proxy", "kubeadm-config",
            "kube-flannel-cfg", "cilium-config", "calico-config", "canal-config", "node-local-dns", "nodelocaldns",
            "amazon-vpc-cni", "kube-proxy-config", "rke2-coredns-rke2-coredns", "ip-masq-agent", "antrea-config",
            "weave-net", "istio", "istio-ca-root-cert", "linkerd-config", "linkerd-identity-trust-roots", "aws-node-config", "dns-default", "kube-root-dns");

    private NetworkConfig() {
    }

    /**
     * What a value of any other ConfigMap says about connections: the hosts it names, or a port number; else nothing. A bare word
     * may be anything: it counts where the key speaks of a host.
     */
    static String addresses(String key, String value) {
        if (value.isEmpty() || port(value)) {
            return value;
        }
        StringBuilder hosts = new StringBuilder();
        for (Mention mention : Mention.in(value)) {
            if (mention.sure() || Mention.meansHost(key)) {
                hosts.append(hosts.isEmpty() ? "" : " ").append(mention);
            }
        }
        return hosts.toString();
    }

    private static boolean port(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return value.length() <= 5;
    }

    static boolean keepsValues(String name) {
        return NAMES.contains(name) || name.startsWith("kubelet-config") || name.startsWith("antrea-config");
    }
}
