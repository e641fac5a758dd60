package io.netdx.model;

import io.netdx.fact.LabelSelector;
import io.netdx.model.policy.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Finds pods by their labels: pods alike are kept once, and found by any one label that a selector demands. */
final class LabelIndex {

    private final List<Peer.OfPod> kinds = new ArrayList<>();
    private final Map<String, List<Peer.OfPod>> byLabel = new HashMap<>();

    LabelIndex(List<Peer.OfPod> pods) {
        Set<List<Object>> seen = new HashSet<>();
        for (Peer.OfPod pod : pods) {
            if (seen.add(List.of(pod.namespace(), pod.labels()))) {
                kinds.add(pod);
                pod.labels().forEach((key, value) -> byLabel.computeIfAbsent(key + "=" + value, k -> new ArrayList<>()).add(pod));
            }
        }
    }

    /** One pod or template of each namespace and set of labels. */
    List<Peer.OfPod> kinds() {
        return kinds;
    }

    boolean any(LabelSelector selector, Predicate<String> namespace) {
        return candidates(selector).stream().anyMatch(p -> namespace.test(p.namespace()) && selector.matches(p.labels()));
    }

    /** Namespaces with a pod that the selector matches. */
    Set<String> namespaces(LabelSelector selector) {
        Set<String> found = new TreeSet<>();
        candidates(selector).stream().filter(p -> selector.matches(p.labels())).forEach(p -> found.add(p.namespace()));
        return found;
    }

    private List<Peer.OfPod> candidates(LabelSelector selector) {
        List<Peer.OfPod> fewest = kinds;
        for (Map.Entry<String, String> wanted : selector.matchLabels().entrySet()) {
            List<Peer.OfPod> with = byLabel.getOrDefault(wanted.getKey() + "=" + wanted.getValue(), List.of());
            fewest = with.size() < fewest.size() ? with : fewest;
        }
        return fewest;
    }
}
