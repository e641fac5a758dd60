package io.netdx.bench;

import java.util.Map;

/** Policies as customers write them: one for each workload that admits its client, some with outgoing connections too; more than that admit monitoring. */
final class LargePolicies {

    private static final String TO_DNS = "{\"ports\":[{\"port\":53,\"protocol\":\"UDP\"},{\"port\":53,\"protocol\":\"TCP\"}],\"to\":[{\"namespaceSelector\":"
            + "{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"kube-system\"}},\"podSelector\":{\"matchLabels\":{\"k8s-app\":\"kube-dns\"}}}]}";
    private static final String EVERY_POD = "{\"podSelector\":{},";

    private final LargeCluster cluster;
    private final int policies;

    LargePolicies(LargeCluster cluster, int policies) {
        this.cluster = cluster;
        this.policies = policies;
    }

    void policy(Integer number, Map<String, String> values) {
        boolean fault = number == policies;
        int namespace = fault ? cluster.namespaceOfFault(LargeCluster.DNS) : number % cluster.namespaces;
        int slot = number / cluster.namespaces;
        String name = fault ? "lock-down" : slot < LargeCluster.POLICIES_OF_NAMESPACE ? LargeCluster.APPS.get(slot) + "-from-its-client"
                : "monitoring-" + slot;
        values.putAll(Map.of("ns", cluster.namespace(namespace), "team", LargeCluster.team(namespace), "name", name, "created", fault ? "2026-11-24T09:40:00Z"
                : "2026-11-04T08:00:00Z", "uid", cluster.uid(30, number), "version", String.valueOf(3_000_000 + number), "spec", fault
                ? EVERY_POD + "\"policyTypes\":[\"Egress\"],\"egress\":[{\"to\":[{\"podSelector\":{}}]}]}" : spec(slot)));
    }

    private static String spec(int slot) {
        if (slot >= LargeCluster.POLICIES_OF_NAMESPACE) {
            return selecting(LargeCluster.APPS.get(slot % LargeCluster.APPS.size())) + "\"policyTypes\":[\"Ingress\"],\"ingress\":[{\"from\":[{\"namespaceSelector\":"
                    + "{\"matchLabels\":{\"team\":\"platform\"}}}],\"ports\":[{\"port\":" + (9000 + slot) + ",\"protocol\":\"TCP\"}]}]}";
        }
        String app = LargeCluster.APPS.get(slot);
        String client = LargeCluster.APPS.get((slot + LargeCluster.APPS.size() - 1) % LargeCluster.APPS.size());
        String ingress = "\"ingress\":[{\"from\":[{\"podSelector\":{\"matchLabels\":{\"app\":\"" + client + "\"}}}],\"ports\":[{\"port\":" + (slot % 3 == 0
                ? "\"http\"" : "8080") + ",\"protocol\":\"TCP\"}]}]";
        if (!resolves(slot)) {
            return selecting(app) + "\"policyTypes\":[\"Ingress\"]," + ingress + "}";
        }
        return selecting(app) + "\"policyTypes\":[\"Ingress\",\"Egress\"]," + ingress + ",\"egress\":[" + TO_DNS + ",{\"to\":[{\"podSelector\":{\"matchLabels\":{\"app\":\""
                + LargeCluster.APPS.get((slot + 1) % LargeCluster.APPS.size()) + "\"}}}]}]}";
    }

    /** Whether the policy of a workload lets it ask the DNS, whatever others forbid. */
    static boolean resolves(int app) {
        return app % 4 == 0;
    }

    private static String selecting(String app) {
        return "{\"podSelector\":{\"matchLabels\":{\"app\":\"" + app + "\"}},";
    }
}
