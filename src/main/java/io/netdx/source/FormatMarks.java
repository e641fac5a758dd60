package io.netdx.source;

import io.netdx.source.decode.ListSeen;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What produced a snapshot, told from marks that the paths of its files and their content leave. */
final class FormatMarks {

    /** {@code resources/pods/namespaces/shop/cart-0.json}, {@code resources/nodes/v1-preferredversion/cluster/worker-1.json}. */
    private static final Pattern VELERO = Pattern.compile("/resources/[a-z0-9.-]+/(v[a-z0-9]+-preferredversion/)?(cluster|namespaces/[^/]+)/[^/]+\\.json$");
    private static final Pattern SYSDUMP = Pattern.compile("/(k8s|cilium)[a-z-]*-\\d{8}-\\d{6}\\.(yaml|json|txt)$");

    private final Set<Format> marks = EnumSet.noneOf(Format.class);

    void path(String path, Layout.Role role) {
        String p = "/" + path;
        if (p.contains("/cluster-resources/")) {
            marks.add(Format.TROUBLESHOOT);
        } else if (p.endsWith("/cilium-sysdump.log") || (p.contains("/k8s") || p.contains("/cilium")) && SYSDUMP.matcher(p).find()) {
            marks.add(Format.CILIUM_SYSDUMP);
        } else if ((p.endsWith("/insights-operator/gathers.json") || p.contains("/config/clusteroperator/")) && !p.contains("!/")) {
            marks.add(Format.INSIGHTS);
        } else if (p.contains("/cluster-scoped-resources/") || p.contains("/event-filter.html")) {
            marks.add(Format.MUST_GATHER);
        } else if (p.contains("/resources/ns/") || p.endsWith("/servergroups.json")) {
            marks.add(Format.SONOBUOY);
        } else if (p.contains("/resources/") && VELERO.matcher(p).find()) {
            marks.add(Format.VELERO);
        } else if (p.endsWith("/kind-version.txt")) {
            marks.add(Format.KIND_LOGS);
        } else if (role instanceof Layout.HostFile || role instanceof Layout.NodeLog && p.contains("/nodes/")) {
            marks.add(Format.LAB);
        } else if (p.endsWith("/replication-controllers.json") || p.endsWith("/replication-controllers.yaml")) {
            marks.add(Format.CLUSTER_INFO_DUMP);
        }
    }

    void add(Format format) {
        marks.add(format);
    }

    /** @param lists every list that was read */
    Format format(List<ListSeen> lists) {
        for (Format format : List.of(Format.CASE, Format.COLLECTION, Format.TROUBLESHOOT, Format.CILIUM_SYSDUMP, Format.INSIGHTS, Format.MUST_GATHER,
                Format.SONOBUOY, Format.VELERO, Format.KIND_LOGS)) {
            if (marks.contains(format)) {
                return format;
            }
        }
        boolean topLists = lists.stream().anyMatch(l -> !l.single() && !l.file().contains("cluster-info-dump/"));
        if (marks.contains(Format.CLUSTER_INFO_DUMP) && !(topLists && marks.contains(Format.LAB))) {
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
}
