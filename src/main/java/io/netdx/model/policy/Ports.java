package io.netdx.model.policy;

import io.netdx.fact.Container;

/** Names of container ports, as all policies resolve them: on the pod that is the destination. */
final class Ports {

    private Ports() {
    }

    /** @param protocol of the named port, or empty for whatever the container declares */
    static boolean named(Flow flow, String name, String protocol) {
        if (flow.to() instanceof Peer.OfPod pod && (protocol.isEmpty() || protocol.equals(flow.protocol()))) {
            for (Container.Port port : pod.ports()) {
                if (port.number() == flow.port() && port.name().equals(name) && port.protocol().equals(flow.protocol())) {
                    return true;
                }
            }
        }
        return false;
    }
}
