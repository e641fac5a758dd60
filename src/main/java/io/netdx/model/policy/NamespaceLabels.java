package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Namespace;
import io.netdx.fact.ObjectRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is known of the labels of namespaces. Every namespace carries its own name as the label {@code kubernetes.io/metadata.name}
 * (set by the API server since Kubernetes 1.21, and missing in manifests).
 */
final class NamespaceLabels {

    static final String NAME = "kubernetes.io/metadata.name";
    private static final Pattern BEFORE_NAME_LABEL = Pattern.compile("v?1\\.(1?\\d|20)([.+-].*)?");

    private final Cluster cluster;
    private final boolean closed;
    private final boolean nameLabel;
    private final Map<String, Map<String, String>> seen = new TreeMap<>();
    private final Map<Selector, Map<String, Match>> matches = new HashMap<>();
    private final Map<Selector, Boolean> nowhere = new HashMap<>();

    NamespaceLabels(Cluster cluster) {
        this.cluster = cluster;
        this.nameLabel = !BEFORE_NAME_LABEL.matcher(cluster.version()).matches();
        this.closed = Scope.of(cluster) == Scope.DECLARED || cluster.complete("Namespace", Coverage.ALL);
        cluster.all(Namespace.class).forEach(n -> seen.put(n.meta().name(), n.meta().labels()));
        seen.replaceAll(this::named);
    }

    private Map<String, String> named(String namespace, Map<String, String> labels) {
        if (!nameLabel || labels.containsKey(NAME)) {
            return labels;
        }
        Map<String, String> all = new TreeMap<>(labels);
        all.put(NAME, namespace);
        return all;
    }

    Match matches(Selector selector, String namespace) {
        return selector.everything() ? Match.YES
                : matches.computeIfAbsent(selector, s -> new HashMap<>()).computeIfAbsent(namespace, ns -> evaluate(selector, ns));
    }

    private Match evaluate(Selector selector, String namespace) {
        Map<String, String> labels = seen.get(namespace);
        if (labels != null) {
            return selector.matches(labels);
        }
        Map<String, String> name = nameLabel ? Map.of(NAME, namespace) : Map.of();
        return closed ? selector.matches(name) : selector.matchesPartly(name);
    }

    /** Namespaces were seen, and the selector matches none of them. */
    boolean nowhere(Selector selector) {
        return !seen.isEmpty() && nowhere.computeIfAbsent(selector, s -> seen.values().stream().allMatch(l -> s.matches(l) == Match.NO));
    }

    boolean exists(String namespace) {
        return cluster.find(Namespace.class, ObjectRef.ofNamespace(namespace)).isPresent();
    }

    List<String> all() {
        return List.copyOf(seen.keySet());
    }
}
