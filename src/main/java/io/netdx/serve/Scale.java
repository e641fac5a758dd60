package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.util.List;
import java.util.Map;

/** The subresource {@code scale} of workloads: how many replicas, and nothing else. */
final class Scale {

    private Scale() {
    }

    /** @throws ApiException where it has no replicas */
    static Map<String, Object> of(StoredObject workload) {
        Tree tree = workload.tree();
        Tree spec = tree.at("spec");
        if (!spec.at("replicas").present()) {
            throw ApiException.notFound();
        }
        StringBuilder selector = new StringBuilder();
        spec.at("selector").map("matchLabels").forEach((key, value) -> selector.append(selector.isEmpty() ? "" : ",").append(key).append('=').append(value));
        Map<String, Object> metadata = Json.object("name", workload.name(), "namespace", workload.namespace());
        for (String field : List.of("uid", "resourceVersion", "creationTimestamp")) {
            if (tree.at("metadata").at(field).present()) {
                metadata.put(field, tree.at("metadata").text(field));
            }
        }
        return Json.object("kind", "Scale", "apiVersion", "autoscaling/v1", "metadata", metadata,
                "spec", Json.object("replicas", (long) spec.number("replicas")),
                "status", Json.object("replicas", (long) tree.at("status").number("replicas"), "selector", selector.toString()));
    }

    /** @throws ApiException where they are no number of replicas */
    static long replicas(ApiResource resource, Map<String, Object> scale) {
        Object replicas = Fields.at(scale, "spec", "replicas");
        if (replicas instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number;
        }
        throw ApiException.invalid(resource, Fields.text(scale, "metadata", "name"), List.of("spec.replicas",
                "Invalid value: " + (replicas.equals("") ? 0 : replicas) + ": must be greater than or equal to 0"));
    }
}
