package io.netdx.bench;

import java.util.HashMap;
import java.util.Map;

/** Endpoints as the controller writes them. */
final class LargeSlices {

    private final LargeCluster cluster;
    private final LargeSystem system;
    private final Shape endpoint;

    LargeSlices(LargeCluster cluster, Shape endpoint) {
        this.cluster = cluster;
        this.system = new LargeSystem(cluster);
        this.endpoint = endpoint;
    }

    void slice(Integer number, Map<String, String> values) {
        values.putAll(Map.of("created", "2026-11-04T08:00:00Z", "uid", cluster.uid(20, number), "ownerUid", cluster.uid(6, number), "version",
                String.valueOf(2_000_000 + number)));
        if (number >= cluster.workloads()) {
            boolean dns = number == cluster.workloads();
            StringBuilder endpoints = new StringBuilder("[");
            for (LargeSystem.Server s : system.servers(number - cluster.workloads())) {
                endpoints.append(endpoints.length() > 1 ? "," : "");
                if (s.pod().isEmpty()) {
                    endpoints.append("{\"addresses\":[\"").append(s.ip()).append("\"],\"conditions\":{\"ready\":true}}");
                } else {
                    endpoint(endpoints, s.ip(), true, s.node(), s.pod(), "kube-system", s.uid(), s.zone());
                }
            }
            slice(dns ? "kube-system" : "default", dns ? "kube-dns" : "kubernetes", endpoints.append("]").toString(), dns
                    ? "[{\"name\":\"dns\",\"port\":53,\"protocol\":\"UDP\"},{\"name\":\"dns-tcp\",\"port\":53,\"protocol\":\"TCP\"}]"
                    : "[{\"name\":\"https\",\"port\":6443,\"protocol\":\"TCP\"}]", number, values);
            return;
        }
        int namespace = cluster.namespaceOf(number);
        boolean cart = number % LargeCluster.APPS.size() == LargeCluster.CART;
        StringBuilder endpoints = new StringBuilder("[");
        for (int r = 0; r < cluster.replicas && !(cart && cluster.faulty(LargeCluster.TYPO, namespace)); r++) {
            int pod = number * cluster.replicas + r;
            endpoints.append(r > 0 ? "," : "");
            endpoint(endpoints, cluster.podIp(pod), !cluster.crashes(number), LargeCluster.node(cluster.nodeOf(pod)), cluster.podName(pod),
                    cluster.namespace(namespace), cluster.uid(11, pod), LargeCluster.zone(cluster.nodeOf(pod)));
        }
        slice(cluster.namespace(namespace), LargeCluster.app(number), endpoints.append("]").toString(), "[{\"name\":\"http\",\"port\":"
                + (cart && cluster.faulty(LargeCluster.PORT, namespace) ? 9090 : 8080) + ",\"protocol\":\"TCP\"}]", number, values);
    }

    private void slice(String namespace, String service, String endpoints, String ports, int number, Map<String, String> values) {
        values.putAll(Map.of("ns", namespace, "service", service, "name", service + "-" + cluster.letters(21, number, 5), "endpoints", endpoints, "ports", ports));
    }

    private void endpoint(StringBuilder to, String ip, boolean ready, String node, String pod, String namespace, String uid, String zone) {
        endpoint.append(to, new HashMap<>(Map.of("ip", ip, "isReady", String.valueOf(ready), "node", node, "pod", pod, "ns", namespace, "uid", uid, "zone", zone)));
    }
}
