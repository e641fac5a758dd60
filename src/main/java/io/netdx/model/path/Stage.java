package io.netdx.model.path;

import java.util.Locale;

/** The hops of a connection, in the order in which a packet meets them. */
public enum Stage {
    DNS, SERVICE, ENDPOINT, EGRESS_POLICY, INGRESS_POLICY, ROUTE, NODE, LISTENER;

    /** {@code egress-policy}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
