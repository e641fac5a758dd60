package io.netdx.source.live;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The roles that whoever runs this needs, written from what it asks for: {@code facts/access/clusterroles.yaml}. */
final class AccessRoles {

    private static final String HEAD = """
            # What netdx reads of a running cluster. Written from the table of ApiResource by AccessRolesTest; nothing else is ever asked for.
            # The first role is enough for almost everything. For one namespace, bind it there with a RoleBinding.
            """;
    private static final String PROXY = """
            ---
            # Metrics of CoreDNS and settings of the kubelets. These verbs reach every port of every pod, and the kubelet's own API: only for
            # those who may do that anyway.
            """;
    private static final String SECRETS = """
            ---
            # Names and types of Secrets, for the checks of missing and mistyped ones. netdx asks for a table of names, but no rule can limit a
            # list to them: whoever has this role can read the data with other tools.
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
        rule(proxies, "", LiveCluster.NODE_PROXY + ", " + LiveCluster.POD_PROXY, "get");
        StringBuilder secrets = new StringBuilder();
        rule(secrets, "", ApiResource.SECRETS.plural(), "list");
        return HEAD + role("netdx") + rules + PROXY + role("netdx-proxy") + proxies + SECRETS + role("netdx-secret-names") + secrets;
    }

    private static String role(String name) {
        return "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: " + name + "\nrules:\n";
    }

    private static void rule(StringBuilder rules, String group, String resources, String verb) {
        rules.append("- apiGroups: [").append(group.isEmpty() ? "\"\"" : group).append("]\n  resources: [").append(resources).append("]\n  verbs: [")
                .append(verb).append("]\n");
    }
}
