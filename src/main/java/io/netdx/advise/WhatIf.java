package io.netdx.advise;

import io.netdx.net.Cidr;
import java.util.Map;
import java.util.Optional;

/**
 * Figures that the user gives. They win over what a snapshot shows.
 *
 * @param numbers  {@code nodes}, {@code pods}, {@code services}, {@code policies}, {@code peak} (pods that may be asked for),
 *                 {@code qps} (lookups a second), {@code node-mask} (prefix length of a node's range), {@code max-pods} (of a node)
 * @param podRange the cluster's pod range
 * @param from     version or plugin before a change; empty where not given
 * @param to       version or plugin after it
 * @param plugin   network plugin; empty where not given
 * @param problem  what the tools are for: connectivity, dns, policy or cni; empty for all
 * @param namespace namespace that procedures are written for; empty for none
 */
public record WhatIf(Map<String, Long> numbers, Optional<Cidr> podRange, Optional<Growth> growth, String from, String to, String plugin,
                     String problem, String namespace) {
}
