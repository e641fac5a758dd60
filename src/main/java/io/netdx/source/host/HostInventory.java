package io.netdx.source.host;

import io.netdx.fact.HostFact;
import io.netdx.fact.Provenance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files that a collector took from some nodes and not from others. A CNI configuration or a {@code subnet.env} that is absent
 * on one node of a snapshot is a state of that node; were it absent everywhere, the collector may just not have asked.
 */
public final class HostInventory {

    /** Files that exist or not; all others are output of commands, whose absence says nothing about the node. */
    private static final Set<HostKind> STATE = EnumSet.of(HostKind.CNI_CONFIG, HostKind.FLANNEL_SUBNET);

    private final Map<String, Set<HostKind>> seen = new TreeMap<>();
    private final Map<String, String> folders = new TreeMap<>();

    /** Notes a file of a node, recognised or not. {@code place} as for {@link HostDecoder}. */
    public void saw(String node, String fileName, String place) {
        Set<HostKind> kinds = seen.computeIfAbsent(node, n -> EnumSet.noneOf(HostKind.class));
        HostKind.of(fileName).ifPresent(kinds::add);
        if (place.endsWith(fileName)) {
            folders.putIfAbsent(node, place.substring(0, place.length() - fileName.length()));
        }
    }

    /**
     * What is absent on a node though the same collector found it on another. Its coverage is complete: someone looked. A node of
     * which more is absent than such files was not collected in the same way, or its files were lost on the way here.
     */
    public List<HostFact.Missing> missing() {
        List<HostFact.Missing> missing = new ArrayList<>();
        seen.forEach((node, kinds) -> {
            if (kinds.size() < 3) {
                return;
            }
            for (HostKind kind : STATE) {
                boolean elsewhere = seen.values().stream().anyMatch(other -> other.contains(kind) && besideState(kinds, other));
                if (!kinds.contains(kind) && elsewhere) {
                    missing.add(new HostFact.Missing(node, kind.factKind(),
                            new Provenance(folders.getOrDefault(node, ""), 0, "")));
                }
            }
        });
        return missing;
    }

    /** A node holds everything that the other one holds, files of state apart. */
    private static boolean besideState(Set<HostKind> kinds, Set<HostKind> other) {
        return other.stream().allMatch(kind -> STATE.contains(kind) || kinds.contains(kind));
    }
}
