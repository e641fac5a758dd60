package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Pod;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the CNI knows {@code endPort}. Cilium reads it since 1.16 (port ranges in policies); Weave Net never did.
 */
final class PortRanges {

    private static final Pattern VERSION = Pattern.compile(":v?(\\d{1,3})\\.(\\d{1,3})(?:[.@-].*)?$");
    private static final int SINCE = 16;

    private PortRanges() {
    }

    /** Why not, in words; empty where it does, or where that is not known. */
    static Optional<String> unsupported(Cluster cluster, Cni cni) {
        if (cni.name().equals("weave")) {
            return Optional.of("Weave Net does not read endPort");
        }
        if (!cni.name().equals("cilium")) {
            return Optional.empty();
        }
        for (Pod pod : cluster.all(Pod.class)) {
            if ("cilium".equals(pod.meta().labels().get("k8s-app"))) {
                for (Container container : pod.containers()) {
                    Matcher version = VERSION.matcher(container.image());
                    if (container.name().equals("cilium-agent") && version.find() && Integer.parseInt(version.group(1)) == 1
                            && Integer.parseInt(version.group(2)) < SINCE) {
                        return Optional.of("Cilium " + version.group(1) + "." + version.group(2) + " does not read endPort");
                    }
                }
            }
        }
        return Optional.empty();
    }
}
