package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Namespace;
import io.netdx.fact.ObjectRef;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is known of the labels of namespaces. */
final class NamespaceLabels {

    private final Cluster cluster;
    private final boolean closed;
    private final Map<String, Map<String, String>> seen = new TreeMap<>();
    private final Map<Selector, Map<String, Match>> matches = new HashMap<>();
    private final Map<Selector, Boolean> nowhere = new HashMap<>();

    NamespaceLabels(Cluster cluster) {
        this.cluster = cluster;
        this.closed = Scope.of(cluster) == Scope.DECLARED || cluster.complete("Namespace", Coverage.ALL);
        cluster.all(Namespace.class).forEach(n -> seen.put(n.meta().name(), cluster.namespaceLabels(n.meta().name())));
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
        Map<String, String> name = cluster.namespaceLabels(namespace);
        return closed ? selector.matches(name) : selector.matchesPartly(name);
    }

    /** Namespaces were seen, and the selector matches none of them. */
    boolean nowhere(Selector selector) {
        return !seen.isEmpty() && nowhere.computeIfAbsent(selector, s -> seen.values().stream().allMatch(l -> s.matches(l) == Match.NO));
    }

    /** Every namespace has {@link Namespace#NAME_LABEL}. */
    boolean named() {
        return cluster.namesNamespaces();
    }

    boolean exists(String namespace) {
        return cluster.find(Namespace.class, ObjectRef.ofNamespace(namespace)).isPresent();
    }
}
