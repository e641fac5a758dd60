package io.netdx.model.path;

import io.netdx.fact.ObjectRef;
import io.netdx.model.policy.Peer;
import java.util.List;
import java.util.Optional;

/**
 * The Service that translates a connection on its way.
 *
 * @param service empty where the client talks to the endpoint itself, as with a headless Service
 * @param ip      address that the client sends to, empty if unknown
 * @param port    the Service's own port, 0 if none
 * @param mask    a node whose address may stand for the client's behind the Service; empty where the client's is kept
 */
record Front(List<ObjectRef> service, String ip, int port, Optional<Peer> mask) {

    static final Front NONE = new Front(List.of(), "", 0, Optional.empty());

    boolean translates() {
        return port > 0;
    }
}
