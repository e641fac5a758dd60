package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Questions about what one may do: to read everything, and nothing else. */
final class Reviews {

    static final List<ApiResource> RESOURCES = List.of(
            new ApiResource("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews", List.of(), List.of(), false),
            new ApiResource("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", List.of(), List.of(), false),
            new ApiResource("authorization.k8s.io", "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", List.of(), List.of(), false));

    private static final Set<String> READ = Set.of("get", "list", "watch");

    private Reviews() {
    }

    /** Empty where the request is none of these. */
    static Optional<Answer> answer(Request request, String group, String version, List<String> rest) {
        Optional<ApiResource> review = RESOURCES.stream()
                .filter(r -> r.group().equals(group) && r.version().equals(version) && rest.size() == 1 && rest.get(0).equals(r.plural())).findFirst();
        if (review.isEmpty()) {
            return Optional.empty();
        }
        if (!request.method().equals("POST")) {
            throw ApiException.notFound();
        }
        Tree spec = ReviewBody.spec(request.body());
        Map<String, Object> answer = Json.object("kind", review.get().kind(), "apiVersion", review.get().apiVersion(), "metadata", Map.of());
        switch (review.get().kind()) {
            case "SelfSubjectReview" -> answer.put("status", Json.object("userInfo", Json.object("username", "netdx:snapshot-reader",
                    "groups", List.of("system:authenticated"))));
            case "SelfSubjectRulesReview" -> answer.put("status", Json.object("resourceRules", List.of(Json.object("verbs", List.copyOf(new java.util.TreeSet<>(READ)),
                    "apiGroups", List.of("*"), "resources", List.of("*"))), "nonResourceRules", List.of(Json.object("verbs", List.of("get"),
                    "nonResourceURLs", List.of("*"))), "incomplete", false));
            default -> access(spec, answer);
        }
        return Optional.of(Answer.Whole.json(201, answer));
    }

    private static void access(Tree spec, Map<String, Object> answer) {
        Tree asked = spec.at("resourceAttributes");
        boolean path = spec.at("nonResourceAttributes").present();
        String verb = path ? spec.at("nonResourceAttributes").text("verb") : asked.text("verb");
        String sub = asked.text("subresource");
        boolean allowed = READ.contains(verb) && (sub.isEmpty() || sub.equals("log") || sub.equals("status") || sub.equals("scale"));
        answer.put("spec", Json.object(path ? "nonResourceAttributes" : "resourceAttributes", attributes(path ? spec.at("nonResourceAttributes") : asked)));
        answer.put("status", allowed ? Json.object("allowed", true, "reason", "a snapshot may be read")
                : Json.object("allowed", false, "denied", true, "reason", "a snapshot is read-only"));
    }

    private static Map<String, String> attributes(Tree attributes) {
        Map<String, String> all = new java.util.TreeMap<>();
        attributes.fields().forEach((name, value) -> {
            if (value.type() == Tree.Type.SCALAR) {
                all.put(name, value.text());
            }
        });
        return all;
    }
}
