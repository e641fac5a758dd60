package io.netdx.fact;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A NetworkPolicy or GlobalNetworkPolicy of {@code projectcalico.org}, in the form of its own API or of its resource definitions
 * ({@code crd.projectcalico.org}). Selectors are in Calico's own language; an empty one is not set.
 *
 * @param tier        {@code default} if unset
 * @param order       empty comes last
 * @param types       as written; empty where the default holds
 * @param staged      kept for preview, not enforced
 * @param hostsOnly   {@code doNotTrack} or {@code preDNAT}: holds for host endpoints, not for pods
 * @param unsupported fields of {@code spec} that are not understood here
 */
public record CalicoPolicy(Meta meta, String tier, OptionalDouble order, String selector, String namespaceSelector,
                           String serviceAccountSelector, List<String> types, List<CalicoRule> ingress, List<CalicoRule> egress,
                           boolean staged, boolean hostsOnly, List<String> unsupported) implements KubeObject {

    /** Whether it takes part in a direction: the API's default where no types are written. */
    public boolean applies(boolean ingressDirection) {
        if (!types.isEmpty()) {
            return types.contains(ingressDirection ? "Ingress" : "Egress");
        }
        return ingressDirection ? !ingress.isEmpty() || egress.isEmpty() : !egress.isEmpty();
    }
}
