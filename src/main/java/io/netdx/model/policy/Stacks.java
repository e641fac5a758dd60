package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;

/** Chooses the layers that a cluster's CNI asks, in their order; layers without a policy are left out. */
final class Stacks {

    private Stacks() {
    }

    static List<Layer> of(Cluster cluster, CniProfile profile, KubernetesPolicies kubernetes) {
        List<Layer> layers = new ArrayList<>();
        UnevaluatedPolicies unevaluated = new UnevaluatedPolicies(cluster);
        AdminTier admin = AdminTier.admin(cluster, profile);
        AdminTier baseline = AdminTier.baseline(cluster, profile);
        if (!unevaluated.none()) {
            layers.add(unevaluated);
        }
        if (!admin.none()) {
            layers.add(admin);
        }
        layers.add(kubernetes);
        if (!baseline.none()) {
            layers.add(baseline);
        }
        return List.copyOf(layers);
    }
}
