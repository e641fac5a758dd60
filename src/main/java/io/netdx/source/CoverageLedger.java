package io.netdx.source;

import io.netdx.fact.Coverage;
import io.netdx.fact.Fact;
import io.netdx.fact.Namespace;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.source.decode.ListSeen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps book of what was seen while a snapshot streams by, and says at the end what that covers. Complete is only what the
 * producer is known to write completely.
 */
final class CoverageLedger {

    private static final Set<String> DUMP_KINDS = Set.of("Event", "ReplicationController", "Service", "DaemonSet",
            "Deployment", "ReplicaSet", "Pod");

    private final List<ListSeen> lists = new ArrayList<>();
    private final SortedSet<String> namespaces = new TreeSet<>();
    private final SortedSet<String> nodes = new TreeSet<>();
    private final Set<ObjectRef> runningPods = new HashSet<>();
    private final Set<ObjectRef> loggedPods = new HashSet<>();
    private final Map<String, SortedSet<String>> namespaceLists = new TreeMap<>();
    private final Map<String, SortedSet<String>> hosts = new TreeMap<>();
    private final Map<String, String> denied = new TreeMap<>();
    private final List<String> declared = new ArrayList<>();
    private final Set<Format> marks = new HashSet<>();
    private boolean caseFile;

    void path(String path, Layout.Role role) {
        String p = "/" + path;
        if (p.contains("/cluster-resources/")) {
            marks.add(Format.TROUBLESHOOT);
        } else if (p.contains("/cluster-scoped-resources/") || p.contains("/event-filter.html")) {
            marks.add(Format.MUST_GATHER);
        } else if (p.contains("/resources/ns/") || p.endsWith("/servergroups.json")) {
            marks.add(Format.SONOBUOY);
        } else if (p.contains("/insights-operator/") || p.contains("/config/clusteroperator/")) {
            marks.add(Format.INSIGHTS);
        } else if (p.endsWith("/kind-version.txt")) {
            marks.add(Format.KIND_LOGS);
        } else if (role instanceof Layout.HostFile || role instanceof Layout.NodeLog && p.contains("/nodes/")) {
            marks.add(Format.LAB);
        } else if (p.endsWith("/replication-controllers.json") || p.endsWith("/replication-controllers.yaml")) {
            marks.add(Format.CLUSTER_INFO_DUMP);
        }
        if (role instanceof Layout.NamespaceList list && list.kind().isPresent()) {
            namespaceLists.computeIfAbsent(list.kind().get(), k -> new TreeSet<>()).add(list.namespace());
        }
    }

    void stdoutDump() {
        marks.add(Format.CLUSTER_INFO_DUMP);
    }

    void fact(Fact fact) {
        if (fact instanceof Node node) {
            nodes.add(node.meta().name());
        } else if (fact instanceof Namespace namespace) {
            namespaces.add(namespace.meta().name());
        } else if (fact instanceof Pod pod && pod.phase().equals("Running")) {
            runningPods.add(pod.ref());
        }
    }

    void list(ListSeen list) {
        lists.add(list);
    }

    void host(String kind, String node) {
        hosts.computeIfAbsent(kind, k -> new TreeSet<>()).add(node);
    }

    void log(String namespace, String pod) {
        loggedPods.add(ObjectRef.of("Pod", namespace, pod));
    }

    /** A case file says what was collected ({@code Kind} or {@code Kind/namespace}) and what was refused. */
    void declared(List<String> collected, List<String> forbidden) {
        caseFile = true;
        declared.addAll(collected);
        forbidden.forEach(kind -> denied.put(kind, "forbidden"));
    }

    /** kubectl's standard error: {@code … is forbidden: User … cannot list resource "networkpolicies" …}. */
    void errors(Optional<String> kind, String text) {
        kind.ifPresent(k -> denied.put(k, firstLine(text)));
        for (String line : text.split("\n")) {
            int at = line.indexOf("cannot list resource \"");
            if (at >= 0) {
                String rest = line.substring(at + 22);
                int end = rest.indexOf('"');
                if (end > 0) {
                    Kinds.ofResource(rest.substring(0, end)).ifPresent(k -> denied.put(k, "forbidden: cannot list " + k));
                }
            }
        }
    }

