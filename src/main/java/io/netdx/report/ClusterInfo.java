package io.netdx.report;

/**
 * What the report says about its cluster.
 *
 * @param kubernetesVersion as the API server says it; empty if not seen
 * @param cni               name of the network plugin; empty if not recognised
 * @param format            how the input was written ({@code kubectl get lists}, {@code live})
 * @param source            the input, as the user named it
 * @param capturedAt        when the input was taken, as it says itself; empty if it does not
 */
public record ClusterInfo(String name, String kubernetesVersion, String cni, int nodes, int pods, String format,
                          String source, String capturedAt) {
}
