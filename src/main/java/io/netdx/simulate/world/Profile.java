package io.netdx.simulate.world;

/**
 * What kind of cluster it is.
 *
 * @param proxy   {@code iptables}, {@code ipvs}, {@code nftables}, or {@code none} where the CNI does its work
 * @param version of Kubernetes, {@code v1.33.2}
 * @param mesh    {@code none}, {@code istio} or {@code linkerd}
 */
public record Profile(Cni cni, String proxy, String version, int nodes, String mesh) {

    public static final String DOMAIN = "cluster.local";
    public static final String DNS_ADDRESS = "10.96.0.10";

    /** Pod networks, with what sets them apart for those who look at pods and packets. */
    public enum Cni {
        FLANNEL("kube-flannel", "kube-flannel-ds", false), CALICO("kube-system", "calico-node", true), CILIUM("kube-system", "cilium", true),
        KINDNET("kube-system", "kindnet", true), AWS("kube-system", "aws-node", false);

        private final String namespace;
        private final String agent;
        private final boolean enforces;

        Cni(String namespace, String agent, boolean enforces) {
            this.namespace = namespace;
            this.agent = agent;
            this.enforces = enforces;
        }

        public String namespace() {
            return namespace;
        }

        /** Name of its DaemonSet. */
        public String agent() {
            return agent;
        }

        /** NetworkPolicies take effect. */
        public boolean enforces() {
            return enforces;
        }
    }

    /** Addresses of pods, all of them. */
    public String podRange() {
        return nodes <= 250 ? "10.244.0.0/16" : "10.128.0.0/10";
    }

    /** The range of one node, by its index from 0. */
    public String podRange(int index) {
        return nodes <= 250 ? "10.244." + index + ".0/24" : "10." + (128 + index / 256) + "." + index % 256 + ".0/24";
    }

    public String nodeAddress(int index) {
        return "172.20." + index / 200 + "." + (index % 200 + 11);
    }

    public String serviceRange() {
        return "10.96.0.0/12";
    }
}
