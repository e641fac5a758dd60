package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.CalicoPolicy;
import io.netdx.fact.CiliumPolicy;
import io.netdx.fact.Coverage;
import io.netdx.fact.KubeObject;
import io.netdx.fact.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Chooses the layers that a cluster's CNI asks, in their order. Calico and Cilium mix Kubernetes policies with their own; the others
 * ask tier by tier. Policies of a CNI that the cluster surely does not run decide nothing.
 */
final class Stacks {

    private final Cluster cluster;
    private final CniProfile profile;
    private final List<CalicoPolicy> ofCalico;
    private final List<CiliumPolicy> ofCilium;

    private Stacks(Cluster cluster, CniProfile profile) {
        this.cluster = cluster;
        this.profile = profile;
        this.ofCalico = cluster.all(CalicoPolicy.class).stream().filter(p -> !p.staged()).toList();
        this.ofCilium = cluster.all(CiliumPolicy.class);
    }

    static List<Layer> of(Cluster cluster, CniProfile profile, KubernetesPolicies kubernetes) {
        return new Stacks(cluster, profile).layers(kubernetes);
    }

    private List<Layer> layers(KubernetesPolicies kubernetes) {
        Match calico = enforces("calico", Set.of("calico", "canal"), Set.of("calico-node", "canal"), ofCilium.isEmpty());
        Match cilium = enforces("cilium", Set.of("cilium"), Set.of("cilium"), ofCalico.isEmpty());
        if (calico == Match.YES && cilium == Match.YES && !ofCalico.isEmpty() && !ofCilium.isEmpty()) {
            calico = Match.UNKNOWN;
            cilium = Match.UNKNOWN;
        }
        List<KubeObject> doubtful = new ArrayList<>();
        if (calico == Match.UNKNOWN) {
            doubtful.addAll(ofCalico);
        }
        if (cilium == Match.UNKNOWN) {
            doubtful.addAll(ofCilium);
        }
        List<Layer> layers = new ArrayList<>();
        UnevaluatedPolicies unevaluated = new UnevaluatedPolicies(cluster, doubtful);
        if (!unevaluated.none()) {
            layers.add(unevaluated);
        }
        AdminTier admin = AdminTier.admin(cluster, profile);
        AdminTier baseline = AdminTier.baseline(cluster, profile);
        if (calico == Match.YES && !ofCalico.isEmpty()) {
            layers.add(new CalicoPolicies(cluster, kubernetes, admin, baseline));
            return List.copyOf(layers);
        }
        if (!admin.none()) {
            layers.add(cilium == Match.YES ? doubted(admin) : admin);
        }
        String mode = CiliumIdentity.setting(cluster, "enable-policy");
        boolean own = !ofCilium.isEmpty() || mode.equals("always") || mode.equals("never");
        layers.add(cilium == Match.YES && own ? new CiliumPolicies(cluster, kubernetes) : kubernetes);
        if (!baseline.none()) {
            layers.add(cilium == Match.YES ? doubted(baseline) : baseline);
        }
        return List.copyOf(layers);
    }

    /**
     * Whether policies of a CNI take effect: it is the cluster's, or its agent runs beside another (as on EKS). Where the CNI is not
     * known, the policies that somebody wrote tell, unless they speak of two.
     */
    private Match enforces(String cni, Set<String> names, Set<String> agents, boolean noRival) {
        if (names.contains(profile.cni()) || cluster.all(Pod.class).stream()
                .anyMatch(p -> agents.contains(p.meta().labels().getOrDefault("k8s-app", "")))) {
            return Match.YES;
        }
        if (profile.cni().equals(CniProfile.UNKNOWN) || profile.cni().equals("assumed")) {
            boolean own = cni.equals("calico") ? !ofCalico.isEmpty() : !ofCilium.isEmpty();
            return !own ? Match.NO : noRival ? Match.YES : Match.UNKNOWN;
        }
        // where one of the two is the pod network, the other's policies are left over from before
        boolean rival = Set.of("calico", "canal", "cilium").contains(profile.cni());
        return rival || cluster.complete("Pod", Coverage.ALL) ? Match.NO : Match.UNKNOWN;
    }

    /** Cilium has not implemented admin policies for long, if at all: what they would decide is not known. */
    private static Layer doubted(AdminTier tier) {
        return (flow, direction) -> {
            Opinion opinion = tier.judge(flow, direction);
            return opinion.decision().isEmpty() ? opinion
                    : Opinion.unknown(opinion.by(), "whether this version of Cilium enforces " + opinion.by().get(0) + " is not known");
        };
    }
}
