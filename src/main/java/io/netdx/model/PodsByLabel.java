package io.netdx.model;

import io.netdx.fact.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pods of one namespace by each of their labels, so that a selector looks at those of its rarest label only. */
final class PodsByLabel {

    private final Map<String, Map<String, List<Pod>>> byLabel = new HashMap<>();

    PodsByLabel(List<Pod> pods) {
        for (Pod pod : pods) {
            pod.meta().labels().forEach((key, value) -> byLabel.computeIfAbsent(key, k -> new HashMap<>())
                    .computeIfAbsent(value, v -> new ArrayList<>()).add(pod));
        }
    }

    /** Those that may match, in their order; all that do are among them. The selector must not be empty. */
    List<Pod> candidates(Map<String, String> selector) {
        List<Pod> fewest = List.of();
        boolean first = true;
        for (Map.Entry<String, String> wanted : selector.entrySet()) {
            List<Pod> with = byLabel.getOrDefault(wanted.getKey(), Map.of()).getOrDefault(wanted.getValue(), List.of());
            fewest = first || with.size() < fewest.size() ? with : fewest;
            first = false;
        }
        return fewest;
    }
}
