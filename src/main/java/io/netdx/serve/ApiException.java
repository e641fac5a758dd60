package io.netdx.serve;

import io.netdx.fact.Plain;
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
                Json.object("name", Plain.line(name), "group", resource.group(), "kind", resource.plural()));
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

    int code() {
        return code;
    }

    Map<String, Object> status() {
        return Json.object("kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Failure", "message", getMessage(),
                "reason", reason, "details", details, "code", code);
    }
}
