package io.netdx.bench;

import java.util.List;
import java.util.Locale;

/**
 * Where everything of a generated cluster is, by arithmetic, so that no list of it is ever held. Ten workloads a namespace, each the
 * client of the next, the same number of replicas each; two agents a node and the DNS servers come on top. Faults, if any:
 * <ol><li>a Service whose selector has a typing error <li>a Service with a wrong target port
 * <li>a namespace whose new policy leaves no way to the DNS <li>a Deployment whose containers crash</ol>
 * each in a namespace of its own, or every workload crashing.
 */
final class LargeCluster {

    static final List<String> APPS = List.of("frontend", "cart", "checkout", "payments", "catalog", "search", "orders", "users", "mail", "stock");
    static final int POLICIES_OF_NAMESPACE = 10;
    static final int FAULTS = 4;
    static final int TYPO = 0;
    static final int PORT = 1;
    static final int DNS = 2;
    static final int CRASH = 3;
    static final int CART = 1;
    static final int PAYMENTS = 3;

    final int nodes;
    final int namespaces;
    final int replicas;
    final int dnsServers;
    final boolean faults;
    final boolean broken;
    private final long seed;

    /** @param pods about so many, agents and DNS servers among them */
    LargeCluster(long seed, int pods, boolean faults, boolean broken) {
        this(seed, Math.max(2, (pods + 29) / 30), pods, faults, broken);
    }

    LargeCluster(long seed, int nodes, int pods, boolean faults, boolean broken) {
        this.seed = seed;
        this.faults = faults;
        this.broken = broken;
        this.nodes = nodes;
        this.dnsServers = Math.max(2, nodes / 16);
        int rest = Math.max(0, pods - 2 * nodes - dnsServers);
        this.namespaces = Math.max(FAULTS, rest / 140);
        this.replicas = Math.max(1, rest / namespaces / APPS.size());
    }

    int workloads() {
        return namespaces * APPS.size();
    }

    int pods() {
        return workloads() * replicas;
    }

    String namespace(int number) {
        return String.format(Locale.ROOT, "shop-%04d", number);
    }

    static String team(int namespace) {
        return "team-" + namespace % 40;
    }

    static String app(int workload) {
        return APPS.get(workload % APPS.size());
    }

    int namespaceOf(int workload) {
        return workload / APPS.size();
    }

    String hash(int workload) {
        return letters(1, workload, 10);
    }

    String podName(int pod) {
        return app(pod / replicas) + "-" + hash(pod / replicas) + "-" + letters(2, pod, 5);
    }

    /** Spread, as a scheduler does. */
    int nodeOf(int pod) {
        return pod % nodes;
    }

    String podIp(int pod) {
        return ip(nodeOf(pod), 2 + pod / nodes);
    }

    /** Address {@code host} of a node's range. */
    static String ip(int node, int host) {
        return "10." + (128 + (node >> 8)) + "." + (node & 255) + "." + host;
    }

    static String nodeIp(int node) {
        return "172.20." + (node >> 8) + "." + (node & 255);
    }

    static String node(int number) {
        return String.format(Locale.ROOT, "worker-%04d", number);
    }

    static String zone(int node) {
        return "eu-1" + (char) ('a' + node % 3);
    }

    static String serviceIp(int workload) {
        int number = workload + 256;
        return "10." + (96 + (number >> 16)) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    /** The workload that one calls: the next of its namespace, the last one the first of it. */
    int upstream(int workload) {
        return workload % APPS.size() == APPS.size() - 1 ? workload - APPS.size() + 1 : workload + 1;
    }

    /** The namespace of a fault. */
    int namespaceOfFault(int fault) {
        return (2 * fault + 1) * namespaces / (2 * FAULTS);
    }

    boolean faulty(int fault, int namespace) {
        return faults && namespaceOfFault(fault) == namespace;
    }

    boolean crashes(int workload) {
        return broken || workload % APPS.size() == PAYMENTS && faulty(CRASH, namespaceOf(workload));
    }

    /** Letters as Kubernetes chooses them, the same for the same number. */
    String letters(int what, long number, int length) {
        long mixed = mix(what, number);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("bcdfghjklmnpqrstvwxz2456789".charAt((int) Long.remainderUnsigned(mixed, 27)));
            mixed = Long.divideUnsigned(mixed, 27);
        }
        return text.toString();
    }

    String hex(int what, long number) {
        return String.format(Locale.ROOT, "%016x%016x", mix(what, number), mix(what + 100, number));
    }

    String uid(int what, long number) {
        String hex = hex(what, number);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-a" + hex.substring(17, 20) + "-" + hex.substring(20);
    }

    long mix(int what, long number) {
        long z = seed + what * 0x632be59bd9b4e019L + (number + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
