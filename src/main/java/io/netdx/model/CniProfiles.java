package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.model.policy.CniProfile;
import java.util.Optional;

/** Tells how the cluster's CNI treats NetworkPolicies. */
public final class CniProfiles {

    private CniProfiles() {
    }

    /** As the cluster shows it: agents, node annotations, CNI configuration and what the nodes' packet filters hold. */
    public static CniProfile detect(Cluster cluster) {
        return of(new Cnis(cluster).detect(new Hosts(cluster).enforcement()));
    }

    static CniProfile of(Cni cni) {
        Optional<Boolean> enforces = switch (cni.enforces()) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
        return new CniProfile(cni.name(), enforces, !cni.name().equals("cilium"), false, cni.name().equals("aws-vpc"));
    }
}
