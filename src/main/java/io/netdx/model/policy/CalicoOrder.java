package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.AdminPolicy;
import io.netdx.fact.CalicoPolicy;
import io.netdx.fact.CalicoTier;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Calico's policies, read once, and its tiers, both in the order in which they are asked. */
final class CalicoOrder {

    private static final double ADMIN = 1_000;
    private static final double DEFAULT = 1_000_000;
    private static final double BASELINE = 10_000_000;

    /** @param sortName settles equal orders */
    record Compiled(CalicoPolicy source, CalicoSelector selector, Optional<CalicoSelector> namespaces,
                    Optional<CalicoSelector> accounts, String sortName, List<CalicoRules.Rule> ingress, List<CalicoRules.Rule> egress) {

        List<CalicoRules.Rule> rules(Direction direction) {
            return direction == Direction.INGRESS ? ingress : egress;
        }
    }

    /** @param order infinite where none is set; {@code known} false where policies name a tier that was not seen */
    record Tier(String name, double order, boolean denies, boolean known) {
    }

    static final Comparator<Compiled> BY_ORDER = Comparator.<Compiled>comparingDouble(c -> c.source().order().orElse(Double.POSITIVE_INFINITY))
            .thenComparing(Compiled::sortName).thenComparing(c -> c.source().ref());

    private CalicoOrder() {
    }

    /** Policies that are enforced on pods, in order. */
    static List<Compiled> policies(Cluster cluster) {
        List<Compiled> compiled = new ArrayList<>();
        for (CalicoPolicy policy : cluster.all(CalicoPolicy.class)) {
            if (!policy.staged() && !policy.hostsOnly() && !translated(cluster, policy)) {
                compiled.add(compile(policy));
            }
        }
        compiled.sort(BY_ORDER);
        return compiled;
    }

    /** Calico's own API also lists the Kubernetes and admin policies, in its form: {@code knp.default.allow-dns}. */
    private static boolean translated(Cluster cluster, CalicoPolicy policy) {
        String name = policy.meta().name();
        if (name.startsWith("kanp.") || name.startsWith("kbanp.") || name.startsWith("kcnp.")) {
            return cluster.all(AdminPolicy.class).stream().anyMatch(p -> name.endsWith("." + p.meta().name()));
        }
        return name.startsWith("knp.default.") && cluster.find(NetworkPolicy.class, ObjectRef.of("NetworkPolicy", policy.meta().namespace(), name.substring(12))).isPresent();
    }

    private static Compiled compile(CalicoPolicy policy) {
        String namespace = policy.meta().namespace();
        String name = policy.meta().name();
        String full = name.startsWith(policy.tier() + ".") || name.startsWith("knp.") ? name : policy.tier() + "." + name;
        return new Compiled(policy, CalicoSelector.parse(policy.selector()),
                policy.namespaceSelector().isEmpty() ? Optional.empty()
                        : Optional.of(CalicoSelector.parse(policy.namespaceSelector(), CalicoLabels.OF_NAMESPACE)),
                policy.serviceAccountSelector().isEmpty() ? Optional.empty()
                        : Optional.of(CalicoSelector.parse(policy.serviceAccountSelector(), CalicoLabels.OF_ACCOUNT)),
                namespace.isEmpty() ? full : namespace + "/" + full,
                policy.ingress().stream().map(r -> new CalicoRules.Rule(r, namespace)).toList(),
                policy.egress().stream().map(r -> new CalicoRules.Rule(r, namespace)).toList());
    }

    /** All tiers that exist or that policies name, in order. */
    static List<Tier> tiers(Cluster cluster, List<Compiled> policies) {
        Map<String, Tier> tiers = new TreeMap<>();
        tiers.put("default", new Tier("default", DEFAULT, true, true));
        tiers.put("kube-admin", new Tier("kube-admin", ADMIN, false, true));
        tiers.put("kube-baseline", new Tier("kube-baseline", BASELINE, false, true));
        policies.forEach(p -> tiers.putIfAbsent(p.source().tier(), new Tier(p.source().tier(), Double.POSITIVE_INFINITY, true, false)));
        for (CalicoTier tier : cluster.all(CalicoTier.class)) {
            tiers.put(tier.meta().name(), new Tier(tier.meta().name(), tier.order().orElse(Double.POSITIVE_INFINITY),
                    !tier.defaultAction().equals("Pass"), true));
        }
        return tiers.values().stream().sorted(Comparator.comparingDouble(Tier::order).thenComparing(Tier::name)).toList();
    }
}
