package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.nio.charset.StandardCharsets;
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

    private final Storage store;
    private final Supplier<Known> known;

    /** @param remaining objects behind the page */
    private record Page(List<StoredObject> objects, String next, int remaining) {
    }

    Objects(Storage store, Supplier<Known> known) {
        this.store = store;
        this.known = known;
    }

    StoredObject find(ApiResource resource, String namespace, String name) {
        return store.object(resource, namespace, name)
                .orElseThrow(() -> ApiException.notFound(resource, name, known.get().doubt(resource, namespace).orElse("")));
    }

    /** A list, an object, its status or its scale. */
    Answer answer(Request request, ApiResource resource, Route route) {
        if (route.name().isEmpty()) {
            return list(request, resource, route.namespace());
        }
        return switch (route.subresource()) {
            case "", "status" -> get(request, resource, route.namespace(), route.name());
            case "scale" -> scale(resource, route.namespace(), route.name());
            default -> throw ApiException.notFound();
        };
    }

    private Answer get(Request request, ApiResource resource, String namespace, String name) {
        StoredObject object = find(resource, namespace, name);
        Accepted accepted = Accepted.of(request.accept());
        if (accepted.table()) {
            return table(request, accepted, resource, new Page(List.of(object), "", 0));
        }
        byte[] json = accepted.metadata() ? Form.metadata(object, accepted.version()) : object.json();
        return new Answer.Whole(200, accepted.contentType(), List.of(), json.length, out -> out.write(json));
    }

    private Answer scale(ApiResource resource, String namespace, String name) {
        return Answer.Whole.json(200, Scale.of(find(resource, namespace, name)));
    }

    private Answer list(Request request, ApiResource resource, String namespace) {
        Predicate<StoredObject> wanted = wanted(request, resource, namespace);
        Accepted accepted = Accepted.of(request.accept());
        List<String> doubts = known.get().doubt(resource, namespace).map(List::of).orElse(List.of());
        if (request.flag("watch")) {
            return watch(request, accepted, resource, wanted, doubts);
        }
        Page page = page(request, store.objects(resource), wanted);
        return (accepted.table() ? table(request, accepted, resource, page) : items(accepted, resource, page)).warning(doubts);
    }

    /** What the selectors of a request ask for. */
    static Predicate<StoredObject> wanted(Request request, ApiResource resource, String namespace) {
        Predicate<Map<String, String>> labels = LabelSelector.parse(request.parameter("labelSelector"));
        FieldSelector fields = FieldSelector.parse(request.parameter("fieldSelector"), resource);
        return object -> (namespace.isEmpty() || namespace.equals(object.namespace())) && labels.test(object.labels())
                && fields.test(object, object::tree);
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
                + page.objects().stream().mapToLong(o -> o.content().length()).sum();
        return new Answer.Whole(200, accepted.contentType(), List.of(), length, out -> {
            out.write(head, 0, head.length - 1);
            out.write(",\"items\":[".getBytes(StandardCharsets.US_ASCII));
            boolean first = true;
            for (StoredObject object : page.objects()) {
                if (!first) {
                    out.write(',');
                }
                first = false;
                out.write(metadata ? Form.metadata(object, accepted.version()) : object.json());
            }
            out.write("]}".getBytes(StandardCharsets.US_ASCII));
        });
    }

    private Answer.Whole table(Request request, Accepted accepted, ApiResource resource, Page page) {
        Form form = new Form(request, accepted, resource, store.resources().definition(resource));
        return new Answer.Whole(200, accepted.contentType(), List.of(), -1, out -> Json.write(
                form.table(listMetadata(page), page.objects(), known.get().now()), out));
    }

    private Answer watch(Request request, Accepted accepted, ApiResource resource, Predicate<StoredObject> wanted, List<String> doubts) {
        Form form = new Form(request, accepted, resource, store.resources().definition(resource));
        String version = Long.toString(store.resourceVersion());
        boolean bookmarks = request.flag("allowWatchBookmarks");
        Answer.Body events = out -> {
            if (Form.initial(request)) {
                for (StoredObject object : store.objects(resource)) {
                    if (wanted.test(object)) {
                        out.write(form.event("ADDED", object, version, known.get().now()));
                    }
                }
                if (request.flag("sendInitialEvents") && bookmarks) {
                    out.write(form.bookmark(version, true));
                }
            }
        };
        return new Answer.Watch(accepted.contentType(), doubts, events, bookmarks ? Optional.of(form.bookmark(version, false)) : Optional.empty(),
                Form.open(request));
    }
}
