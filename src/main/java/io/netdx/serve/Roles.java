package io.netdx.serve;

import io.netdx.serve.ControlPlane.Access;
import io.netdx.serve.ControlPlane.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user may do by the roles and bindings among the objects of a cluster, as the API server's RBAC authoriser judges
 * (kubernetes.io/docs/reference/access-authn-authz/rbac). A control plane may answer by it.
 */
public final class Roles {

    /** By namespace; those of cluster role bindings by the empty text. */
    private final Map<String, List<Rule>> rules = new HashMap<>();

    private Roles() {
    }

    /**
     * Reads the bindings of a user.
     *
     * @param groups of the user, {@code system:authenticated} among them
     */
    public static Roles of(List<Map<String, Object>> objects, String user, List<String> groups) {
        Map<String, List<Rule>> known = new HashMap<>();
        for (Map<String, Object> object : objects) {
            String kind = Fields.text(object, "kind");
            if (kind.equals("Role") || kind.equals("ClusterRole")) {
                known.put(key(kind, Fields.text(object, "metadata", "namespace"), Fields.text(object, "metadata", "name")),
                        Fields.objects(object, "rules").stream().map(Roles::rule).toList());
            }
        }
        Roles roles = new Roles();
        for (Map<String, Object> object : objects) {
            String kind = Fields.text(object, "kind");
            boolean everywhere = kind.equals("ClusterRoleBinding");
            if ((everywhere || kind.equals("RoleBinding")) && Fields.objects(object, "subjects").stream().anyMatch(s -> is(s, user, groups))) {
                String namespace = everywhere ? "" : Fields.text(object, "metadata", "namespace");
                roles.rules.computeIfAbsent(namespace, n -> new ArrayList<>()).addAll(known.getOrDefault(
                        key(Fields.text(object, "roleRef", "kind"), namespace, Fields.text(object, "roleRef", "name")), List.of()));
            }
        }
        return roles;
    }

    private static String key(String kind, String namespace, String name) {
        return kind.equals("ClusterRole") ? kind + "//" + name : kind + "/" + namespace + "/" + name;
    }

    private static Rule rule(Map<String, Object> rule) {
        return new Rule(texts(rule, "verbs"), texts(rule, "apiGroups"), texts(rule, "resources"), texts(rule, "resourceNames"));
    }

    private static List<String> texts(Map<String, Object> rule, String field) {
        return Fields.list(rule, field).stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }

    private static boolean is(Map<String, Object> subject, String user, List<String> groups) {
        String name = Fields.text(subject, "name");
        return switch (Fields.text(subject, "kind")) {
            case "User" -> name.equals(user);
            case "Group" -> groups.contains(name);
            case "ServiceAccount" -> user.equals("system:serviceaccount:" + Fields.text(subject, "namespace") + ":" + name);
            default -> false;
        };
    }

    /** What may be done in a namespace; in all of them, where it is empty. */
    public List<Rule> rules(String namespace) {
        List<Rule> all = new ArrayList<>(rules.getOrDefault("", List.of()));
        if (!namespace.isEmpty()) {
            all.addAll(rules.getOrDefault(namespace, List.of()));
        }
        return all;
    }

    public boolean allowed(Access access) {
        String resource = access.resource() + (access.subresource().isEmpty() ? "" : "/" + access.subresource());
        return rules(access.namespace()).stream().anyMatch(rule -> has(rule.verbs(), access.verb()) && has(rule.groups(), access.group())
                && (has(rule.resources(), resource) || !access.subresource().isEmpty() && rule.resources().contains("*/" + access.subresource()))
                && (rule.names().isEmpty() || !access.name().isEmpty() && rule.names().contains(access.name())));
    }

    private static boolean has(List<String> given, String asked) {
        return given.contains("*") || given.contains(asked);
    }
}
