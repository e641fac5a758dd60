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

    private static final String BROKEN = "some of it could not be read";
    private static final Set<String> DUMP_KINDS = Set.of("Event", "ReplicationController", "Service", "DaemonSet",
            "Deployment", "ReplicaSet", "Pod");

    private final List<ListSeen> lists = new ArrayList<>();
    private final SortedSet<String> namespaces = new TreeSet<>();
    private final SortedSet<String> nodes = new TreeSet<>();
    private final Set<ObjectRef> runningPods = new HashSet<>();
    private final Set<ObjectRef> loggedPods = new HashSet<>();
    private final List<Folder> folders = new ArrayList<>();
    private final Map<String, SortedSet<String>> hosts = new TreeMap<>();
    private final Map<String, String> denied = new TreeMap<>();
    private final List<String> declared = new ArrayList<>();
    private final FormatMarks marks = new FormatMarks();
    private final Cuts cuts = new Cuts();
    private boolean lost;

    void path(String path, Layout.Role role) {
        marks.path(path, role);
        if (role instanceof Layout.NamespaceList list && list.kind().isPresent()) {
            folders.add(new Folder(list.kind().get(), list.namespace(), path));
        }
    }

    void stdoutDump() {
        marks.add(Format.CLUSTER_INFO_DUMP);
    }

    /** Something of the snapshot could not even be opened: how much, nobody knows. */
    void lost() {
        lost = true;
    }

    /** A limit left something out. */
    void cut(Limit limit, Problem problem) {
        cuts.add(limit, problem);
    }

    /** Why a kind of which nothing was seen may nevertheless be there. */
    Optional<String> cut() {
        return cuts.anything();
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
        marks.add(Format.CASE);
        declared.addAll(collected);
        forbidden.forEach(kind -> denied.put(kind, "forbidden"));
    }

    /**
     * A collection says what it holds. What is refused or missing may be followed by the reason, after a colon.
     *
     * @param collected {@code Kind} or {@code Kind/namespace}
     */
    void collection(List<String> collected, List<String> forbidden, List<String> uncollected) {
        marks.add(Format.COLLECTION);
        declared.addAll(collected);
        forbidden.forEach(text -> denied.put(kindOf(text), "forbidden: " + reasonOf(text)));
        uncollected.forEach(text -> denied.putIfAbsent(kindOf(text), reasonOf(text)));
    }

    private static String kindOf(String text) {
        int colon = text.indexOf(": ");
        return colon < 0 ? text : text.substring(0, colon);
    }

    private static String reasonOf(String text) {
        int colon = text.indexOf(": ");
        return colon < 0 ? "" : text.substring(colon + 2);
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
        return marks.format(lists);
    }

    List<Coverage> statements(Format format) {
        lost |= cuts.anything().isPresent();
        List<Coverage> statements = new ArrayList<>();
        switch (format) {
            case CASE -> statements.addAll(afterCuts(declared.stream().map(CoverageLedger::declaredCoverage).toList()));
            case COLLECTION -> fromCollection(statements);
            case LAB, LISTS -> fromLists(statements, false);
            case CILIUM_SYSDUMP -> fromLists(statements, true);
            case CLUSTER_INFO_DUMP -> fromDump(statements);
            case VELERO -> fromObjects(statements);
            case MANIFESTS -> lists.forEach(l -> statements.add(partial(l.kind(), Coverage.ALL,
                    "declared state only: the cluster may hold more")));
            default -> fromFolders(statements, format);
        }
        if (format != Format.CASE && format != Format.COLLECTION) {
            Set<String> stated = new HashSet<>();
            statements.forEach(s -> stated.add(s.kind()));
            lists.stream().map(ListSeen::kind).filter(kind -> !kind.isEmpty() && stated.add(kind))
                    .forEach(kind -> statements.add(partial(kind, Coverage.ALL, "only some of it was given")));
        }
        denied.forEach((kind, why) -> statements.add(new Coverage(kind, Coverage.ALL, refusal(kind, why, format), why)));
        hosts.forEach((kind, seen) -> {
            seen.removeAll(cuts.hosts(kind).keySet());
            seen.forEach(node -> statements.add(complete(kind, node)));
            statements.add(!lost && !nodes.isEmpty() && seen.containsAll(nodes) ? complete(kind, Coverage.ALL)
                    : partial(kind, Coverage.ALL, "files of " + seen.size() + " of " + nodes.size() + " nodes"));
        });
        if (format != Format.CASE) {
            logs(statements);
        }
        statements.addAll(cuts.statements());
        return cuts.anything().isPresent() ? statements.stream().map(s -> s.state() == Coverage.State.PARTIAL
                ? cut(s.kind(), s.namespace(), cuts.anything().get()) : s).toList() : statements;
    }

    /** Of what somebody says is complete, where a limit left out what may have been of any kind. */
    List<Coverage> afterCuts(List<Coverage> stated) {
        return cuts.anything().isEmpty() ? stated
                : stated.stream().map(s -> s.complete() ? cut(s.kind(), s.namespace(), cuts.anything().get()) : s).toList();
    }

    private Coverage.State refusal(String kind, String why, Format format) {
        boolean begun = format == Format.COLLECTION && lists.stream().anyMatch(l -> l.kind().equals(kind));
        return why.contains("forbidden") ? Coverage.State.FORBIDDEN : begun ? Coverage.State.PARTIAL : Coverage.State.NOT_COLLECTED;
    }

    /** What the collection says, but for what could not be read of it. */
    private void fromCollection(List<Coverage> statements) {
        Set<String> broken = new HashSet<>();
        lists.stream().filter(ListSeen::broken).forEach(l -> broken.add(l.kind()));
        for (String text : declared) {
            Coverage said = declaredCoverage(text);
            statements.add(lost || broken.contains(said.kind()) ? partial(said.kind(), said.namespace(), BROKEN) : said);
        }
    }

    private static Coverage declaredCoverage(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? complete(text, Coverage.ALL) : complete(text.substring(0, slash), text.substring(slash + 1));
    }

    /**
     * Lists that somebody asked kubectl for: with {@code -A} if any of the same folder spans namespaces.
     *
     * @param wide the collector always asks for all namespaces
     */
    private void fromLists(List<Coverage> statements, boolean wide) {
        Set<String> wideFolders = new HashSet<>();
        for (ListSeen list : lists) {
            if (!list.single() && (wide || list.namespaces().stream().filter(ns -> !ns.isEmpty()).count() > 1)) {
                wideFolders.add(folder(list.file()));
            }
        }
        for (ListSeen list : lists) {
            if (list.kind().isEmpty()) {
                continue;
            }
            boolean clusterScoped = list.namespaces().size() == 1 && list.namespaces().contains("");
            if (list.broken()) {
                statements.add(broken(list));
            } else if (list.single() && !clusterScoped) {
                statements.add(partial(list.kind(), Coverage.ALL, "only single objects were given"));
            } else if (!list.single() && (clusterScoped || wideFolders.contains(folder(list.file())))) {
                statements.add(complete(list.kind(), Coverage.ALL));
            } else {
                list.namespaces().stream().filter(ns -> !ns.isEmpty()).forEach(ns -> statements.add(complete(list.kind(), ns)));
                statements.add(partial(list.kind(), Coverage.ALL, list.single() ? "only single objects were given"
                        : "only some namespaces were listed"));
            }
        }
    }

    private static String folder(String file) {
        int slash = file.lastIndexOf('/');
        return slash < 0 ? "" : file.substring(0, slash);
    }

    private void fromDump(List<Coverage> statements) {
        SortedSet<String> dumped = new TreeSet<>();
        folders.stream().filter(f -> f.kind().equals("Pod")).forEach(f -> dumped.add(f.namespace()));
        lists.stream().filter(l -> l.kind().equals("Pod")).forEach(l -> dumped.addAll(l.namespaces()));
        // -A dumps the empty system namespaces too; without it kubectl takes kube-system and the current one
        boolean all = !lost && (dumped.contains("kube-node-lease") || dumped.contains("kube-public") || dumped.size() > 3);
        if (lists.stream().anyMatch(l -> l.kind().equals("Node") && !l.broken())) {
            statements.add(complete("Node", Coverage.ALL));
        }
        for (String kind : DUMP_KINDS) {
            SortedSet<String> whole = new TreeSet<>(dumped);
            lists.stream().filter(l -> l.kind().equals(kind) && l.broken()).forEach(l -> whole.removeAll(l.namespaces()));
            if (!folders.isEmpty()) {
                whole.retainAll(listed(kind));
            } else if (lists.stream().anyMatch(ListSeen::broken)) {
                // one stream: nobody knows what would have come
                whole.clear();
            }
            whole.forEach(ns -> statements.add(complete(kind, ns)));
            statements.add(all && whole.containsAll(dumped) ? complete(kind, Coverage.ALL)
                    : partial(kind, Coverage.ALL, "the dump holds only " + String.join(", ", whole)));
        }
    }

    /** Namespaces whose file of a kind holds a list that was read to its end. */
    private SortedSet<String> listed(String kind) {
        Set<String> read = new HashSet<>();
        lists.stream().filter(l -> !l.single() && !l.broken()).forEach(l -> read.add(l.file()));
        SortedSet<String> namespacesOf = new TreeSet<>();
        folders.stream().filter(f -> f.kind().equals(kind) && read.contains(f.file())).forEach(f -> namespacesOf.add(f.namespace()));
        return namespacesOf;
    }

    private void fromFolders(List<Coverage> statements, Format format) {
        SortedSet<String> kinds = new TreeSet<>();
        folders.forEach(f -> kinds.add(f.kind()));
        for (String kind : kinds) {
            // an Insights archive picks objects
            SortedSet<String> covered = format == Format.INSIGHTS ? new TreeSet<>() : listed(kind);
            covered.forEach(ns -> statements.add(complete(kind, ns)));
            boolean all = !lost && !namespaces.isEmpty() && covered.containsAll(namespaces);
            statements.add(all ? complete(kind, Coverage.ALL)
                    : partial(kind, Coverage.ALL, format.title() + " with " + covered.size() + " namespaces"));
        }
        for (ListSeen list : lists) {
            boolean clusterScoped = list.namespaces().size() == 1 && list.namespaces().contains("");
            if (clusterScoped && !list.kind().isEmpty()) {
                statements.add(list.broken() || list.single() && lost ? broken(list)
                        : complete(list.kind(), Coverage.ALL));
            }
        }
    }

    /** A backup, one object a file: which kinds and namespaces it was to hold, it does not say. */
    private void fromObjects(List<Coverage> statements) {
        for (ListSeen list : lists) {
            list.namespaces().forEach(ns -> statements.add(lost || list.broken() ? broken(list)
                    : complete(list.kind(), ns.isEmpty() ? Coverage.ALL : ns)));
            statements.add(partial(list.kind(), Coverage.ALL, "a backup may leave out namespaces"));
        }
    }

    private void logs(List<Coverage> statements) {
        Map<String, Boolean> complete = new TreeMap<>();
        runningPods.forEach(pod -> complete.merge(pod.namespace(), loggedPods.contains(pod), Boolean::logicalAnd));
        boolean any = !loggedPods.isEmpty();
        if (any) {
            complete.replaceAll((ns, all) -> all && !lost && !cuts.log(ns));
            complete.forEach((ns, all) -> statements.add(all ? complete("Log", ns)
                    : partial("Log", ns, "logs of some pods only")));
            statements.add(complete.values().stream().allMatch(all -> all) ? complete("Log", Coverage.ALL)
                    : partial("Log", Coverage.ALL, "logs of some pods only"));
        }
    }

    /** A file that by its place holds the objects of a kind in a namespace. */
    private record Folder(String kind, String namespace, String file) {
    }

    private static Coverage complete(String kind, String namespace) {
        return new Coverage(kind, namespace, Coverage.State.COMPLETE, "");
    }

    private Coverage broken(ListSeen list) {
        Optional<String> cut = cuts.in(list.file());
        return cut.isPresent() ? cut(list.kind(), Coverage.ALL, cut.get()) : partial(list.kind(), Coverage.ALL, BROKEN);
    }

    private static Coverage cut(String kind, String namespace, String reason) {
        return new Coverage(kind, namespace, Coverage.State.CUT, reason);
    }

    private static Coverage partial(String kind, String namespace, String reason) {
        return new Coverage(kind, namespace, Coverage.State.PARTIAL, reason);
    }
}
