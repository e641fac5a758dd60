package io.netdx.model;

import io.netdx.fact.Node;
import java.util.Optional;

/** What flannel writes about a node into its annotations, and the JSON of a few keys that configures it. */
final class Flannel {

    private static final String PREFIX = "flannel.alpha.coreos.com/";

    private Flannel() {
    }

    /** The address that other nodes send to; empty where flannel does not run, or where somebody set another one on purpose. */
    static Optional<String> publicIp(Node node) {
        return node.meta().annotations().containsKey(PREFIX + "public-ip-overwrite") ? Optional.empty()
                : Optional.ofNullable(node.meta().annotations().get(PREFIX + "public-ip"));
    }

    /** Link-layer address of the node's end of the tunnel, as the other nodes learn it. */
    static Optional<String> tunnelMac(Node node) {
        return value(node.meta().annotations().getOrDefault(PREFIX + "backend-data", ""), "VtepMAC");
    }

    /** The string under a key, at any depth: the documents have each key once. */
    static Optional<String> value(String json, String key) {
        int at = json.indexOf('"' + key + '"');
        int colon = at < 0 ? -1 : json.indexOf(':', at + key.length() + 2);
        int open = colon < 0 ? -1 : json.indexOf('"', colon);
        int close = open < 0 ? -1 : json.indexOf('"', open + 1);
        boolean text = close > 0 && json.substring(colon + 1, open).isBlank();
        return text ? Optional.of(json.substring(open + 1, close)) : Optional.empty();
    }
}
