package io.netdx.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What may not be changed once it is there, in the words of the API server's own validation. */
final class Immutable {

    private static final String POD = "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
            + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set"
            + " to 1 if it was previously negative)";
    private static final String STATEFUL_SET = "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy',"
            + " 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
    private static final Set<String> STATEFUL_SET_FREE = Set.of("replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy", "minReadySeconds");

    private Immutable() {
    }

    /** The causes of a refusal: field and words in turn. */
    static List<String> causes(ApiResource resource, String subresource, Map<String, Object> before, Map<String, Object> after) {
        return switch (resource.kind()) {
            case "Pod" -> subresource.equals("ephemeralcontainers") ? ephemeral(before, after) : subresource.isEmpty() ? pod(before, after) : List.of();
            case "Deployment", "ReplicaSet", "DaemonSet" -> same(before, after, "field is immutable", "spec", "selector");
            case "StatefulSet" -> rest(before, STATEFUL_SET_FREE).equals(rest(after, STATEFUL_SET_FREE)) ? List.of() : List.of("spec", STATEFUL_SET);
            case "Job" -> {
                List<String> causes = new ArrayList<>(same(before, after, "field is immutable", "spec", "selector"));
                causes.addAll(same(before, after, "field is immutable", "spec", "template"));
                yield causes;
            }
            case "Service" -> Fields.text(before, "spec", "clusterIP").isEmpty() || Fields.text(after, "spec", "type").equals("ExternalName")
                    ? List.of() : same(before, after, "may not change once set", "spec", "clusterIP");
            case "RoleBinding", "ClusterRoleBinding" -> same(before, after, "cannot change roleRef", "roleRef");
            case "ConfigMap", "Secret" -> frozen(before, after);
            case "IngressClass" -> same(before, after, "field is immutable", "spec", "controller");
            default -> List.of();
        };
    }

    private static List<String> same(Map<String, Object> before, Map<String, Object> after, String words, String... path) {
        Object now = Fields.at(after, path);
        return Fields.at(before, path).equals(now) ? List.of() : List.of(String.join(".", path), "Invalid value: " + shown(now) + ": " + words);
    }

    static String shown(Object value) {
        return new String(Json.bytes(value), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Map<String, Object> rest(Map<String, Object> object, Set<String> free) {
        Map<String, Object> rest = new LinkedHashMap<>(Fields.object(object, "spec"));
        rest.keySet().removeAll(free);
        return rest;
    }

    private static List<String> pod(Map<String, Object> before, Map<String, Object> after) {
        List<Object> added = Fields.list(after, "spec", "tolerations");
        boolean kept = added.containsAll(Fields.list(before, "spec", "tolerations"));
        return kept && fixed(before).equals(fixed(after)) ? List.of() : List.of("spec", POD);
    }

    private static Map<String, Object> fixed(Map<String, Object> pod) {
        Map<String, Object> spec = rest(pod, Set.of("activeDeadlineSeconds", "tolerations"));
        for (String field : List.of("containers", "initContainers")) {
            spec.put(field, Fields.objects(spec, field).stream().map(c -> Fields.without(c, "image")).toList());
        }
        return spec;
    }

    private static List<String> ephemeral(Map<String, Object> before, Map<String, Object> after) {
        List<Object> now = Fields.list(after, "spec", "ephemeralContainers");
        for (Map<String, Object> old : Fields.objects(before, "spec", "ephemeralContainers")) {
            if (!now.contains(old)) {
                return List.of("spec.ephemeralContainers", "Forbidden: existing ephemeral containers \"" + Fields.text(old, "name")
                        + "\" may not be removed or changed");
            }
        }
        return List.of();
    }

    private static List<String> frozen(Map<String, Object> before, Map<String, Object> after) {
        if (!Boolean.TRUE.equals(before.get("immutable"))) {
            return same(before, after, "field is immutable", "type");
        }
        boolean same = Fields.at(before, "data").equals(Fields.at(after, "data")) && Fields.at(before, "binaryData").equals(Fields.at(after, "binaryData"));
        return same && Boolean.TRUE.equals(after.get("immutable")) ? List.of() : List.of("data", "Forbidden: field is immutable when `immutable` is set");
    }
}
