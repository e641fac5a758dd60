package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.net.Cidr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a node is who the others think it is: addresses that its agent announced, identities that two share, taints of its start. */
final class NodeIdentities {

    /** Set when a node joins, and taken away by the component named, within a minute or two. */
    private static final Map<String, String> STARTUP_TAINTS = Map.of("node.cilium.io/agent-not-ready", "the Cilium operator",
            "node.cloudprovider.kubernetes.io/uninitialized", "the cloud controller manager",
            "node.kubernetes.io/network-unavailable", "the CNI agent or the route controller",
            "ebs.csi.aws.com/agent-not-ready", "the EBS driver");
    private static final Duration START = Duration.ofMinutes(10);

    private final Cluster cluster;
    private final List<NodeTrouble> troubles = new ArrayList<>();

    NodeIdentities(Cluster cluster) {
        this.cluster = cluster;
    }

    List<NodeTrouble> troubles(Cni cni) {
        Map<String, String> addresses = new TreeMap<>();
        Map<String, String> macs = new TreeMap<>();
        Map<String, String> internal = new TreeMap<>();
        for (Node node : cluster.all(Node.class)) {
            node.internalIp().filter(ip -> Cidr.address(ip).isPresent()).ifPresent(ip -> shared(node, "address-shared", "its InternalIP is " + ip, internal.putIfAbsent(ip, node.meta().name())));
            Optional<String> flannel = Flannel.publicIp(node);
            flannel.ifPresent(ip -> {
                differs(node, "flannel-address", "flannel", ip);
                shared(node, "flannel-address-shared", "flannel announces the address " + ip, addresses.putIfAbsent(ip, node.meta().name()));
            });
            Optional.ofNullable(node.meta().annotations().get("projectcalico.org/IPv4Address")).map(Uplinks::bare)
                    .ifPresent(ip -> differs(node, "calico-address", "Calico", ip));
            Flannel.tunnelMac(node).ifPresent(mac -> shared(node, "tunnel-mac-shared", "its tunnel end is " + mac,
                    macs.putIfAbsent(mac, node.meta().name())));
            family(node);
            taints(node);
        }
        requests();
        if (cni.podCidrs().equals("yes")) {
            foreign();
        }
        return troubles;
    }

    private void differs(Node node, String kind, String agent, String ip) {
        List<String> own = node.addresses().stream().filter(a -> a.type().equals("InternalIP")).map(Node.Address::value).toList();
        if (!own.isEmpty() && !own.contains(ip)) {
            add(node, kind + place(node.meta().name(), ip), ip, agent + " announced " + ip + " as the node's address, but the node is at " + own.get(0));
        }
    }

    /** Where the other address is: on another interface, or no longer anywhere; nothing where interfaces were not collected. */
    private String place(String node, String ip) {
        if (!cluster.complete("Link", node)) {
            return "";
        }
        boolean seen = false;
        for (HostFact.Link link : cluster.all(HostFact.Link.class)) {
            seen |= link.node().equals(node);
            if (link.node().equals(node) && link.addresses().stream().anyMatch(a -> Uplinks.bare(a).equals(ip))) {
                return "-other-link";
            }
        }
        return seen ? "-gone" : "";
    }

    private void shared(Node node, String kind, String what, String other) {
        if (other != null) {
            add(node, kind, other, what + ", as that of node " + other);
        }
    }

    private void family(Node node) {
        boolean pods = node.podCidrs().stream().anyMatch(c -> c.indexOf(':') >= 0);
        List<Node.Address> own = node.addresses().stream().filter(a -> a.type().equals("InternalIP")).toList();
        if (pods && !own.isEmpty() && own.stream().noneMatch(a -> a.value().indexOf(':') >= 0)) {
            add(node, "no-ipv6-address", "IPv6", "its pods have the range " + node.podCidrs().stream().filter(c -> c.indexOf(':') >= 0).findFirst().orElse("")
                    + ", but the node has no IPv6 address");
        }
    }

    private void taints(Node node) {
        boolean old = node.meta().created().plus(START).isBefore(cluster.now());
        for (Node.Taint taint : node.taints()) {
            String remover = STARTUP_TAINTS.get(taint.key());
            boolean down = node.condition("NetworkUnavailable").filter(c -> c.status().equals("True")).isPresent();
            if (remover != null && old && node.ready() && !down) {
                add(node, "startup-taint", taint.key(), "the taint " + taint + ", which " + remover + " takes away, is still there");
            }
        }
    }

    /** A kubelet that asked for its serving certificate a while ago, and nobody answered. */
    private void requests() {
        for (OtherObject o : cluster.all(OtherObject.class)) {
            String user = o.fields().getOrDefault("spec.username", "");
            boolean open = o.ref().kind().equals("CertificateSigningRequest") && o.conditions().isEmpty()
                    && o.fields().getOrDefault("spec.signerName", "").equals("kubernetes.io/kubelet-serving");
            if (open && user.startsWith("system:node:") && o.meta().created().plus(START).isBefore(cluster.now())) {
                cluster.node(user.substring("system:node:".length())).ifPresent(node -> troubles.add(new NodeTrouble(node.meta().name(),
                        "serving-certificate-pending", o.meta().name(), "the request " + o.meta().name() + " for its serving certificate waits since "
                        + o.meta().created(), o.source())));
            }
        }
    }

    /** Pods whose network was set up by something else than the plugin that uses the node's range. */
    private void foreign() {
        Map<String, Integer> pods = new TreeMap<>();
        Map<String, String> example = new TreeMap<>();
        Map<String, Integer> all = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            Optional<Node> node = cluster.node(pod.node()).filter(n -> !n.podCidrs().isEmpty());
            boolean own = node.isPresent() && node.get().addresses().stream().anyMatch(a -> a.value().equals(pod.ip()));
            if (node.isPresent() && !pod.hostNetwork() && !own && !pod.finished() && Cidr.address(pod.ip()).isPresent()) {
                all.merge(pod.node(), 1, Integer::sum);
                if (node.get().podCidrs().stream().noneMatch(c -> Cidr.block(c).filter(r -> r.contains(pod.ip())).isPresent())) {
                    pods.merge(pod.node(), 1, Integer::sum);
                    example.putIfAbsent(pod.node(), pod.meta().ref().qualifiedName() + " has " + pod.ip());
                }
            }
        }
        pods.forEach((name, n) -> cluster.node(name).ifPresent(node -> add(node, "foreign-pod-addresses", "", n + " of " + all.get(name)
                + " pods have addresses outside of the node's range " + node.podCidrs().get(0) + " (" + example.get(name) + ")")));
    }

    private void add(Node node, String kind, String reason, String detail) {
        troubles.add(new NodeTrouble(node.meta().name(), kind, reason, detail, node.source()));
    }
}
