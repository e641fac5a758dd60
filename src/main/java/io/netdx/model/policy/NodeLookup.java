package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which node a side of a connection is: by its name, or by an address of a node. */
final class NodeLookup {

    private final Cluster cluster;
    private final Map<String, String> byIp = new HashMap<>();

    NodeLookup(Cluster cluster) {
        this.cluster = cluster;
        for (Node node : cluster.all(Node.class)) {
            node.addresses().forEach(a -> byIp.putIfAbsent(a.value(), node.meta().name()));
        }
    }

    /** Whether it stands for a node: one of its addresses, or a pod on its network. */
    boolean isNode(Peer peer) {
        return peer instanceof Peer.OfPod pod ? pod.hostNetwork() : !nameOf(peer).isEmpty();
    }

    /** Name of the node; empty where it is none, or a pod on the network of an unknown one. */
    String nameOf(Peer peer) {
        if (peer instanceof Peer.OfPod pod) {
            return pod.hostNetwork() ? pod.node() : "";
        }
        Peer.OfAddress address = (Peer.OfAddress) peer;
        return address.node().isEmpty() ? byIp.getOrDefault(address.ip(), "") : address.node();
    }

    Optional<Node> find(Peer peer) {
        return cluster.node(nameOf(peer));
    }
}
