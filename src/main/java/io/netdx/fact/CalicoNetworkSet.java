package io.netdx.fact;

import java.util.List;
import java.util.Map;

/**
 * Addresses with labels, which Calico selectors match: a NetworkSet, or a GlobalNetworkSet where it has no namespace.
 *
 * @param labels of the set itself
 */
public record CalicoNetworkSet(Meta meta, Map<String, String> labels, List<String> nets) implements KubeObject {
}
