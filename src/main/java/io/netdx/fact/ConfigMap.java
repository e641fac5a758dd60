package io.netdx.fact;

import java.util.Map;

/**
 * A ConfigMap. Values are kept only for the ConfigMaps of network components ({@code coredns}, {@code kube-proxy}, …);
 * of all others the keys stay, with the hosts that their values name ({@code db:5432 cache}), or a value that is a port number.
 */
public record ConfigMap(Meta meta, Map<String, String> data) implements KubeObject {
}
