package io.netdx.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An object that somebody wants to be there, as it is when it is stored: named, checked, with what goes without saying. */
final class Newborn {

    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private Newborn() {
    }

    /** @throws ApiException where it cannot be */
    static Map<String, Object> of(Map<String, Object> sent, Route route, ApiResource resource, Revision now) {
        expected(sent, resource);
        String namespace = Fields.text(sent, "metadata", "namespace");
        if (!namespace.isEmpty() && resource.namespaced() && !namespace.equals(route.namespace())) {
            throw ApiException.badRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
        if (resource.namespaced() && route.namespace().isEmpty()) {
            throw ApiException.methodNotAllowed("the server does not allow this method on the requested resource");
        }
        if (!Fields.text(sent, "metadata", "resourceVersion").isEmpty()) {
            throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
        }
        String seed = resource.qualified() + "/" + route.namespace() + "/" + now.resourceVersion();
        String name = name(sent, resource, seed);
        living(resource, route.namespace(), name, now);
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.object(sent, "metadata"));
        List.of("selfLink", "managedFields", "deletionTimestamp", "deletionGracePeriodSeconds").forEach(metadata::remove);
        metadata.put("name", name);
        if (resource.namespaced()) {
            metadata.put("namespace", route.namespace());
        }
        // the same run makes the same names
        metadata.put("uid", UUID.nameUUIDFromBytes((seed + "/" + name).getBytes(StandardCharsets.UTF_8)).toString());
        metadata.put("creationTimestamp", now.state().now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
        Map<String, Object> object = new LinkedHashMap<>(Json.object("apiVersion", resource.apiVersion(), "kind", resource.kind(), "metadata", metadata));
        sent.forEach(object::putIfAbsent);
        if (object.containsKey("spec")) {
            metadata.put("generation", 1L);
        }
        if (KnownResources.of(resource.group(), resource.kind()).isPresent()) {
            object.remove("status");
        }
        Map<String, Object> whole = Defaults.apply(resource.group(), resource.kind(), object);
        List<String> causes = new ArrayList<>(Names.name(resource, name));
        causes.addAll(Validation.causes(resource, whole));
        if (!causes.isEmpty()) {
            throw ApiException.invalid(resource, name, causes);
        }
        return whole;
    }

    /** @throws ApiException where it is of another kind than where it was sent to */
    static void expected(Map<String, Object> sent, ApiResource resource) {
        String version = Fields.text(sent, "apiVersion");
        String kind = Fields.text(sent, "kind");
        if (kind.isEmpty() && version.isEmpty()) {
            return;
        }
        if (!kind.equals(resource.kind())) {
            throw ApiException.badRequest(kind + " in version \"" + version + "\" cannot be handled as a " + resource.kind());
        }
        if (!version.equals(resource.apiVersion())) {
            throw ApiException.badRequest("the API version in the data (" + version + ") does not match the expected API version (" + resource.apiVersion() + ")");
        }
    }

    private static String name(Map<String, Object> sent, ApiResource resource, String seed) {
        String name = Fields.text(sent, "metadata", "name");
        String prefix = Fields.text(sent, "metadata", "generateName");
        if (!name.isEmpty()) {
            return name;
        }
        if (prefix.isEmpty()) {
            throw ApiException.invalid(resource, "", List.of("metadata.name", "Required value: name or generateName is required"));
        }
        StringBuilder suffix = new StringBuilder();
        for (byte b : UUID.nameUUIDFromBytes((seed + "/" + prefix).getBytes(StandardCharsets.UTF_8)).toString().substring(0, 5).getBytes(StandardCharsets.US_ASCII)) {
            suffix.append(LETTERS.charAt(b % LETTERS.length()));
        }
        return prefix + suffix;
    }

    private static void living(ApiResource resource, String namespace, String name, Revision now) {
        if (!resource.namespaced()) {
            return;
        }
        ApiResource namespaces = now.resources().find("", "v1", "namespaces").orElseThrow(ApiException::notFound);
        Optional<StoredObject> there = now.object(namespaces, "", namespace);
        if (there.isEmpty()) {
            throw ApiException.notFound(namespaces, namespace, "");
        }
        if (there.get().tree().at("metadata").at("deletionTimestamp").present()) {
            throw ApiException.namespaceEnds(resource, name, namespace);
        }
    }
}
