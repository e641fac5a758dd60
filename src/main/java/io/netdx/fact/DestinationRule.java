package io.netdx.fact;

import java.util.List;
import java.util.Map;

/**
 * Istio's rule for how clients call a host.
 *
 * @param tlsMode {@code DISABLE}, {@code SIMPLE}, {@code MUTUAL}, {@code ISTIO_MUTUAL}; empty where it is left to the mesh
 * @param verifies a CA is named that the server's certificate is checked by
 * @param subsets names with the labels of their pods
 * @param limits  scalar leaves of {@code connectionPool} and {@code outlierDetection}, by path
 */
public record DestinationRule(Meta meta, String host, String tlsMode, boolean verifies, Map<String, Map<String, String>> subsets,
                              Map<String, String> limits, List<String> exportTo) implements KubeObject {
}
