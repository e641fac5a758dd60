package io.netdx.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Schemas that hold names and types of the fields of core kinds and nothing else: valid, so that clients that insist go on. */
final class OpenApi {

    private static final String NOTE = "What the fields mean is not known here; ask a cluster, or kubernetes.io/docs/reference.";
    private static final String MESSAGE = "io.k8s.api.";

    private static final String PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    /** {@code swagger: "2.0", info: {title: "netdx"}} */
    private static final byte[] DOCUMENT = {0x0a, 3, '2', '.', '0', 0x12, 7, 0x0a, 5, 'n', 'e', 't', 'd', 'x'};

    private final Resources resources;

    OpenApi(Resources resources) {
        this.resources = resources;
    }

    Answer answer(Request request) {
        List<String> path = request.path();
        if (path.size() == 2 && path.get(1).equals("v2")) {
            if (request.accept().contains("protobuf")) {
                return Answer.Whole.text(PROTOBUF, DOCUMENT);
            }
            return Answer.Whole.json(200, Json.object("swagger", "2.0", "info", info(), "paths", Map.of(), "definitions", Map.of()));
        }
        if (path.size() == 2 && path.get(1).equals("v3")) {
            Map<String, Object> paths = new TreeMap<>();
            for (ApiResource r : resources.all()) {
                String at = r.group().isEmpty() ? "api/" + r.version() : "apis/" + r.group() + "/" + r.version();
                paths.put(at, Json.object("serverRelativeURL", "/openapi/v3/" + at));
            }
            return Answer.Whole.json(200, Json.object("paths", paths));
        }
        if (path.size() > 3 && path.get(1).equals("v3")) {
            boolean core = path.get(2).equals("api");
            String group = core ? "" : path.get(3);
            String version = core ? path.get(3) : path.size() > 4 ? path.get(4) : "";
            List<ApiResource> resources = new ArrayList<>(this.resources.all());
            resources.removeIf(r -> !r.group().equals(group) || !r.version().equals(version));
            if (!resources.isEmpty()) {
                return Answer.Whole.json(200, Json.object("openapi", "3.0.0", "info", info(), "paths", paths(resources),
                        "components", Json.object("schemas", schemas(resources))));
            }
        }
        throw ApiException.notFound();
    }

    private static Object info() {
        return Json.object("title", "netdx snapshot", "version", "unversioned");
    }

    private static Map<String, Object> schemas(Iterable<ApiResource> resources) {
        Map<String, Object> schemas = new TreeMap<>();
        for (ApiResource r : resources) {
            if (KnownResources.of(r.group(), r.kind()).isPresent() && Protobuf.known(r.kind())) {
                message(r.kind(), schemas);
                Map<String, Object> schema = new LinkedHashMap<>(Fields.object(schemas, MESSAGE + r.kind()));
                Map<String, Object> properties = Json.object("apiVersion", field("string"), "kind", field("string"));
                properties.putAll(Fields.object(schema, "properties"));
                properties.put("status", field("object"));
                schema.put("properties", properties);
                schema.put("x-kubernetes-group-version-kind", List.of(kind(r)));
                schemas.put(name(r), schema);
                continue;
            }
            schemas.put(name(r), Json.object("type", "object", "description", NOTE, "properties", Json.object("apiVersion", field("string"),
                    "kind", field("string"), "metadata", field("object"), "spec", field("object"), "status", field("object")),
                    "x-kubernetes-group-version-kind", List.of(kind(r))));
        }
        return schemas;
    }

    /** The fields of a message and of those in it: their names and types, nothing more. */
    private static void message(String name, Map<String, Object> schemas) {
        if (schemas.containsKey(MESSAGE + name)) {
            return;
        }
        Map<String, Object> properties = new TreeMap<>();
        schemas.put(MESSAGE + name, Json.object("type", "object", "description", NOTE, "properties", properties));
        for (Protobuf.Field field : Protobuf.fields(name)) {
            Map<String, Object> type = switch (field.type()) {
                case "s", "y", "Time", "MicroTime", "Quantity", "IntOrString" -> Json.object("type", "string");
                case "i" -> Json.object("type", "integer");
                case "d" -> Json.object("type", "number");
                case "b" -> Json.object("type", "boolean");
                default -> {
                    message(field.type(), schemas);
                    yield Json.object("$ref", "#/components/schemas/" + MESSAGE + field.type());
                }
            };
            properties.put(field.name(), field.list() ? Json.object("type", "array", "items", type)
                    : field.map() ? Json.object("type", "object", "additionalProperties", type) : type);
        }
    }

    private static Object field(String type) {
        return Json.object("type", type, "description", NOTE);
    }

    /** kubectl looks a kind up by the paths it is read at; whether the server validates what is written, by the parameters of a patch. */
    private static Map<String, Object> paths(Iterable<ApiResource> resources) {
        Map<String, Object> paths = new TreeMap<>();
        for (ApiResource r : resources) {
            String prefix = (r.group().isEmpty() ? "/api/" : "/apis/" + r.group() + "/") + r.version() + (r.namespaced() ? "/namespaces/{namespace}/" : "/");
            Object content = Json.object("application/json", Json.object("schema", Json.object("$ref", "#/components/schemas/" + name(r))));
            paths.put(prefix + r.plural() + "/{name}", Json.object("get", Json.object("x-kubernetes-action", "get",
                    "x-kubernetes-group-version-kind", kind(r), "responses", Json.object("200", Json.object("description", "OK", "content", content))),
                    "patch", Json.object("x-kubernetes-action", "patch", "x-kubernetes-group-version-kind", kind(r), "parameters",
                    List.of(parameter("dryRun"), parameter("fieldManager"), parameter("fieldValidation")), "responses",
                    Json.object("405", Json.object("description", "a snapshot is read-only")))));
        }
        return paths;
    }

    private static Object parameter(String name) {
        return Json.object("name", name, "in", "query", "schema", Json.object("type", "string"));
    }

    private static String name(ApiResource r) {
        return "io.netdx.snapshot." + (r.group().isEmpty() ? "core" : r.group()) + "." + r.version() + "." + r.kind();
    }

    private static Object kind(ApiResource r) {
        return Json.object("group", r.group(), "version", r.version(), "kind", r.kind());
    }
}
