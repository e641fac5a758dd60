package io.netdx.bench;

import java.util.Map;

/** Events of the last hour: what pods say when they start, now and then a slow probe; of crashing pods the kubelet's complaints. */
final class LargeEvents {

    private final LargeCluster cluster;
    private final int events;

    LargeEvents(LargeCluster cluster, int events) {
        this.cluster = cluster;
        this.events = events;
    }

    void event(Integer number, Map<String, String> values) {
        int faultyPods = cluster.faults ? cluster.replicas : 0;
        int first = (cluster.namespaceOfFault(LargeCluster.CRASH) * LargeCluster.APPS.size() + LargeCluster.PAYMENTS) * cluster.replicas;
        int pod = number < faultyPods ? first + number : (int) ((long) number * cluster.pods() / events);
        boolean crashes = cluster.crashes(pod / cluster.replicas);
        String app = LargeCluster.app(pod / cluster.replicas);
        String namespace = cluster.namespace(cluster.namespaceOf(pod / cluster.replicas));
        String node = LargeCluster.node(cluster.nodeOf(pod));
        int minute = number % 50;
        String[] said = crashes ? new String[] {"Warning", "BackOff", "Back-off restarting failed container " + app + " in pod " + cluster.podName(pod) + "_" + namespace
                + "(" + cluster.uid(11, pod) + ")", "kubelet", "37"} : said(number, app, namespace, pod, node);
        values.putAll(Map.ofEntries(Map.entry("app", app), Map.entry("pod", cluster.podName(pod)), Map.entry("ns", namespace), Map.entry("uid", cluster.uid(40, number)),
                Map.entry("version", String.valueOf(4_000_000 + number)), Map.entry("first", "2026-11-24T09:" + (minute < 10 ? "0" : "") + minute + ":07Z"),
                Map.entry("last", "2026-11-24T09:" + (minute + 8 < 10 ? "0" : "") + (minute + 8) + ":07Z"), Map.entry("id", cluster.hex(41, number).substring(0, 16)),
                Map.entry("type", said[0]), Map.entry("reason", said[1]), Map.entry("message", said[2]), Map.entry("component", said[3]),
                Map.entry("count", said[4]), Map.entry("node", node)));
    }

    private String[] said(int number, String app, String namespace, int pod, String node) {
        return switch (number % 20 == 19 ? 4 : number % 4) {
            case 0 -> new String[] {"Normal", "Scheduled", "Successfully assigned " + namespace + "/" + cluster.podName(pod) + " to " + node, "default-scheduler", "1"};
            case 1 -> new String[] {"Normal", "Pulled", "Container image \\\"registry.example.com/" + app + ":1.14.2\\\" already present on machine", "kubelet", "1"};
            case 2 -> new String[] {"Normal", "Created", "Created container: " + app, "kubelet", "1"};
            case 3 -> new String[] {"Normal", "Started", "Started container " + app, "kubelet", "1"};
            default -> new String[] {"Warning", "Unhealthy", "Readiness probe failed: Get \\\"http://" + cluster.podIp(pod) + ":8080/ready\\\": context deadline exceeded "
                    + "(Client.Timeout exceeded while awaiting headers)", "kubelet", "1"};
        };
    }
}