    private static String firstLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > 120 ? line.substring(0, 120) : line;
    }

    Format format() {
        if (caseFile) {
            return Format.CASE;
        }
        for (Format format : List.of(Format.TROUBLESHOOT, Format.MUST_GATHER, Format.SONOBUOY, Format.INSIGHTS)) {
            if (marks.contains(format)) {
                return format;
            }
        }
        boolean dump = marks.contains(Format.CLUSTER_INFO_DUMP);
        boolean topLists = lists.stream().anyMatch(l -> !l.single() && !isDumpFile(l.file()));
        if (marks.contains(Format.KIND_LOGS)) {
            return Format.KIND_LOGS;
        }
        if (dump && !(topLists && marks.contains(Format.LAB))) {
            return Format.CLUSTER_INFO_DUMP;
        }
        if (marks.contains(Format.LAB)) {
            return Format.LAB;
        }
        if (topLists) {
            return Format.LISTS;
        }
        return lists.isEmpty() ? Format.UNKNOWN : lists.stream().anyMatch(ListSeen::status) ? Format.LISTS : Format.MANIFESTS;
    }

    private static boolean isDumpFile(String file) {
        return file.contains("cluster-info-dump/");
    }

    List<Coverage> statements(Format format) {
        List<Coverage> statements = new ArrayList<>();
        switch (format) {
            case CASE -> declared.forEach(kind -> statements.add(declaredCoverage(kind)));
            case LAB, LISTS -> fromLists(statements);
            case CLUSTER_INFO_DUMP -> fromDump(statements);
            case MANIFESTS -> lists.forEach(l -> statements.add(partial(l.kind(), Coverage.ALL,
                    "declared state only: the cluster may hold more")));
            default -> fromFolders(statements, format);
        }
        denied.forEach((kind, why) -> statements.add(new Coverage(kind, Coverage.ALL,
                why.contains("forbidden") ? Coverage.State.FORBIDDEN : Coverage.State.NOT_COLLECTED, why)));
        hosts.forEach((kind, seen) -> {
            seen.forEach(node -> statements.add(complete(kind, node)));
            statements.add(!nodes.isEmpty() && seen.containsAll(nodes) ? complete(kind, Coverage.ALL)
                    : partial(kind, Coverage.ALL, "files of " + seen.size() + " of " + nodes.size() + " nodes"));
        });
        if (format != Format.CASE) {
            logs(statements);
        }
        return statements;
    }

    private static Coverage declaredCoverage(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? complete(text, Coverage.ALL) : complete(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Lists that somebody asked kubectl for: with {@code -A} if any of the same folder spans namespaces. */
    private void fromLists(List<Coverage> statements) {
        Set<String> wideFolders = new HashSet<>();
        for (ListSeen list : lists) {
            if (!list.single() && list.namespaces().stream().filter(ns -> !ns.isEmpty()).count() > 1) {
                wideFolders.add(folder(list.file()));
            }
        }
        for (ListSeen list : lists) {
            if (list.kind().isEmpty()) {
                continue;
            }
            boolean clusterScoped = list.namespaces().size() == 1 && list.namespaces().contains("");
            if (list.single() && !clusterScoped) {
                statements.add(partial(list.kind(), Coverage.ALL, "only single objects were given"));
            } else if (!list.single() && (clusterScoped || wideFolders.contains(folder(list.file())))) {
                statements.add(complete(list.kind(), Coverage.ALL));
            } else {
                list.namespaces().stream().filter(ns -> !ns.isEmpty()).forEach(ns -> statements.add(list.single()
                        ? partial(list.kind(), ns, "only single objects were given") : complete(list.kind(), ns)));
                statements.add(partial(list.kind(), Coverage.ALL, "only some namespaces were listed"));
            }
        }
    }

    private static String folder(String file) {
        int slash = file.lastIndexOf('/');
        return slash < 0 ? "" : file.substring(0, slash);
    }

    private void fromDump(List<Coverage> statements) {
        SortedSet<String> dumped = new TreeSet<>(namespaceLists.getOrDefault("Pod", new TreeSet<>()));
        lists.stream().filter(l -> l.kind().equals("Pod")).forEach(l -> dumped.addAll(l.namespaces()));
        // -A dumps the empty system namespaces too; without it kubectl takes kube-system and the current one
        boolean all = dumped.contains("kube-node-lease") || dumped.contains("kube-public") || dumped.size() > 3;
        if (lists.stream().anyMatch(l -> l.kind().equals("Node"))) {
            statements.add(complete("Node", Coverage.ALL));
        }
        for (String kind : DUMP_KINDS) {
            dumped.forEach(ns -> statements.add(complete(kind, ns)));
            statements.add(all ? complete(kind, Coverage.ALL)
                    : partial(kind, Coverage.ALL, "the dump holds only " + String.join(", ", dumped)));
        }
    }

    private void fromFolders(List<Coverage> statements, Format format) {
        namespaceLists.forEach((kind, covered) -> {
            covered.forEach(ns -> statements.add(complete(kind, ns)));
            boolean all = !namespaces.isEmpty() && covered.containsAll(namespaces);
            statements.add(all ? complete(kind, Coverage.ALL)
                    : partial(kind, Coverage.ALL, format.title() + " with " + covered.size() + " namespaces"));
        });
        for (ListSeen list : lists) {
            boolean clusterScoped = list.namespaces().size() == 1 && list.namespaces().contains("");
            if (clusterScoped && !list.kind().isEmpty()) {
                statements.add(complete(list.kind(), Coverage.ALL));
            }
        }
    }

    private void logs(List<Coverage> statements) {
        Map<String, Boolean> complete = new TreeMap<>();
        runningPods.forEach(pod -> complete.merge(pod.namespace(), loggedPods.contains(pod), Boolean::logicalAnd));
        boolean any = !loggedPods.isEmpty();
        if (any) {
            complete.forEach((ns, all) -> statements.add(all ? complete("Log", ns)
                    : partial("Log", ns, "logs of some pods only")));
            statements.add(complete.values().stream().allMatch(all -> all) ? complete("Log", Coverage.ALL)
                    : partial("Log", Coverage.ALL, "logs of some pods only"));
        }
    }

    private static Coverage complete(String kind, String namespace) {
        return new Coverage(kind, namespace, Coverage.State.COMPLETE, "");
    }

    private static Coverage partial(String kind, String namespace, String reason) {
        return new Coverage(kind, namespace, Coverage.State.PARTIAL, reason);
    }
}
