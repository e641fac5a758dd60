package io.netdx.model.policy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Remembers which policies select a pod, once for all pods with the same namespace, labels and service account. What is remembered
 * is bounded: a cluster where every pod has labels of its own must not fill the memory.
 *
 * @param <T> what is remembered of a class of pods
 */
final class Subjects<T> {

    private static final int REMEMBERED = 100_000;

    private record Key(String namespace, Map<String, String> labels, String serviceAccount, boolean hostNetwork) {
    }

    private final Map<Key, T> known = new HashMap<>();
    private final Function<Peer.OfPod, T> find;

    Subjects(Function<Peer.OfPod, T> find) {
        this.find = find;
    }

    T of(Peer.OfPod pod) {
        Key key = new Key(pod.namespace(), pod.labels(), pod.serviceAccount(), pod.hostNetwork());
        T found = known.get(key);
        if (found == null) {
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            found = find.apply(pod);
            known.put(key, found);
        }
        return found;
    }

    /** Items by their namespace; those of the whole cluster under the empty one. */
    static <P> Map<String, List<P>> byNamespace(List<P> items, Function<P, String> namespace) {
        Map<String, List<P>> by = new LinkedHashMap<>();
        items.forEach(item -> by.computeIfAbsent(namespace.apply(item), ns -> new java.util.ArrayList<>()).add(item));
        return by;
    }
}
