package io.netdx.fact;

import java.util.List;
import java.util.Map;

/**
 * Istio's AuthorizationPolicy.
 *
 * @param action   {@code ALLOW}, {@code DENY}, {@code AUDIT}, {@code CUSTOM}
 * @param selector labels of the pods it is for; empty for all of its namespace, and for the whole mesh in the root namespace
 * @param rules    how many it has
 * @param attached it is for a gateway or a Service rather than for pods
 * @param callers  sources that its rules name: {@code namespace NAME}, {@code principal ID}, {@code request ID} (of a token)
 */
public record MeshAuthorization(Meta meta, String action, Map<String, String> selector, int rules, boolean attached, List<String> callers)
        implements KubeObject {
}
