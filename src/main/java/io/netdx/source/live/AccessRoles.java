package io.netdx.source.live;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The roles that whoever runs this needs, written from what it asks for: {@code facts/access/clusterroles.yaml} and {@code proberole.yaml}. */
final class AccessRoles {

    private static final String HEAD = """
            # What netdx reads of a running cluster. Written from the table of ApiResource by AccessRolesTest; nothing else is ever asked for.
            # The first role is enough for almost everything. For one namespace, bind it there with a RoleBinding.
            """;
    private static final String PROXY = """
            ---
            # Metrics of CoreDNS, and with --prometheus NAMESPACE/SERVICE that Service. These verbs reach every port of every pod and Service: only for
            # those who may do that anyway.
            """;
    private static final String KUBELETS = """
            ---
            # What kubelets know: their settings, figures of the node (/stats/summary) and of its interfaces and containers (/metrics/cadvisor). The API
            # server has no smaller right on the way to them, and who has this one may use the kubelet's whole API, running commands in every pod of the
            # node included: only for those who may do that anyway. Without it these are unknown, and all else is as ever.
            """;
    private static final String SECRETS = """
            ---
            # Names and types of Secrets, for the checks of missing and mistyped ones. netdx asks for a table of names, but no rule can limit a
            # list to them: whoever has this role can read the data with other tools.
            """;

    private static final String PROBES = """
            # What netdx diagnose --probe and netdx probe clean need besides reading, in the namespace of the probes: bind it there with a RoleBinding.
            # Written by AccessRolesTest.
            """;

    private AccessRoles() {
    }

    static String yaml() {
        Map<String, SortedSet<String>> byGroup = new TreeMap<>();
        for (ApiResource resource : ApiResource.ALL) {
            for (String api : resource.apis()) {
                if (resource != ApiResource.SECRETS) {
                    byGroup.computeIfAbsent(ApiResource.group(api), group -> new TreeSet<>()).add(resource.plural());
                }
            }
        }
        StringBuilder rules = new StringBuilder();
        byGroup.forEach((group, plurals) -> rule(rules, group, String.join(", ", plurals), "list"));
        rule(rules, "", LiveCluster.LOGS, "get");
        rules.append("- nonResourceURLs: [/version, /apis]\n  verbs: [get]\n");
        StringBuilder proxies = new StringBuilder();
        rule(proxies, "", LiveCluster.POD_PROXY + ", " + Prometheus.PROXY, "get");
        StringBuilder kubelets = new StringBuilder();
        rule(kubelets, "", LiveCluster.NODE_PROXY, "get");
        StringBuilder secrets = new StringBuilder();
        rule(secrets, "", ApiResource.SECRETS.plural(), "list");
        return HEAD + role("netdx") + rules + PROXY + role("netdx-proxy") + proxies + KUBELETS + role("netdx-kubelets") + kubelets + SECRETS + role("netdx-secret-names") + secrets;
    }

    /** What {@code --probe} needs in the namespace of its pods, beside reading. */
    static String probes() {
        StringBuilder rules = new StringBuilder();
        rule(rules, "", "pods", "create, get, list, delete");
        rule(rules, "", LiveCluster.LOGS, "get");
        return PROBES + role("Role", "netdx-probe") + rules;
    }

    private static String role(String name) {
        return role("ClusterRole", name);
    }

    private static String role(String kind, String name) {
        return "apiVersion: rbac.authorization.k8s.io/v1\nkind: " + kind + "\nmetadata:\n  name: " + name + "\nrules:\n";
    }

    private static void rule(StringBuilder rules, String group, String resources, String verb) {
        rules.append("- apiGroups: [").append(group.isEmpty() ? "\"\"" : group).append("]\n  resources: [").append(resources).append("]\n  verbs: [")
                .append(verb).append("]\n");
    }
}
