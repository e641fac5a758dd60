package io.netdx.model.path;

import io.netdx.model.policy.Peer;

/** Address families by the names that the API gives them. */
final class Family {

    static final String V4 = "IPv4";
    static final String V6 = "IPv6";

    private Family() {
    }

    /** The side with its addresses of one family alone: policies judge the address that is used. {@code address} may be empty. */
    static Peer only(Peer peer, String address) {
        return address.isEmpty() || !(peer instanceof Peer.OfPod pod) ? peer : new Peer.OfPod(pod.ref(), pod.namespace(), pod.labels(),
                pod.ips().stream().filter(ip -> of(ip).equals(of(address))).toList(), pod.hostNetwork(), pod.node(), pod.serviceAccount(), pod.ports());
    }

    static String of(String ip) {
        return ip.indexOf(':') >= 0 ? V6 : V4;
    }
}
