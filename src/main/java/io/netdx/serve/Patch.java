package io.netdx.serve;

import io.netdx.serve.patch.JsonPatch;
import io.netdx.serve.patch.MergePatch;
import io.netdx.serve.patch.PatchException;
import io.netdx.serve.patch.StrategicPatch;
import java.util.List;
import java.util.Map;

/**
 * A patch of a request. Server-side apply knows no conflicts: whoever applies owns what is applied.
 *
 * @param content a list of operations, or fields
 * @param owner   who applies
 */
record Patch(Type type, Object content, String owner) {

    enum Type {
        JSON("application/json-patch+json"), MERGE("application/merge-patch+json"), STRATEGIC("application/strategic-merge-patch+json"),
        APPLY("application/apply-patch+yaml");

        private final String media;

        Type(String media) {
            this.media = media;
        }
    }

    /** @throws ApiException where it is none that this resource takes */
    static Patch of(Request request, ApiResource resource) {
        String media = request.type().replaceFirst(";.*", "").strip();
        boolean known = KnownResources.of(resource.group(), resource.kind()).isPresent();
        for (Type type : Type.values()) {
            if (type.media.equals(media) && (known || type != Type.STRATEGIC)) {
                Object content = type == Type.JSON ? Json.values(request.body()) : Body.values(request);
                if (type == Type.JSON && !(content instanceof List<?>)) {
                    throw ApiException.badRequest("a JSON patch is a list of operations");
                }
                return new Patch(type, content, request.parameter("fieldManager"));
            }
        }
        throw ApiException.unsupportedPatch("the body of the request was in an unknown format - accepted media types include: application/json-patch+json, "
                + "application/merge-patch+json, " + (known ? "application/strategic-merge-patch+json, " : "") + "application/apply-patch+yaml");
    }

    /** Whether it makes the object where there is none, and is remembered. */
    boolean applies() {
        return type == Type.APPLY;
    }

    /** What is applied to a name. */
    Map<String, Object> named(String name) {
        Map<String, Object> object = Body.whole(fields());
        return Fields.text(object, "metadata", "name").isEmpty() ? Fields.with(object, name, "metadata", "name") : object;
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> fields() {
        return (Map<String, Object>) content;
    }

    /**
     * The patched object.
     *
     * @param before what the owner applied last, or empty
     * @throws ApiException where it does not fit the object
     */
    @SuppressWarnings("unchecked")
    Map<String, Object> apply(Map<String, Object> object, Map<String, Object> before) {
        try {
            return Body.whole(switch (type) {
                case JSON -> JsonPatch.apply(object, (List<Object>) content);
                case MERGE -> MergePatch.apply(object, fields());
                case STRATEGIC -> StrategicPatch.apply(object, fields());
                case APPLY -> StrategicPatch.applyAll(object, before, fields());
            });
        } catch (PatchException e) {
            throw e.unfit() ? ApiException.unprocessable("the server rejected our request due to an error in our request: " + e.getMessage())
                    : ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
