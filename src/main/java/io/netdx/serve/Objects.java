package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads of objects: one, a list, a page of a list, a watch. */
final class Objects {

    private static final Duration WATCH = Duration.ofMinutes(30);
    private static final Duration LONGEST_WATCH = Duration.ofHours(24);

    private final ObjectStore store;
    private final Supplier<Known> known;

    /** @param remaining objects behind the page */
    private record Page(List<StoredObject> objects, String next, int remaining) {
    }

    Objects(ObjectStore store, Supplier<Known> known) {
        this.store = store;
        this.known = known;
    }

    StoredObject find(ApiResource resource, String namespace, String name) {
        return store.object(resource, namespace, name)
                .orElseThrow(() -> ApiException.notFound(resource, name, known.get().doubt(resource, namespace).orElse("")));
    }

    Answer get(Request request, ApiResource resource, String namespace, String name) {
        StoredObject object = find(resource, namespace, name);
        Accepted accepted = Accepted.of(request.accept());
        if (accepted.table()) {
            return table(request, accepted, resource, new Page(List.of(object), "", 0));
        }
        byte[] json = accepted.metadata() ? metadata(object, accepted.version()) : store.json(object);
        return new Answer.Whole(200, accepted.contentType(), List.of(), json.length, out -> out.write(json));
    }

    Answer scale(ApiResource resource, String namespace, String name) {
        StoredObject object = find(resource, namespace, name);
        Tree tree = store.tree(object);
        Tree spec = tree.at("spec");
        if (!spec.at("replicas").present()) {
            throw ApiException.notFound();
        }
        StringBuilder selector = new StringBuilder();
        spec.at("selector").map("matchLabels").forEach((key, value) -> selector.append(selector.isEmpty() ? "" : ",").append(key).append('=').append(value));
        return Answer.Whole.json(200, Json.object("kind", "Scale", "apiVersion", "autoscaling/v1",
                "metadata", Json.object("name", object.name(), "namespace", object.namespace()),
                "spec", Json.object("replicas", spec.number("replicas")),
                "status", Json.object("replicas", tree.at("status").number("replicas"), "selector", selector.toString())));
    }

    Answer list(Request request, ApiResource resource, String namespace) {
        Predicate<Map<String, String>> labels = LabelSelector.parse(request.parameter("labelSelector"));
        FieldSelector fields = FieldSelector.parse(request.parameter("fieldSelector"), resource);
        Accepted accepted = Accepted.of(request.accept());
        Predicate<StoredObject> wanted = object -> (namespace.isEmpty() || namespace.equals(object.namespace()))
                && labels.test(object.labels()) && fields.test(object, () -> store.tree(object));
        List<String> doubts = known.get().doubt(resource, namespace).map(List::of).orElse(List.of());
        if (request.flag("watch")) {
            return watch(request, accepted, resource, wanted, doubts);
        }
        Page page = page(request, store.objects(resource), wanted);
        return (accepted.table() ? table(request, accepted, resource, page) : items(accepted, resource, page)).warning(doubts);
    }

    private Page page(Request request, Collection<StoredObject> all, Predicate<StoredObject> wanted) {
        long limit = request.number("limit").filter(l -> l > 0).orElse(Long.MAX_VALUE);
        String after = request.parameter("continue").isEmpty() ? "" : start(request.parameter("continue"));
        List<StoredObject> objects = new ArrayList<>();
        int remaining = 0;
        for (StoredObject object : all) {
            if (object.key().compareTo(after) > 0 && wanted.test(object)) {
                if (objects.size() < limit) {
                    objects.add(object);
                } else {
                    remaining++;
                }
            }
        }
        return new Page(objects, remaining == 0 ? "" : token(objects.get(objects.size() - 1).key()), remaining);
    }

    private String token(String last) {
        byte[] json = Json.bytes(Json.object("v", "meta.k8s.io/v1", "rv", store.resourceVersion(), "start", last));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /** The key behind which a list goes on. */
    private String start(String token) {
        Tree tree;
        try {
            tree = Json.tree(Base64.getUrlDecoder().decode(token));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("continue key is not valid");
        }
        if (!tree.text("v").equals("meta.k8s.io/v1") || tree.text("start").isEmpty()) {
            throw ApiException.badRequest("continue key is not valid");
        }
        if (!tree.text("rv").equals(Long.toString(store.resourceVersion()))) {
            throw ApiException.expired("The provided continue parameter is too old to display a consistent list result. You can start a new"
                    + " list without the continue parameter.");
        }
        return tree.text("start");
    }

    private Map<String, Object> listMetadata(Page page) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resourceVersion", Long.toString(store.resourceVersion()));
        if (!page.next().isEmpty()) {
            metadata.put("continue", page.next());
            metadata.put("remainingItemCount", page.remaining());
        }
        return metadata;
    }

