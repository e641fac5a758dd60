package io.netdx.bench;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Writes the snapshot of a {@link LargeCluster}, streaming: lists as {@code kubectl get --raw} gives them, an object a line, logs, and
 * {@code expected.txt} with what a diagnosis must name, one {@code cause subject} a line.
 *
 * <p>Arguments: the folder of shapes, the folder to write, then {@code pods=N policies=N events=N logs=MIB seed=N}, and
 * {@code faults=none|some|all}.
 */
final class LargeSnapshot {

    private static final String CREATED = "2026-11-04T08:00:00Z";
    private static final String CHANGED = "2026-11-24T09:40:00Z";
    private static final String BEAT = "2026-11-24T09:58:00Z";

    private final LargeCluster cluster;
    private final Path shapes;
    private final Path folder;
    private final int policies;
    private final int events;

    LargeSnapshot(LargeCluster cluster, Path shapes, Path folder, int policies, int events) {
        this.cluster = cluster;
        this.shapes = shapes;
        this.folder = folder;
        this.policies = policies;
        this.events = events;
    }

    public static void main(String[] args) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (String arg : java.util.Arrays.asList(args).subList(2, args.length)) {
            options.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
        }
        int pods = number(options, "pods", 1500);
        String faults = options.getOrDefault("faults", "some");
        LargeCluster cluster = new LargeCluster(number(options, "seed", 20261124), pods, faults.equals("some"), faults.equals("all"));
        LargeSnapshot snapshot = new LargeSnapshot(cluster, Path.of(args[0]), Path.of(args[1]), number(options, "policies", pods / 15),
                number(options, "events", faults.equals("all") ? pods * 2 / 3 : pods / 3));
        snapshot.write();
        new LargeLogs(cluster, Path.of(args[1]).resolve("logs")).write(number(options, "logs", 0));
        System.out.printf(Locale.ROOT, "%d nodes, %d pods, %d Services, %d policies, %d events, faults %s%n", cluster.nodes,
                cluster.pods() + 2 * cluster.nodes + cluster.dnsServers, cluster.workloads() + 2, snapshot.policies, snapshot.events, faults);
    }

    private static int number(Map<String, String> options, String name, int fallback) {
        return options.containsKey(name) ? Integer.parseInt(options.get(name)) : fallback;
    }

    void write() throws IOException {
        Files.createDirectories(folder.resolve("resources"));
        LargeSystem system = new LargeSystem(cluster);
        list("nodes", "node", cluster.nodes, this::node);
        list("namespaces", "namespace", cluster.namespaces + 2, this::namespace);
        list("services", "service", cluster.workloads() + 2, this::service);
        list("endpointslices", "endpointslice", cluster.workloads() + 2, new LargeSlices(cluster, Shape.of(shapes, "endpoint"))::slice);
        list("deployments", "deployment", cluster.workloads(), this::workload);
        list("replicasets", "replicaset", cluster.workloads(), this::workload);
        list("daemonsets", "daemonset", 2, system::daemonSet);
        list("networkpolicies", "networkpolicy", policies + (cluster.faults ? 1 : 0), new LargePolicies(cluster, policies)::policy);
        list("events", "event", events, new LargeEvents(cluster, events)::event);
        try (Out out = new Out("pods")) {
            out.all(Shape.of(shapes, "coredns"), cluster.dnsServers, system::dnsServer);
            out.all(Shape.of(shapes, "daemon"), 2 * cluster.nodes, system::daemon);
            out.all(Shape.of(shapes, "pod"), cluster.pods(), this::pod);
        }
        Files.writeString(folder.resolve("resources/configmaps.json"), LargeSystem.configMaps());
        Files.writeString(folder.resolve("version.json"), "{\"serverVersion\": {\"gitVersion\": \"v1.33.5\"}}\n");
        Files.writeString(folder.resolve("expected.txt"), expected());
    }

    private void node(Integer number, Map<String, String> values) {
        common(values, 3, number, CREATED, CHANGED);
        values.putAll(Map.of("name", LargeCluster.node(number), "ip", LargeCluster.nodeIp(number), "tunnel", LargeCluster.ip(number, 1),
                "cidr", LargeCluster.ip(number, 0) + "/24", "zone", LargeCluster.zone(number), "beat", BEAT, "id", cluster.hex(4, number)));
    }

    private void namespace(Integer number, Map<String, String> values) {
        common(values, 5, number, CREATED, CHANGED);
        values.put("ns", number < cluster.namespaces ? cluster.namespace(number) : number == cluster.namespaces ? "kube-system" : "default");
        values.put("team", number < cluster.namespaces ? LargeCluster.team(number) : "platform");
    }

    private void service(Integer number, Map<String, String> values) {
        common(values, 6, number, CREATED, CHANGED);
        if (number >= cluster.workloads()) {
            LargeSystem.service(number - cluster.workloads(), values);
            return;
        }
        int namespace = cluster.namespaceOf(number);
        String app = LargeCluster.app(number);
        boolean cart = number % LargeCluster.APPS.size() == LargeCluster.CART;
        values.putAll(Map.of("ns", cluster.namespace(namespace), "team", LargeCluster.team(namespace), "app", app, "name", app,
                "ip", LargeCluster.serviceIp(number), "key", "app", "selected", cart && cluster.faulty(LargeCluster.TYPO, namespace) ? "crat" : app,
                "ports", "[{\"name\":\"http\",\"port\":80,\"protocol\":\"TCP\",\"targetPort\":"
                        + (cart && cluster.faulty(LargeCluster.PORT, namespace) ? 9090 : 8080) + "}]"));
    }

    private void workload(Integer number, Map<String, String> values) {
        boolean crashes = cluster.crashes(number);
        common(values, 7, number, CREATED, crashes ? CHANGED : CREATED);
        app(number, values);
        values.putAll(Map.of("replicas", String.valueOf(cluster.replicas), "readyReplicas", crashes ? "0" : String.valueOf(cluster.replicas),
                "available", crashes ? "False" : "True", "availableReason", crashes ? "MinimumReplicasUnavailable" : "MinimumReplicasAvailable",
                "availableMessage", crashes ? "Deployment does not have minimum availability." : "Deployment has minimum availability."));
    }

    private void app(int workload, Map<String, String> values) {
        int namespace = cluster.namespaceOf(workload);
        String app = LargeCluster.app(workload);
        values.putAll(Map.ofEntries(entry("app", app), entry("ns", cluster.namespace(namespace)), entry("team", LargeCluster.team(namespace)),
                entry("hash", cluster.hash(workload)), entry("digest", cluster.hex(8, workload) + cluster.hex(9, workload)),
                entry("image", "registry.example.com/" + app + ":1.14.2"), entry("listen", "8080"), entry("suffix", cluster.letters(10, workload, 5)),
                entry("upstream", LargeCluster.app(cluster.upstream(workload)) + "." + cluster.namespace(namespace) + ".svc.cluster.local"),
                entry("ownerUid", cluster.uid(7, workload))));
    }

    private void pod(Integer number, Map<String, String> values) {
        int workload = number / cluster.replicas;
        boolean crashes = cluster.crashes(workload);
        common(values, 11, number, CREATED, crashes ? CHANGED : CREATED);
        app(workload, values);
        int node = cluster.nodeOf(number);
        values.putAll(Map.ofEntries(entry("name", cluster.podName(number)), entry("node", LargeCluster.node(node)), entry("hostIp", LargeCluster.nodeIp(node)),
                entry("ip", cluster.podIp(number)), entry("id", cluster.hex(12, number)), entry("phase", "Running")));
        state(crashes, cluster.podName(number) + "_" + values.get("ns") + "(" + values.get("uid") + ")", values);
    }

    static void state(boolean crashes, String pod, Map<String, String> values) {
        values.putAll(Map.of("ready", crashes ? "False" : "True", "isReady", String.valueOf(!crashes), "restarts", crashes ? "9" : "0",
                "state", crashes ? "{\"waiting\":{\"message\":\"back-off 5m0s restarting failed container=" + values.get("app") + " pod=" + pod
                        + "\",\"reason\":\"CrashLoopBackOff\"}}" : "{\"running\":{\"startedAt\":\"" + CREATED + "\"}}",
                "last", crashes ? "{\"terminated\":{\"exitCode\":1,\"finishedAt\":\"2026-11-24T09:57:10Z\",\"reason\":\"Error\",\"startedAt\":"
                        + "\"2026-11-24T09:57:06Z\"}}" : "{}"));
    }

    private void common(Map<String, String> values, int what, int number, String created, String since) {
        values.putAll(Map.of("created", created, "since", since, "uid", cluster.uid(what, number), "version",
                String.valueOf(1_000_000 + Long.remainderUnsigned(cluster.mix(what, number), 900_000_000L))));
    }

    private String expected() {
        return !cluster.faults ? "" : "service/selector-mismatch Service/" + cluster.namespace(cluster.namespaceOfFault(LargeCluster.TYPO)) + "/cart\n"
                + "service/target-port-mismatch Service/" + cluster.namespace(cluster.namespaceOfFault(LargeCluster.PORT)) + "/cart\n"
                + "policy/egress-blocks-dns NetworkPolicy/" + cluster.namespace(cluster.namespaceOfFault(LargeCluster.DNS)) + "/lock-down\n"
                + "workload/crash-loop Deployment/" + cluster.namespace(cluster.namespaceOfFault(LargeCluster.CRASH)) + "/payments\n";
    }

    private void list(String resource, String shape, int count, BiConsumer<Integer, Map<String, String>> values) throws IOException {
        try (Out out = new Out(resource)) {
            out.all(Shape.of(shapes, shape), count, values);
        }
    }

    /** One list of objects. */
    private final class Out implements AutoCloseable {

        private final OutputStream out;
        private final StringBuilder text = new StringBuilder("{\"apiVersion\":\"v1\",\"items\":[");
        private boolean any;

        Out(String resource) throws IOException {
            out = Files.newOutputStream(folder.resolve("resources/" + resource + ".json"));
        }

        void all(Shape shape, int count, BiConsumer<Integer, Map<String, String>> values) throws IOException {
            Map<String, String> of = new HashMap<>();
            for (int i = 0; i < count; i++) {
                of.clear();
                values.accept(i, of);
                text.append(any ? ",\n" : "\n");
                any = true;
                try {
                    shape.append(text, of);
                } catch (IllegalArgumentException e) {
                    throw new UncheckedIOException(folder + ": " + of, new IOException(e));
                }
                if (text.length() > 1 << 18) {
                    flush();
                }
            }
        }

        private void flush() throws IOException {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
        }

        @Override
        public void close() throws IOException {
            text.append("\n],\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"\"}}\n");
            flush();
            out.close();
        }
    }
}
