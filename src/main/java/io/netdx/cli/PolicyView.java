package io.netdx.cli;

import io.netdx.cluster.Cluster;
import io.netdx.model.Cni;
import io.netdx.model.InterimPolicies;
import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.Layer;
import java.util.Optional;

/** The policies of a cluster and what its CNI makes of them. */
final class PolicyView {

    private PolicyView() {
    }

    static Layer of(Cluster cluster) {
        return new InterimPolicies(cluster);
    }

    static CniProfile profile(Cluster cluster, Cni cni) {
        Optional<Boolean> enforces = cni.enforces().equals("unknown") ? Optional.empty() : Optional.of(cni.enforces().equals("yes"));
        return new CniProfile(cni.name(), enforces, !cni.name().equals("cilium"), false, cni.name().equals("aws-vpc"));
    }
}
