package io.netdx.model.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the policies that select a pod without looking at all of its namespace: policies of everybody, policies by one label that
 * they demand, and the rest. Pods with the same policies share one {@link Isolation}.
 */
final class PolicyIndex {

    private static final Comparator<CompiledPolicy> ORDER = Comparator.comparingInt(CompiledPolicy::ordinal);

    /**
     * The policies that isolate a pod in one direction, in order.
     *
     * @param id      dense, from 0, over both directions
     * @param certain they do
     * @param maybe   they may: their selector or types cannot be read
     */
    record Isolation(int id, Direction direction, List<CompiledPolicy> certain, List<CompiledPolicy> maybe) {

        boolean none() {
            return certain.isEmpty() && maybe.isEmpty();
        }
    }

    private record Content(Direction direction, List<CompiledPolicy> certain, List<CompiledPolicy> maybe) {
    }

    private static final class OfNamespace {
        final List<CompiledPolicy> everybody = new ArrayList<>();
        final Map<Map.Entry<String, String>, List<CompiledPolicy>> byLabel = new HashMap<>();
        final List<CompiledPolicy> rest = new ArrayList<>();
    }

    private final Map<String, OfNamespace> namespaces = new HashMap<>();
    private final Map<Content, Isolation> isolations = new HashMap<>();

    PolicyIndex(List<CompiledPolicy> policies) {
        for (CompiledPolicy policy : policies) {
            OfNamespace of = namespaces.computeIfAbsent(policy.namespace(), ns -> new OfNamespace());
            Optional<Map.Entry<String, String>> mandatory = policy.subject().mandatory();
            if (policy.subject().everything()) {
                of.everybody.add(policy);
            } else if (mandatory.isPresent()) {
                of.byLabel.computeIfAbsent(mandatory.get(), label -> new ArrayList<>()).add(policy);
            } else {
                of.rest.add(policy);
            }
        }
    }

    /** Policies whose podSelector matches, or may. */
    List<CompiledPolicy> selecting(Peer.OfPod pod) {
        OfNamespace of = namespaces.get(pod.namespace());
        if (of == null) {
            return List.of();
        }
        List<CompiledPolicy> found = new ArrayList<>(of.everybody);
        for (Map.Entry<String, String> label : pod.labels().entrySet()) {
            add(of.byLabel.getOrDefault(Map.entry(label.getKey(), label.getValue()), List.of()), pod, found);
        }
        add(of.rest, pod, found);
        found.sort(ORDER);
        return found;
    }

    private static void add(List<CompiledPolicy> candidates, Peer.OfPod pod, List<CompiledPolicy> into) {
        for (CompiledPolicy policy : candidates) {
            if (policy.subject().matches(pod.labels()) != Match.NO) {
                into.add(policy);
            }
        }
    }

    Isolation isolation(Peer.OfPod pod, Direction direction) {
        List<CompiledPolicy> certain = new ArrayList<>();
        List<CompiledPolicy> maybe = new ArrayList<>();
        for (CompiledPolicy policy : selecting(pod)) {
            Match isolates = policy.subject().matches(pod.labels()).and(policy.isolates(direction));
            if (isolates != Match.NO) {
                (isolates == Match.YES ? certain : maybe).add(policy);
            }
        }
        return isolations.computeIfAbsent(new Content(direction, certain, maybe),
                c -> new Isolation(isolations.size(), direction, List.copyOf(certain), List.copyOf(maybe)));
    }
}
