package io.netdx.source;

import io.netdx.fact.Coverage;
import io.netdx.source.host.HostDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What limits left out: whole parts of the snapshot, or the end of one file, whose path may say what it held. */
final class Cuts {

    /** Nobody knows what stood in the rest of the snapshot. */
    private static final Set<Limit> WIDE = EnumSet.of(Limit.ENTRIES, Limit.TOTAL_SIZE, Limit.RATIO, Limit.ARCHIVE_DEPTH);
    private static final int LISTED = 100;

    private final SortedMap<String, String> byFile = new TreeMap<>();
    private final SortedMap<String, String> logs = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> hosts = new TreeMap<>();
    private final SortedMap<String, String> anything = new TreeMap<>();

    void add(Limit limit, Problem problem) {
        String file = problem.place().replaceFirst(":\\d+$", "");
        byFile.putIfAbsent(file, problem.what());
        Layout.Role role = WIDE.contains(limit) ? new Layout.Other(Optional.empty()) : Layout.of(file);
        if (role instanceof Layout.PodLog log) {
            logs.putIfAbsent(log.namespace(), problem.what());
        } else if (role instanceof Layout.HostFile host) {
            HostDecoder.kindsOf(host.name()).forEach(kind -> hosts.computeIfAbsent(kind, k -> new TreeMap<>()).put(host.node(), problem.what()));
        } else if (!(role instanceof Layout.NodeLog)) {
            anything.putIfAbsent(file, problem.what());
        }
    }

    /** Why something of any kind may have been left out. */
    Optional<String> anything() {
        return anything.values().stream().findFirst();
    }

    Optional<String> in(String file) {
        return Optional.ofNullable(byFile.get(file));
    }

    /** Whether a log of a namespace was cut; some paths do not name it. */
    boolean log(String namespace) {
        return logs.containsKey(namespace) || logs.containsKey("");
    }

    /** Of the files about a kind of host fact, by node. */
    SortedMap<String, String> hosts(String kind) {
        return hosts.getOrDefault(kind, Collections.emptySortedMap());
    }

    /** What is known of logs, nodes and files that were cut. */
    List<Coverage> statements() {
        List<Coverage> statements = new ArrayList<>();
        byFile.entrySet().stream().limit(LISTED).forEach(file -> statements.add(cut(Coverage.FILE, file.getKey(), file.getValue())));
        logs.forEach((namespace, why) -> {
            statements.add(cut("Log", namespace, why));
            statements.add(cut("Log", Coverage.ALL, why));
        });
        hosts.forEach((kind, nodes) -> nodes.forEach((node, why) -> {
            statements.add(cut(kind, node, why));
            statements.add(cut(kind, Coverage.ALL, why));
        }));
        return statements;
    }

    private static Coverage cut(String kind, String namespace, String why) {
        return new Coverage(kind, namespace, Coverage.State.CUT, why);
    }
}
