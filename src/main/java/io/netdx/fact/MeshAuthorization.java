package io.netdx.fact;

import java.util.Map;

/**
 * Istio's AuthorizationPolicy.
 *
 * @param action   {@code ALLOW}, {@code DENY}, {@code AUDIT}, {@code CUSTOM}
 * @param selector labels of the pods it is for; empty for all of its namespace, and for the whole mesh in the root namespace
 * @param rules    how many it has
 * @param attached it is for a gateway or a Service rather than for pods
 */
public record MeshAuthorization(Meta meta, String action, Map<String, String> selector, int rules, boolean attached) implements KubeObject {
}
