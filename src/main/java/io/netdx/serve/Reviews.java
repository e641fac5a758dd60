package io.netdx.serve;

import io.netdx.source.decode.Tree;
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
        Tree spec = ReviewBody.spec(request.body());
        Map<String, Object> answer = Json.object("kind", review.get().kind(), "apiVersion", review.get().apiVersion(), "metadata", Map.of());
        switch (review.get().kind()) {
            case "SelfSubjectReview" -> answer.put("status", Json.object("userInfo", Json.object("username", rights.user(),
                    "groups", List.of("system:authenticated"))));
            case "SelfSubjectRulesReview" -> answer.put("status", Json.object("resourceRules", rights.rules(spec.text("namespace")).stream().map(Reviews::rule).toList(),
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

    private void access(Tree spec, Map<String, Object> answer) {
        Tree asked = spec.at("resourceAttributes");
        boolean path = spec.at("nonResourceAttributes").present();
        boolean allowed = path ? spec.at("nonResourceAttributes").text("verb").equals("get") : rights.allowed(new ControlPlane.Access(asked.text("verb"),
                asked.text("group"), asked.text("resource"), asked.text("subresource"), asked.text("namespace"), asked.text("name")));
        answer.put("spec", Json.object(path ? "nonResourceAttributes" : "resourceAttributes", attributes(path ? spec.at("nonResourceAttributes") : asked)));
        answer.put("status", rights.verdict(allowed));
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
