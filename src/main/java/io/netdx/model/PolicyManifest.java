package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.Namespace;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pieces of policies as YAML. Whatever is filled in is a name, a label or an address by the rules of the API server, or nothing is. */
final class PolicyManifest {

    private static final String KEY = "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
    private static final String VALUE = "([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?";
    private static final String NAME = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";

    private PolicyManifest() {
    }

    /** A name or a label that the API server would not take. */
    static final class Implausible extends RuntimeException {
        private static final long serialVersionUID = 1;

        Implausible(String text) {
            super(text, null, false, false);
        }
    }

    static String head(String version, String kind, String namespace, String name) {
        return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata:\n  name: " + plain(NAME, name) + "\n  namespace: " + plain(NAME, namespace) + "\nspec:";
    }

    /** Labels that select a namespace: that of its name, and where the API server gives none, all that it has. */
    static String namespace(Cluster cluster, String name) {
        Map<String, String> labels = cluster.namespaceLabels(name);
        return labels(labels.containsKey(Namespace.NAME_LABEL) ? Map.of(Namespace.NAME_LABEL, plain(NAME, name)) : labels);
    }

    static String host(String ip) {
        return Cidr.address(ip).map(a -> ip + (a.ipv6() ? "/128" : "/32")).orElseThrow(() -> new Implausible(ip));
    }

    /** Never empty: that would mean every pod. */
    static String labels(Map<String, String> labels) {
        if (labels.isEmpty()) {
            throw new Implausible("no labels");
        }
        return new TreeMap<>(labels).entrySet().stream().map(e -> plain(KEY, e.getKey()) + ": \"" + plain(VALUE, e.getValue()) + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String plain(String pattern, String text) {
        if (!text.matches(pattern)) {
            throw new Implausible(text);
        }
        return text;
    }

    /**
     * DNS for the pods that a policy isolates: those that it selects itself, as every other would become isolated by this one.
     *
     * @param selector of the policy that isolates them
     * @param servers  labels of the DNS pods
     * @param local    address of the cache on the pods' node; empty where there is none
     */
    static String dns(Cluster cluster, String namespace, String name, LabelSelector selector, String serverNamespace, Map<String, String> servers, Set<Integer> ports,
            String local) {
        try {
            String allowed = ports.stream().map(p -> "{protocol: UDP, port: " + p + "}, {protocol: TCP, port: " + p + "}").collect(Collectors.joining(", "));
            return head("networking.k8s.io/v1", "NetworkPolicy", namespace, name) + "\n  podSelector:\n" + selector(selector) + "\n  policyTypes: [Egress]\n  egress:\n  - to:\n    - namespaceSelector:"
                    // a namespace without any label is to be had with all others only
                    + (cluster.namespaceLabels(serverNamespace).isEmpty() ? " {}" : "\n        matchLabels: " + namespace(cluster, serverNamespace)) + "\n      podSelector:\n        matchLabels: " + labels(servers)
                    + (local.isEmpty() ? "" : "\n    - ipBlock: {cidr: \"" + host(local) + "\"}") + "\n    ports: [" + allowed + "]";
        } catch (Implausible e) {
            return "";
        }
    }

    /** Lookups of everybody at the DNS pods, whom some policy isolates. */
    static String dnsServer(String namespace, String name, Map<String, String> servers, Set<Integer> ports) {
        try {
            return head("networking.k8s.io/v1", "NetworkPolicy", namespace, name) + "\n  podSelector:\n    matchLabels: " + labels(servers) + "\n  policyTypes: [Ingress]\n  ingress:\n  - ports: ["
                    + ports.stream().map(p -> "{protocol: UDP, port: " + p + "}, {protocol: TCP, port: " + p + "}").collect(Collectors.joining(", ")) + "]";
        } catch (Implausible e) {
            return "";
        }
    }

    private static String selector(LabelSelector selector) {
        List<String> lines = new ArrayList<>();
        if (!selector.matchLabels().isEmpty() || selector.matchExpressions().isEmpty()) {
            lines.add("    matchLabels: " + (selector.empty() ? "{}" : labels(selector.matchLabels())));
        }
        if (!selector.matchExpressions().isEmpty()) {
            lines.add("    matchExpressions:");
            for (LabelSelector.Requirement r : selector.matchExpressions()) {
                lines.add("    - {key: \"" + plain(KEY, r.key()) + "\", operator: " + plain("In|NotIn|Exists|DoesNotExist", r.operator()) + (r.values().isEmpty() ? ""
                        : ", values: [" + r.values().stream().map(v -> "\"" + plain(VALUE, v) + "\"").collect(Collectors.joining(", ")) + "]") + "}");
            }
        }
        return String.join("\n", lines);
    }
}
