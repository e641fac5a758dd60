package io.netdx.bench;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** What every cluster has: kube-proxy and Calico on each node, CoreDNS, the Services of DNS and of the API server. */
final class LargeSystem {

    private static final String CREATED = "2026-11-04T08:00:00Z";
    private static final List<String> AGENTS = List.of("kube-proxy", "calico-node");
    private static final String COREFILE = ".:53 {\\n    errors\\n    health {\\n       lameduck 5s\\n    }\\n    ready\\n    kubernetes cluster.local in-addr.arpa "
            + "ip6.arpa {\\n       pods insecure\\n       fallthrough in-addr.arpa ip6.arpa\\n       ttl 30\\n    }\\n    prometheus :9153\\n    forward . "
            + "/etc/resolv.conf\\n    cache 30\\n    loop\\n    reload\\n    loadbalance\\n}\\n";

    private final LargeCluster cluster;

    LargeSystem(LargeCluster cluster) {
        this.cluster = cluster;
    }

    void daemonSet(Integer number, Map<String, String> values) {
        values.putAll(Map.of("app", AGENTS.get(number), "ns", "kube-system", "created", CREATED, "uid", cluster.uid(13, number), "version", "1234",
                "image", "registry.example.com/" + AGENTS.get(number) + ":1.33.5", "replicas", String.valueOf(cluster.nodes), "node", ""));
    }

    void daemon(Integer number, Map<String, String> values) {
        int node = number / 2;
        String app = AGENTS.get(number % 2);
        pod(14, number, node, app, LargeCluster.nodeIp(node), values);
        values.putAll(Map.of("name", app + "-" + cluster.letters(14, number, 5), "hash", cluster.letters(15, number % 2, 10), "ownerUid",
                cluster.uid(13, number % 2)));
    }

    void dnsServer(Integer number, Map<String, String> values) {
        int node = number % cluster.nodes;
        String hash = cluster.letters(16, 0, 10);
        pod(17, number, node, "coredns", dnsIp(number), values);
        values.putAll(Map.of("name", dnsName(number), "hash", hash, "ownerUid", cluster.uid(16, 0)));
    }

    private String dnsName(int number) {
        return "coredns-" + cluster.letters(16, 0, 10) + "-" + cluster.letters(17, number, 5);
    }

    private String dnsIp(int number) {
        return LargeCluster.ip(number % cluster.nodes, 200 + number / cluster.nodes);
    }

    private void pod(int what, int number, int node, String app, String ip, Map<String, String> values) {
        values.putAll(Map.ofEntries(entry("app", app), entry("ns", "kube-system"), entry("created", CREATED), entry("since", CREATED),
                entry("uid", cluster.uid(what, number)), entry("version", String.valueOf(1000 + number)), entry("image", "registry.example.com/" + app + ":1.33.5"),
                entry("node", LargeCluster.node(node)), entry("hostIp", LargeCluster.nodeIp(node)), entry("ip", ip), entry("id", cluster.hex(what + 50, number)),
                entry("digest", cluster.hex(60, what)), entry("phase", "Running")));
        LargeSnapshot.state(false, "", values);
    }

    /** The Service of DNS, then that of the API server. */
    static void service(int number, Map<String, String> values) {
        values.putAll(number == 0 ? Map.of("ns", "kube-system", "team", "platform", "app", "kube-dns", "name", "kube-dns", "ip", "10.96.0.10", "key", "k8s-app",
                "selected", "kube-dns", "ports", "[{\"name\":\"dns\",\"port\":53,\"protocol\":\"UDP\",\"targetPort\":53},{\"name\":\"dns-tcp\",\"port\":53,"
                        + "\"protocol\":\"TCP\",\"targetPort\":53}]")
                : Map.of("ns", "default", "team", "platform", "app", "apiserver", "name", "kubernetes", "ip", "10.96.0.1", "key", "", "selected", "", "ports",
                        "[{\"name\":\"https\",\"port\":443,\"protocol\":\"TCP\",\"targetPort\":6443}]"));
    }

    /** Addresses of the servers behind the Service of that number, each with its pod and node. */
    List<Server> servers(int number) {
        if (number == 1) {
            return List.of(new Server("172.20.255.10", "", "", "", ""));
        }
        return java.util.stream.IntStream.range(0, cluster.dnsServers).mapToObj(i -> new Server(dnsIp(i), dnsName(i), LargeCluster.node(i % cluster.nodes),
                LargeCluster.zone(i % cluster.nodes), cluster.uid(17, i))).toList();
    }

    record Server(String ip, String pod, String node, String zone, String uid) {
    }

    static String configMaps() {
        return "{\"apiVersion\":\"v1\",\"items\":[{\"apiVersion\":\"v1\",\"data\":{\"Corefile\":\"" + COREFILE + "\"},\"kind\":\"ConfigMap\",\"metadata\":{"
                + "\"creationTimestamp\":\"" + CREATED + "\",\"name\":\"coredns\",\"namespace\":\"kube-system\"}},\n{\"apiVersion\":\"v1\",\"data\":{\"ca.crt\":\"\"},"
                + "\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"kube-root-ca.crt\",\"namespace\":\"default\"}}],\"kind\":\"List\",\"metadata\":{}}\n";
    }
}
