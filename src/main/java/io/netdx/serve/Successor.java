package io.netdx.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The next version of an object, as it is when it is stored: what may not be changed is as before. */
final class Successor {

    /** Metadata that only the API and the control plane write. */
    private static final List<String> KEPT = List.of("name", "namespace", "uid", "creationTimestamp", "generation", "deletionTimestamp",
            "deletionGracePeriodSeconds", "generateName");

    private Successor() {
    }

    /** @throws ApiException where another version was meant, or this cannot be */
    static Map<String, Object> of(StoredObject old, Map<String, Object> sent, String subresource, ApiResource resource) {
        Newborn.expected(sent, resource);
        meant(old, sent, resource);
        Map<String, Object> before = Held.of(old).shown();
        Map<String, Object> object = switch (subresource) {
            case "", "scale", "resize" -> main(before, sent, resource);
            case "status", "finalize" -> part(before, sent, subresource.equals("status") ? "status" : "spec");
            case "ephemeralcontainers" -> Fields.with(before, Fields.list(sent, "spec", "ephemeralContainers"), "spec", "ephemeralContainers");
            default -> throw ApiException.notFound();
        };
        Map<String, Object> whole = generation(before, Defaults.apply(resource.group(), resource.kind(), object));
        List<String> causes = new ArrayList<>(Validation.causes(resource, whole));
        if (causes.isEmpty()) {
            causes.addAll(Immutable.causes(resource, subresource, before, whole));
        }
        if (!causes.isEmpty()) {
            throw ApiException.invalid(resource, old.name(), causes);
        }
        return unchanged(Held.of(old).source(), before, whole);
    }

    /** What is as before is as the control plane had it, with or without what goes without saying: a template is not another one for that. */
    private static Map<String, Object> unchanged(Map<String, Object> source, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> object = new LinkedHashMap<>(after);
        if (source.containsKey("spec") && Fields.at(before, "spec").equals(after.get("spec"))) {
            object.put("spec", source.get("spec"));
        } else if (!Fields.at(source, "spec", "template").equals("") && Fields.at(before, "spec", "template").equals(Fields.at(after, "spec", "template"))) {
            return Fields.with(object, Fields.at(source, "spec", "template"), "spec", "template");
        }
        return object;
    }

    private static void meant(StoredObject old, Map<String, Object> sent, ApiResource resource) {
        String name = Fields.text(sent, "metadata", "name");
        if (!name.isEmpty() && !name.equals(old.name())) {
            throw ApiException.badRequest("the name of the object (" + name + ") does not match the name on the URL (" + old.name() + ")");
        }
        String namespace = Fields.text(sent, "metadata", "namespace");
        if (!namespace.isEmpty() && !namespace.equals(old.namespace())) {
            throw ApiException.badRequest("the namespace of the object (" + namespace + ") does not match the namespace on the URL (" + old.namespace() + ")");
        }
        Held held = Held.of(old);
        String version = Fields.text(sent, "metadata", "resourceVersion");
        if (!version.isEmpty() && !version.equals(Long.toString(held.changed()))) {
            throw ApiException.conflict(resource, old.name(), "the object has been modified; please apply your changes to the latest version and try again");
        }
        String uid = Fields.text(sent, "metadata", "uid");
        if (!uid.isEmpty() && !uid.equals(held.uid())) {
            throw ApiException.conflict(resource, old.name(), "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + held.uid());
        }
    }

    private static Map<String, Object> main(Map<String, Object> before, Map<String, Object> sent, ApiResource resource) {
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.object(sent, "metadata"));
        List.of("selfLink", "managedFields", "resourceVersion").forEach(metadata::remove);
        for (String field : KEPT) {
            Object value = Fields.object(before, "metadata").get(field);
            if (value == null) {
                metadata.remove(field);
            } else {
                metadata.put(field, value);
            }
        }
        Map<String, Object> object = new LinkedHashMap<>(sent);
        object.put("apiVersion", before.getOrDefault("apiVersion", resource.apiVersion()));
        object.put("kind", resource.kind());
        object.put("metadata", metadata);
        if (KnownResources.of(resource.group(), resource.kind()).isPresent()) {
            object.remove("status");
            if (before.containsKey("status")) {
                object.put("status", before.get("status"));
            }
        }
        return resource.kind().equals("Service") && resource.group().isEmpty() ? allocated(before, object) : object;
    }

    /** A Service keeps the addresses that it was given, where who changes it does not know them. */
    private static Map<String, Object> allocated(Map<String, Object> before, Map<String, Object> after) {
        if (Fields.text(after, "spec", "type").equals("ExternalName")) {
            return after;
        }
        Map<String, Object> spec = new LinkedHashMap<>(Fields.object(after, "spec"));
        for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
            Object value = Fields.at(before, "spec", field);
            if (!value.equals("") && spec.getOrDefault(field, "").equals("")) {
                spec.put(field, value);
            }
        }
        return Fields.with(after, spec, "spec");
    }

    private static Map<String, Object> part(Map<String, Object> before, Map<String, Object> sent, String field) {
        Map<String, Object> object = new LinkedHashMap<>(before);
        object.put(field, Fields.object(sent, field));
        return object;
    }

    /** Counts the changes of what is wanted. */
    private static Map<String, Object> generation(Map<String, Object> before, Map<String, Object> after) {
        Object old = Fields.at(before, "metadata", "generation");
        return Fields.at(before, "spec").equals(Fields.at(after, "spec")) ? after
                : Fields.with(after, old instanceof Number number ? number.longValue() + 1 : 2L, "metadata", "generation");
    }
}
