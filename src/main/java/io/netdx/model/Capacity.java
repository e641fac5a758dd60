package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.HostFact;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts against limits. Figures come from upstream where there is one, else from the source document. */
final class Capacity {

    /** Nine tenths: what is left is used up by one rollout. */
    private static final double NEAR = 0.9;
    /** Three quarters of the connection table: a burst fills the rest. */
    private static final double TABLE_NEAR = 0.75;
    /** Claim C093: from here on policies of one namespace are no longer kept apart by hand. */
    private static final int POLICIES = 50;
    /** CoreDNS: MB = (pods + services) / 1000 + 54. */
    private static final int DNS_BASE = 54;

    private final Cluster cluster;
    private final List<CapacityRisk> risks = new ArrayList<>();

    Capacity(Cluster cluster) {
        this.cluster = cluster;
    }

    List<CapacityRisk> find() {
        if (cluster.complete("Pod", Coverage.ALL)) {
            podsPerNode();
        }
        tables();
        policies();
        dns();
        return risks;
    }

    private void podsPerNode() {
        Map<String, Integer> counts = new HashMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished()) {
                counts.merge(pod.node(), 1, Integer::sum);
            }
        }
        for (Node node : cluster.all(Node.class)) {
            int pods = counts.getOrDefault(node.meta().name(), 0);
            if (node.maxPods() > 0 && pods >= NEAR * node.maxPods()) {
                risks.add(new CapacityRisk("pods-per-node", node.ref(), pods, node.maxPods(), pods + " of " + node.maxPods() + " pods run on the node", node.source()));
            }
        }
    }

    private void tables() {
        for (HostFact.Conntrack c : cluster.all(HostFact.Conntrack.class)) {
            if (c.max() > 0 && c.count() >= TABLE_NEAR * c.max()) {
                risks.add(new CapacityRisk("conntrack", ObjectRef.ofNode(c.node()), c.count(), c.max(), c.count() + " of " + c.max() + " tracked connections", c.source()));
            }
        }
    }

    private void policies() {
        Map<String, Integer> counts = new TreeMap<>();
        cluster.all(NetworkPolicy.class).forEach(p -> counts.merge(p.meta().namespace(), 1, Integer::sum));
        counts.forEach((ns, n) -> {
            if (n >= POLICIES) {
                risks.add(new CapacityRisk("policies", ObjectRef.ofNamespace(ns), n, POLICIES, n + " NetworkPolicies in one namespace", cluster.all(NetworkPolicy.class).get(0).source()));
            }
        });
    }

    private void dns() {
        int objects = cluster.all(Pod.class).size() + cluster.all(Service.class).size();
        for (Workload w : cluster.all(Workload.class)) {
            boolean server = w.ref().kind().equals("Deployment") && w.ref().namespace().equals("kube-system") && "kube-dns".equals(w.templateLabels().get("k8s-app"));
            if (!server) {
                continue;
            }
            for (Container c : w.containers()) {
                long limit = megabytes(c.limits().getOrDefault("memory", ""));
                long need = objects / 1000 + DNS_BASE;
                if (limit > 0 && need >= NEAR * limit && cluster.complete("Pod", Coverage.ALL)) {
                    risks.add(new CapacityRisk("dns-memory", w.ref(), need, limit, objects + " pods and Services need about " + need + " MB, the limit is "
                            + c.limits().get("memory"), w.meta().at("spec.template")));
                }
            }
        }
    }

    /** {@code 170Mi}, {@code 1Gi}, bytes; 0 for anything else. */
    private static long megabytes(String quantity) {
        int end = 0;
        while (end < quantity.length() && end < 15 && Character.isDigit(quantity.charAt(end))) {
            end++;
        }
        if (end == 0) {
            return 0;
        }
        long number = Long.parseLong(quantity.substring(0, end));
        return switch (quantity.substring(end)) {
            case "Ki" -> number / 1000;
            case "Mi", "M" -> number;
            case "Gi", "G" -> number * 1024;
            case "" -> number / 1_000_000;
            default -> 0;
        };
    }
}
