package io.netdx.fact;

import java.util.Map;

/**
 * Istio's rule for what servers accept.
 *
 * @param selector labels of the pods it is for; empty for all of its namespace, and for the whole mesh in the root namespace
 * @param mode     {@code STRICT}, {@code PERMISSIVE}, {@code DISABLE}; empty where it leaves the wider rule's
 * @param ports    modes of single ports of the pods
 */
public record PeerAuthentication(Meta meta, Map<String, String> selector, String mode, Map<String, String> ports) implements KubeObject {
}
