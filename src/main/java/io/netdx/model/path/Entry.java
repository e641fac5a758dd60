package io.netdx.model.path;

import io.netdx.fact.Service;

/**
 * The door through which a connection enters a Service.
 *
 * @param ip   address that the client sends to; empty for a headless Service
 * @param node node whose port is used, empty for every other door
 */
record Entry(Service service, Door door, String ip, String node) {

    enum Door {
        CLUSTER_IP, HEADLESS, NODE_PORT, LOAD_BALANCER, EXTERNAL_IP
    }

    /** Traffic policies speak of two directions; pods count as internal through every door. */
    boolean external() {
        return door == Door.NODE_PORT || door == Door.LOAD_BALANCER || door == Door.EXTERNAL_IP;
    }

    String family(String fallback) {
        return ip.isEmpty() ? fallback : Family.of(ip);
    }
}
