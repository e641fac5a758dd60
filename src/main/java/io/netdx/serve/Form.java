package io.netdx.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects of one resource as a client wants them: whole, their metadata alone, or as rows of a table; at once, or as events of a watch. */
final class Form {

    private static final Duration WATCH = Duration.ofMinutes(30);
    private static final Duration LONGEST_WATCH = Duration.ofHours(24);

    private final Accepted accepted;
    private final ApiResource resource;
    private final Table table;
    private final String include;

    Form(Request request, Accepted accepted, ApiResource resource, Optional<Definition> definition) {
        this.accepted = accepted;
        this.resource = resource;
        this.table = Tables.of(resource, definition);
        this.include = request.parameter("includeObject");
    }

    /** Whether a watch begins with what is there. */
    static boolean initial(Request request) {
        String from = request.parameter("resourceVersion");
        return request.query().containsKey("sendInitialEvents") ? request.flag("sendInitialEvents") : from.isEmpty() || from.equals("0");
    }

    /** How long a watch stays open. */
    static Duration open(Request request) {
        return request.number("timeoutSeconds").filter(s -> s > 0 && s < LONGEST_WATCH.toSeconds()).map(Duration::ofSeconds).orElse(WATCH);
    }

    static byte[] metadata(StoredObject object, String version) {
        return Json.bytes(partial(object, object.json(), version));
    }

    private static Object partial(StoredObject object, byte[] json, String version) {
        return Json.object("kind", "PartialObjectMetadata", "apiVersion", "meta.k8s.io/" + version,
                "metadata", new Json.Raw(json, object.metadataFrom(), object.metadataTo() - object.metadataFrom()));
    }

    Object table(Object metadata, List<StoredObject> objects, Instant now) {
        Iterable<Object> rows = () -> objects.stream().map(object -> {
            byte[] json = object.json();
            Map<String, Object> row = Json.object("cells", table.cells(Json.tree(json), now));
            if (include.equals("Object")) {
                row.put("object", new Json.Raw(json));
            } else if (!include.equals("None")) {
                row.put("object", partial(object, json, accepted.version()));
            }
            return (Object) row;
        }).iterator();
        return Json.object("kind", "Table", "apiVersion", "meta.k8s.io/" + accepted.version(), "metadata", metadata,
                "columnDefinitions", table.definitions(), "rows", rows);
    }

    /**
     * A line of a watch.
     *
     * @param type            {@code ADDED}, {@code MODIFIED} or {@code DELETED}
     * @param resourceVersion of the state that the event leads to
     */
    byte[] event(String type, StoredObject object, String resourceVersion, Instant now) {
        return line(type, accepted.table() ? table(Json.object("resourceVersion", resourceVersion), List.of(object), now)
                : new Json.Raw(accepted.metadata() ? metadata(object, accepted.version()) : object.json()));
    }

    /** @param initialEnd whether it says that what was there has been told */
    byte[] bookmark(String resourceVersion, boolean initialEnd) {
        Map<String, Object> metadata = Json.object("resourceVersion", resourceVersion);
        if (initialEnd) {
            metadata.put("annotations", Map.of("k8s.io/initial-events-end", "true"));
        }
        Object partial = Json.object("kind", "PartialObjectMetadata", "apiVersion", "meta.k8s.io/" + accepted.version(), "metadata", metadata);
        return line("BOOKMARK", accepted.table()
                ? Json.object("kind", "Table", "apiVersion", "meta.k8s.io/" + accepted.version(), "metadata", metadata,
                        "columnDefinitions", List.of(), "rows", List.of(Json.object("cells", List.of(), "object", partial)))
                : accepted.metadata() ? partial
                : Json.object("kind", resource.kind(), "apiVersion", resource.apiVersion(), "metadata", metadata));
    }

    private static byte[] line(String type, Object object) {
        byte[] event = Json.bytes(Json.object("type", type, "object", object));
        byte[] line = Arrays.copyOf(event, event.length + 1);
        line[event.length] = '\n';
        return line;
    }
}
