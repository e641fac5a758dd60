package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Something wrong on a node, seen on the node itself.
 *
 * @param kind {@code forwarding-off}, {@code forward-drop}, {@code foreign-drop}, {@code pod-drop}, {@code conntrack-full},
 *             {@code service-stopped}, {@code no-cni-config},
 *             {@code cni-config-invalid}, {@code cni-binary-missing}, {@code no-flannel-subnet}, {@code stale-services},
 *             {@code route-missing}, {@code peer-unreachable}, {@code addresses-exhausted};
 *             tunnels: {@code tunnel-peer-stale}, {@code tunnel-address-changed};
 *             routes: {@code route-wrong}, {@code route-orphan}, {@code route-shadow}, {@code service-route};
 *             the node's own link: {@code link-errors}, {@code link-shaped}, {@code mtu-differs}, {@code mtu-too-large},
 *             {@code not-one-segment}, {@code address-lost}, {@code rp-filter}, {@code neighbours-full}, {@code ipv6-off};
 *             CNI: {@code cni-config-first}, {@code no-portmap}, {@code bridge-address}, {@code bridge-full}, {@code flannel-network},
 *             {@code plugin-elsewhere}, {@code tables-mixed}, {@code tables-hidden};
 *             Services: {@code no-service-rules}, {@code stale-endpoints}, {@code stale-udp}, {@code hairpin-off}, {@code no-cluster-dns}
 * @param what   the piece concerned: a service, a setting, a peer
 * @param detail in words, with figures
 */
public record HostTrouble(String node, String kind, String what, String detail, Provenance source) {

    public ObjectRef ref() {
        return ObjectRef.ofNode(node);
    }

    /** Both nodes of a broken path, sorted, so that it has one name from whichever side it was seen. */
    public String pair() {
        return node.compareTo(what) < 0 ? node + "," + what : what + "," + node;
    }
}
