package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.Peers;
import java.util.List;
import java.util.Optional;

/**
 * One end of a connection: what policies see of it, and the pod itself where there is one.
 *
 * @param ref pod, workload template, node, or {@code Host}
 */
record Side(ObjectRef ref, Peer peer, Optional<Pod> pod) {

    static Side of(Pod pod) {
        return new Side(pod.ref(), Peers.of(pod), Optional.of(pod));
    }

    static Side of(Node node) {
        return new Side(node.ref(), new Peer.OfAddress(node.internalIp().orElse(""), node.meta().name()), Optional.empty());
    }

    /** Whatever owns an address: a pod, a node, or something outside. */
    static Side of(String ip, Cluster cluster) {
        Optional<Pod> pod = cluster.podByIp(ip);
        if (pod.isPresent()) {
            return of(pod.get());
        }
        Optional<Node> node = cluster.all(Node.class).stream().filter(n -> n.addresses().stream().anyMatch(a -> a.value().equals(ip))).findFirst();
        return new Side(node.map(Node::ref).orElse(ObjectRef.of("Host", "", ip)),
                new Peer.OfAddress(ip, node.map(n -> n.meta().name()).orElse("")), Optional.empty());
    }

    /** Node it runs on, empty if unknown or outside. */
    String node() {
        return peer instanceof Peer.OfPod p ? p.node() : ((Peer.OfAddress) peer).node();
    }

    List<String> ips() {
        return peer.ips();
    }

    boolean inCluster() {
        return peer instanceof Peer.OfPod || !node().isEmpty();
    }

    String namespace() {
        return peer instanceof Peer.OfPod p ? p.namespace() : "";
    }

    /** True where it has an address of the family, or none is known. */
    boolean speaks(String family) {
        return ips().isEmpty() || ips().stream().anyMatch(ip -> Family.of(ip).equals(family));
    }
}
