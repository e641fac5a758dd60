package io.netdx.source.transcript;

import io.netdx.fact.Coverage;
import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What commands covered. A table proves which objects exist; only what is also described or shown as a manifest is completely
 * known. A single object, or a list by a selector, covers nothing.
 */
final class Listing {

    /** A table of these has all that is looked at. */
    private static final Set<String> TABLE_SUFFICES = Set.of("Event", "Namespace", "ResourceQuota", "ServiceAccount");

    private final SortedMap<String, SortedMap<String, SortedSet<ObjectRef>>> listed = new TreeMap<>();
    private final SortedSet<String> seen = new TreeSet<>();
    private final SortedMap<String, String> denied = new TreeMap<>();

    /** All objects of a kind in a namespace, or in {@link Coverage#ALL}, were listed. */
    void listed(String kind, String namespace, List<ObjectRef> refs) {
        listed.computeIfAbsent(kind, k -> new TreeMap<>()).computeIfAbsent(namespace, n -> new TreeSet<>()).addAll(refs);
        seen.add(kind);
    }

    void seen(String kind) {
        seen.add(kind);
    }

    void denied(String kind, String why) {
        denied.putIfAbsent(kind, why);
    }

    /** @param known objects of which more than a table row is known */
    List<Coverage> statements(Set<ObjectRef> known) {
        List<Coverage> statements = new ArrayList<>();
        for (String kind : seen) {
            Map<String, SortedSet<ObjectRef>> of = listed.getOrDefault(kind, new TreeMap<>());
            if (!of.containsKey(Coverage.ALL)) {
                statements.add(new Coverage(kind, Coverage.ALL, Coverage.State.PARTIAL, of.isEmpty()
                        ? "the transcript shows single objects only" : "the transcript shows some namespaces only"));
            }
            of.forEach((namespace, refs) -> {
                boolean whole = TABLE_SUFFICES.contains(kind) || !refs.isEmpty() && known.containsAll(refs);
                statements.add(whole ? new Coverage(kind, namespace, Coverage.State.COMPLETE, "")
                        : new Coverage(kind, namespace, Coverage.State.PARTIAL, refs.isEmpty()
                                ? "the command printed nothing" : "a table of kubectl get shows few of the fields"));
            });
        }
        denied.forEach((kind, why) -> statements.add(new Coverage(kind, Coverage.ALL, Coverage.State.FORBIDDEN, why)));
        return statements;
    }
}