    private Answer.Whole items(Accepted accepted, ApiResource resource, Page page) {
        boolean metadata = accepted.metadata();
        byte[] head = Json.bytes(Json.object("kind", metadata ? "PartialObjectMetadataList" : resource.kind() + "List",
                "apiVersion", metadata ? "meta.k8s.io/" + accepted.version() : resource.apiVersion(), "metadata", listMetadata(page)));
        long length = metadata ? -1 : head.length + ",\"items\":[]".length() + Math.max(0, page.objects().size() - 1)
                + page.objects().stream().mapToLong(o -> o.place().length()).sum();
        return new Answer.Whole(200, accepted.contentType(), List.of(), length, out -> {
            out.write(head, 0, head.length - 1);
            out.write(",\"items\":[".getBytes(StandardCharsets.US_ASCII));
            boolean first = true;
            for (StoredObject object : page.objects()) {
                if (!first) {
                    out.write(',');
                }
                first = false;
                out.write(metadata ? metadata(object, accepted.version()) : store.json(object));
            }
            out.write("]}".getBytes(StandardCharsets.US_ASCII));
        });
    }

    private byte[] metadata(StoredObject object, String version) {
        return Json.bytes(partial(object, store.json(object), version));
    }

    private static Object partial(StoredObject object, byte[] json, String version) {
        return Json.object("kind", "PartialObjectMetadata", "apiVersion", "meta.k8s.io/" + version,
                "metadata", new Json.Raw(json, object.metadataFrom(), object.metadataTo() - object.metadataFrom()));
    }

    private Answer.Whole table(Request request, Accepted accepted, ApiResource resource, Page page) {
        Table table = Tables.of(resource, store.definition(resource));
        return new Answer.Whole(200, accepted.contentType(), List.of(), -1, out -> Json.write(
                table(request, accepted, table, listMetadata(page), page.objects()), out));
    }

    private Object table(Request request, Accepted accepted, Table table, Object metadata, List<StoredObject> objects) {
        String include = request.parameter("includeObject");
        Iterable<Object> rows = () -> objects.stream().map(object -> {
            byte[] json = store.json(object);
            Map<String, Object> row = Json.object("cells", table.cells(Json.tree(json), known.get().now()));
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

    private Answer watch(Request request, Accepted accepted, ApiResource resource, Predicate<StoredObject> wanted, List<String> doubts) {
        String from = request.parameter("resourceVersion");
        boolean initial = request.query().containsKey("sendInitialEvents") ? request.flag("sendInitialEvents") : from.isEmpty() || from.equals("0");
        boolean bookmarks = request.flag("allowWatchBookmarks");
        Table table = Tables.of(resource, store.definition(resource));
        Duration open = request.number("timeoutSeconds").filter(s -> s > 0 && s < LONGEST_WATCH.toSeconds()).map(Duration::ofSeconds).orElse(WATCH);
        Answer.Body events = out -> {
            if (initial) {
                for (StoredObject object : store.objects(resource)) {
                    if (wanted.test(object)) {
                        event(out, "ADDED", accepted.table() ? table(request, accepted, table, listMetadata(new Page(List.of(), "", 0)), List.of(object))
                                : new Json.Raw(accepted.metadata() ? metadata(object, accepted.version()) : store.json(object)));
                    }
                }
                if (request.flag("sendInitialEvents") && bookmarks) {
                    event(out, "BOOKMARK", bookmark(accepted, resource, Map.of("k8s.io/initial-events-end", "true")));
                }
            }
        };
        Optional<byte[]> bookmark = bookmarks ? Optional.of(line("BOOKMARK", bookmark(accepted, resource, Map.of()))) : Optional.empty();
        return new Answer.Watch(accepted.contentType(), doubts, events, bookmark, open);
    }

    private Object bookmark(Accepted accepted, ApiResource resource, Map<String, String> annotations) {
        Map<String, Object> metadata = Json.object("resourceVersion", Long.toString(store.resourceVersion()));
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations);
        }
        if (accepted.table()) {
            return Json.object("kind", "Table", "apiVersion", "meta.k8s.io/" + accepted.version(), "metadata", metadata,
                    "columnDefinitions", List.of(), "rows", List.of(Json.object("cells", List.of(), "object", Json.object("kind",
                    "PartialObjectMetadata", "apiVersion", "meta.k8s.io/" + accepted.version(), "metadata", metadata))));
        }
        return accepted.metadata() ? Json.object("kind", "PartialObjectMetadata", "apiVersion", "meta.k8s.io/" + accepted.version(), "metadata", metadata)
                : Json.object("kind", resource.kind(), "apiVersion", resource.apiVersion(), "metadata", metadata);
    }

    private static void event(OutputStream out, String type, Object object) throws IOException {
        out.write(line(type, object));
    }

    private static byte[] line(String type, Object object) {
        byte[] event = Json.bytes(Json.object("type", type, "object", object));
        byte[] line = java.util.Arrays.copyOf(event, event.length + 1);
        line[event.length] = '\n';
        return line;
    }
}
