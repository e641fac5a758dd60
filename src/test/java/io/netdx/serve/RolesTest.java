package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.serve.ControlPlane.Access;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolesTest {

    private static Map<String, Object> role(String kind, String namespace, String name, Map<String, Object> rule) {
        return Map.of("kind", kind, "metadata", Map.of("namespace", namespace, "name", name), "rules", List.of(rule));
    }

    private static Map<String, Object> binding(String kind, String namespace, String roleKind, String role, String subjectKind, String subject) {
        return Map.of("kind", kind, "metadata", Map.of("namespace", namespace, "name", role), "roleRef", Map.of("kind", roleKind, "name", role),
                "subjects", List.of(Map.of("kind", subjectKind, "name", subject)));
    }

    private final Roles roles = Roles.of(List.of(
            role("ClusterRole", "", "view", Map.of("verbs", List.of("get", "list"), "apiGroups", List.of("*"), "resources", List.of("*"))),
            role("Role", "shop", "debug", Map.of("verbs", List.of("create"), "apiGroups", List.of(""), "resources", List.of("pods/exec"))),
            role("Role", "shop", "one", Map.of("verbs", List.of("patch"), "apiGroups", List.of("apps"), "resources", List.of("deployments"),
                    "resourceNames", List.of("web"))),
            binding("ClusterRoleBinding", "", "ClusterRole", "view", "Group", "engineers"),
            binding("RoleBinding", "shop", "Role", "debug", "User", "trainee"),
            binding("RoleBinding", "shop", "Role", "one", "User", "trainee"),
            binding("RoleBinding", "data", "Role", "debug", "User", "somebody")), "trainee", List.of("engineers"));

    @Test
    void judgesByRolesAndBindings() {
        assertThat(roles.allowed(new Access("list", "", "pods", "", "", ""))).isTrue();
        assertThat(roles.allowed(new Access("list", "", "pods", "", "data", ""))).isTrue();
        assertThat(roles.allowed(new Access("create", "", "pods", "exec", "shop", "web-1"))).isTrue();
        assertThat(roles.allowed(new Access("create", "", "pods", "exec", "data", "db-0"))).isFalse();
        assertThat(roles.allowed(new Access("create", "", "pods", "", "shop", ""))).isFalse();
        assertThat(roles.allowed(new Access("patch", "apps", "deployments", "", "shop", "web"))).isTrue();
        assertThat(roles.allowed(new Access("patch", "apps", "deployments", "", "shop", "api"))).isFalse();
        assertThat(roles.rules("shop")).hasSize(3);
    }
}
