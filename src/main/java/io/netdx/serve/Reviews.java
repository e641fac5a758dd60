package io.netdx.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about what one may do. */
final class Reviews {

    static final List<ApiResource> RESOURCES = List.of(
            new ApiResource("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews", List.of(), List.of(), false),
            new ApiResource("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", List.of(), List.of(), false),
            new ApiResource("authorization.k8s.io", "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", List.of(), List.of(), false));

    private final Rights rights;

    Reviews(Rights rights) {
        this.rights = rights;
    }

    /** Empty where the request is none of these. */
    Optional<Answer> answer(Request request, Route route) {
        Optional<ApiResource> review = RESOURCES.stream().filter(r -> r.group().equals(route.group()) && r.version().equals(route.version())
                && route.plural().equals(r.plural()) && route.name().isEmpty()).findFirst();
        if (review.isEmpty()) {
            return Optional.empty();
        }
        if (!request.method().equals("POST")) {
            throw ApiException.notFound();
        }
        Map<String, Object> spec = Fields.object(Body.object(request), "spec");
        Map<String, Object> answer = Json.object("kind", review.get().kind(), "apiVersion", review.get().apiVersion(), "metadata", Map.of());
        switch (review.get().kind()) {
            case "SelfSubjectReview" -> answer.put("status", Json.object("userInfo", Json.object("username", rights.user(),
                    "groups", List.of("system:authenticated"))));
            case "SelfSubjectRulesReview" -> answer.put("status", Json.object(
                    "resourceRules", rights.rules(Fields.text(spec, "namespace")).stream().map(Reviews::rule).toList(),
                    "nonResourceRules", List.of(Json.object("verbs", List.of("get"), "nonResourceURLs", List.of("*"))), "incomplete", false));
            default -> access(spec, answer);
        }
        return Optional.of(Answer.Whole.json(201, answer));
    }

    private static Map<String, Object> rule(ControlPlane.Rule rule) {
        Map<String, Object> shown = Json.object("verbs", rule.verbs(), "apiGroups", rule.groups(), "resources", rule.resources());
        if (!rule.names().isEmpty()) {
            shown.put("resourceNames", rule.names());
        }
        return shown;
    }

    private void access(Map<String, Object> spec, Map<String, Object> answer) {
        Map<String, Object> asked = Fields.object(spec, "resourceAttributes");
        boolean path = spec.containsKey("nonResourceAttributes");
        boolean allowed = path ? Fields.text(spec, "nonResourceAttributes", "verb").equals("get")
                : rights.allowed(new ControlPlane.Access(Fields.text(asked, "verb"), Fields.text(asked, "group"), Fields.text(asked, "resource"),
                        Fields.text(asked, "subresource"), Fields.text(asked, "namespace"), Fields.text(asked, "name")));
        answer.put("spec", path ? Json.object("nonResourceAttributes", spec.get("nonResourceAttributes")) : Json.object("resourceAttributes", asked));
        answer.put("status", rights.verdict(allowed));
    }
}
