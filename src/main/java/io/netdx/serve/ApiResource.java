package io.netdx.serve;

import java.util.List;

/**
 * A kind as the API serves it in one version.
 *
 * @param group   empty for the core group
 * @param version {@code v1}
 */
record ApiResource(String group, String version, String kind, String plural, List<String> shortNames, List<String> categories,
                   boolean namespaced) {

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    String singular() {
        return kind.toLowerCase(java.util.Locale.ROOT);
    }

    /** {@code networkpolicies.networking.k8s.io}, as messages of the API server name it. */
    String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
