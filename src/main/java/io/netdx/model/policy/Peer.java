package io.netdx.model.policy;

import io.netdx.fact.Container;
import io.netdx.fact.ObjectRef;
import java.util.List;
import java.util.Map;

/** One side of a connection, as policies see it. */
public sealed interface Peer {

    /** Addresses of this side, IPv4 or IPv6; empty where none is known. */
    List<String> ips();

    /**
     * A pod, or the template of a workload whose pods were not seen.
     *
     * @param ref   pod or workload
     * @param node  node it runs on, empty if unknown
     * @param ports declared container ports, which named ports refer to
     */
    record OfPod(ObjectRef ref, String namespace, Map<String, String> labels, List<String> ips, boolean hostNetwork, String node,
                 String serviceAccount, List<Container.Port> ports) implements Peer {
    }

    /**
     * An address that is no pod's.
     *
     * @param node the node that owns it, empty for an address outside the cluster
     */
    record OfAddress(String ip, String node) implements Peer {

        @Override
        public List<String> ips() {
            return List.of(ip);
        }
    }
}
