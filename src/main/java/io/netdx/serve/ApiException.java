package io.netdx.serve;

import io.netdx.fact.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A request that fails, as the API server would say it. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int code;
    private final String reason;
    private final transient Map<String, Object> details;

    private ApiException(int code, String reason, String message, Map<String, Object> details) {
        super(Plain.line(message));
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message, Map.of());
    }

    static ApiException unauthorized() {
        return new ApiException(401, "Unauthorized", "Unauthorized: use the kubeconfig that netdx serve wrote", Map.of());
    }

    static ApiException notFound() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource", Map.of());
    }

    /** @param why what the snapshot does not know, or empty */
    static ApiException notFound(ApiResource resource, String name, String why) {
        return new ApiException(404, "NotFound", resource.qualified() + " \"" + name + "\" not found" + (why.isEmpty() ? "" : ": " + why),
                details(resource, name));
    }

    static ApiException notFound(String message) {
        return new ApiException(404, "NotFound", message, Map.of());
    }

    static ApiException readOnly() {
        return new ApiException(405, "MethodNotAllowed", "this is a read-only snapshot served by netdx: nothing in it can be created, changed,"
                + " deleted or entered", Map.of());
    }

    static ApiException notAcceptable() {
        return new ApiException(406, "NotAcceptable", "only JSON is served, also as Table or PartialObjectMetadata", Map.of());
    }

    static ApiException expired(String message) {
        return new ApiException(410, "Expired", message, Map.of());
    }

    static ApiException unsupportedBody() {
        return new ApiException(415, "UnsupportedMediaType", "the body must be JSON", Map.of());
    }

    /** In the words of an RBAC authoriser. */
    static ApiException forbidden(String user, ControlPlane.Access access, String qualified) {
        String resource = access.resource() + (access.subresource().isEmpty() ? "" : "/" + access.subresource());
        return new ApiException(403, "Forbidden", qualified + (access.name().isEmpty() ? "" : " \"" + access.name() + "\"") + " is forbidden: User \""
                + user + "\" cannot " + access.verb() + " resource \"" + resource + "\" in API group \"" + access.group() + "\" "
                + (access.namespace().isEmpty() ? "at the cluster scope" : "in the namespace \"" + access.namespace() + "\""),
                Json.object("name", access.name(), "group", access.group(), "kind", access.resource()));
    }

    static ApiException refused(ControlPlane.Refused refused) {
        return new ApiException(refused.code(), refused.reason(), String.valueOf(refused.getMessage()), Map.of());
    }

    static ApiException exists(ApiResource resource, String name) {
        return new ApiException(409, "AlreadyExists", resource.qualified() + " \"" + name + "\" already exists", details(resource, name));
    }

    static ApiException conflict(ApiResource resource, String name, String why) {
        return new ApiException(409, "Conflict", "Operation cannot be fulfilled on " + resource.qualified() + " \"" + name + "\": " + why,
                details(resource, name));
    }

    /** @param causes field and what is wrong with it, in turn */
    static ApiException invalid(ApiResource resource, String name, List<String> causes) {
        List<Object> all = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < causes.size(); i += 2) {
            all.add(Json.object("reason", "FieldValueInvalid", "message", Plain.line(causes.get(i + 1)), "field", Plain.line(causes.get(i))));
            text.append(text.isEmpty() ? "" : ", ").append(causes.get(i)).append(": ").append(causes.get(i + 1));
        }
        Map<String, Object> details = Json.object("name", Plain.line(name), "group", resource.group(), "kind", resource.kind(), "causes", all);
        String shown = causes.size() > 2 ? "[" + text + "]" : text.toString();
        return new ApiException(422, "Invalid", resource.kind() + (resource.group().isEmpty() ? "" : "." + resource.group()) + " \"" + name
                + "\" is invalid: " + shown, details);
    }

    static ApiException unprocessable(String message) {
        return new ApiException(422, "Invalid", message, Map.of());
    }

    static ApiException namespaceEnds(ApiResource resource, String name, String namespace) {
        return new ApiException(403, "Forbidden", resource.qualified() + " \"" + name + "\" is forbidden: unable to create new content in namespace "
                + namespace + " because it is being terminated", details(resource, name));
    }

    static ApiException unsupportedPatch(String message) {
        return new ApiException(415, "UnsupportedMediaType", message, Map.of());
    }

    static ApiException methodNotAllowed(String message) {
        return new ApiException(405, "MethodNotAllowed", message, Map.of());
    }

    static ApiException tooLarge(int most) {
        return new ApiException(413, "RequestEntityTooLarge", "Request entity too large: limit is " + most, Map.of());
    }

    private static Map<String, Object> details(ApiResource resource, String name) {
        return Json.object("name", Plain.line(name), "group", resource.group(), "kind", resource.plural());
    }

    int code() {
        return code;
    }

    Map<String, Object> status() {
        return Json.object("kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Failure", "message", getMessage(),
                "reason", reason, "details", details, "code", code);
    }
}
