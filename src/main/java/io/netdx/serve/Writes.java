package io.netdx.serve;

import io.netdx.serve.ControlPlane.Bind;
import io.netdx.serve.ControlPlane.Create;
import io.netdx.serve.ControlPlane.Delete;
import io.netdx.serve.ControlPlane.Evict;
import io.netdx.serve.ControlPlane.Refused;
import io.netdx.serve.ControlPlane.Replace;
import io.netdx.serve.ControlPlane.Target;
import io.netdx.serve.ControlPlane.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Changes of a living cluster: one at a time, each checked against the newest state. */
final class Writes {

    /** Applied objects that are remembered. */
    private static final int APPLIED = 1000;

    private final Living living;
    /** What was applied last on the server's side, by object and owner. */
    private final Map<String, Map<String, Object>> applied = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Object>> eldest) {
            return size() > APPLIED;
        }
    };

    Writes(Living living) {
        this.living = living;
    }

    /** @throws ApiException where it is refused */
    synchronized Answer answer(Request request, Route route, ApiResource resource) {
        Revision now = living.now();
        boolean one = !route.name().isEmpty();
        return switch (request.method()) {
            case "POST" -> one ? act(request, route, resource, now) : create(request, route, resource, now, Body.object(request));
            case "PUT" -> one ? update(request, route, resource, now) : refuse();
            case "PATCH" -> one ? patch(request, route, resource, now) : refuse();
            default -> one ? delete(request, route, resource, now) : deleteAll(request, route, resource, now);
        };
    }

    private static Answer refuse() {
        throw ApiException.methodNotAllowed("the server does not allow this method on the requested resource");
    }

    private Answer create(Request request, Route route, ApiResource resource, Revision now, Map<String, Object> sent) {
        Map<String, Object> object = Newborn.of(sent, route, resource, now);
        String name = Fields.text(object, "metadata", "name");
        if (now.object(resource, route.namespace(), name).isPresent()) {
            throw ApiException.exists(resource, name);
        }
        if (dry(request)) {
            return shown(201, resource, object, now);
        }
        return stored(201, resource, new Create(target(resource, route.namespace(), name), object));
    }

    private Answer update(Request request, Route route, ApiResource resource, Revision now) {
        StoredObject old = find(route, resource, now);
        Map<String, Object> sent = Body.object(request);
        return route.subresource().equals("scale") ? scaled(request, route, resource, now, old, sent) : replace(request, route, resource, now, old, sent);
    }

    private Answer patch(Request request, Route route, ApiResource resource, Revision now) {
        Patch patch = Patch.of(request, resource);
        Optional<StoredObject> old = now.object(resource, route.namespace(), route.name());
        if (old.isEmpty() && patch.applies() && route.subresource().isEmpty()) {
            Answer created = create(request, route, resource, now, patch.named(route.name()));
            remember(request, patch, route, resource);
            return created;
        }
        StoredObject there = find(route, resource, now);
        if (route.subresource().equals("scale")) {
            return scaled(request, route, resource, now, there, patch.apply(Scale.of(there), Map.of()));
        }
        Map<String, Object> before = applied.getOrDefault(owner(patch, Held.of(there).uid()), Map.of());
        Answer replaced = replace(request, route, resource, now, there, patch.apply(versioned(there), before));
        remember(request, patch, route, resource);
        return replaced;
    }

    private void remember(Request request, Patch patch, Route route, ApiResource resource) {
        if (patch.applies() && !dry(request)) {
            living.now().object(resource, route.namespace(), route.name())
                    .ifPresent(object -> applied.put(owner(patch, Held.of(object).uid()), Body.whole(patch.fields())));
        }
    }

    private static String owner(Patch patch, String uid) {
        return uid + "/" + patch.owner();
    }

    private static Map<String, Object> versioned(StoredObject object) {
        return Fields.with(Held.of(object).shown(), Long.toString(Held.of(object).changed()), "metadata", "resourceVersion");
    }

    private Answer scaled(Request request, Route route, ApiResource resource, Revision now, StoredObject old, Map<String, Object> scale) {
        long replicas = Scale.replicas(resource, scale);
        Map<String, Object> object = Fields.with(versioned(old), replicas, "spec", "replicas");
        String version = Fields.text(scale, "metadata", "resourceVersion");
        replace(request, route, resource, now, old, version.isEmpty() ? object : Fields.with(object, version, "metadata", "resourceVersion"));
        StoredObject after = dry(request) ? old : find(route, resource, living.now());
        return Answer.Whole.json(200, Fields.with(Scale.of(after), replicas, "spec", "replicas"));
    }

    private Answer replace(Request request, Route route, ApiResource resource, Revision now, StoredObject old, Map<String, Object> sent) {
        Map<String, Object> object = Successor.of(old, sent, route.subresource(), resource);
        if (object.equals(Held.of(old).source())) {
            return new Answer.Whole(200, "application/json", List.of(), old.content().length(), out -> out.write(old.json()));
        }
        if (dry(request)) {
            return shown(200, resource, object, now);
        }
        return stored(200, resource, new Replace(target(resource, old.namespace(), old.name()), route.subresource(), object));
    }

    private Answer delete(Request request, Route route, ApiResource resource, Revision now) {
        if (!route.subresource().isEmpty()) {
            return refuse();
        }
        StoredObject old = find(route, resource, now);
        Deletion deletion = Deletion.of(request);
        deletion.check(resource, old);
        Map<String, Object> gone = Json.object("kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Success", "details",
                Json.object("name", old.name(), "group", resource.group(), "kind", resource.plural(), "uid", Held.of(old).uid()));
        if (deletion.dry() || dry(request)) {
            return Answer.Whole.json(200, gone);
        }
        Optional<Map<String, Object>> left = write(new Delete(target(resource, old.namespace(), old.name()), deletion.grace(), deletion.propagation()));
        return left.isEmpty() ? Answer.Whole.json(200, gone) : shown(200, resource, left.get(), living.now());
    }

    private Answer deleteAll(Request request, Route route, ApiResource resource, Revision now) {
        Predicate<StoredObject> wanted = Objects.wanted(request, resource, route.namespace());
        Deletion deletion = Deletion.of(request);
        List<Object> items = new ArrayList<>();
        for (StoredObject old : List.copyOf(now.objects(resource))) {
            if (wanted.test(old)) {
                items.add(new Json.Raw(old.json()));
                if (!deletion.dry() && !dry(request)) {
                    write(new Delete(target(resource, old.namespace(), old.name()), deletion.grace(), deletion.propagation()));
                }
            }
        }
        return Answer.Whole.json(200, Json.object("kind", resource.kind() + "List", "apiVersion", resource.apiVersion(),
                "metadata", Json.object("resourceVersion", Long.toString(living.now().resourceVersion())), "items", items));
    }

    /** What is done to a pod by posting something to it. */
    private Answer act(Request request, Route route, ApiResource resource, Revision now) {
        boolean pod = resource.kind().equals("Pod") && resource.group().isEmpty();
        if (!pod || !List.of("eviction", "binding").contains(route.subresource())) {
            throw ApiException.notFound();
        }
        StoredObject old = find(route, resource, now);
        Map<String, Object> sent = Body.object(request);
        Target target = target(resource, old.namespace(), old.name());
        boolean eviction = route.subresource().equals("eviction");
        Write write = eviction ? new Evict(target, Fields.at(sent, "deleteOptions", "gracePeriodSeconds") instanceof Long s ? OptionalLong.of(s) : OptionalLong.empty())
                : new Bind(target, Fields.text(sent, "target", "name"));
        if (!dry(request) && !(eviction && Fields.list(sent, "deleteOptions", "dryRun").contains("All"))) {
            write(write);
        }
        return Answer.Whole.json(201, Json.object("kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Success", "code", 201));
    }

    private static StoredObject find(Route route, ApiResource resource, Revision now) {
        return now.object(resource, route.namespace(), route.name()).orElseThrow(() -> ApiException.notFound(resource, route.name(), ""));
    }

    private static Target target(ApiResource resource, String namespace, String name) {
        return new Target(resource.group(), resource.version(), resource.kind(), namespace, name);
    }

    private static boolean dry(Request request) {
        return request.parameter("dryRun").equals("All");
    }

    private Answer stored(int status, ApiResource resource, Write write) {
        Map<String, Object> object = write(write).orElseThrow(() -> ApiException.notFound(resource, write.target().name(), ""));
        Revision now = living.now();
        // as the next reader sees it, unless something has happened to it since
        Optional<StoredObject> there = now.object(resource, write.target().namespace(), write.target().name());
        return there.isPresent() ? new Answer.Whole(status, "application/json", List.of(), there.get().content().length(), out -> out.write(there.get().json()))
                : shown(status, resource, object, now);
    }

    private Optional<Map<String, Object>> write(Write write) {
        try {
            Optional<Map<String, Object>> result = living.plane().write(write);
            living.now();
            return result;
        } catch (Refused e) {
            throw ApiException.refused(e);
        }
    }

    private static Answer shown(int status, ApiResource resource, Map<String, Object> object, Revision now) {
        Map<String, Object> whole = new LinkedHashMap<>(Json.object("kind", resource.kind(), "apiVersion", resource.apiVersion()));
        whole.putAll(object);
        return Answer.Whole.json(status, Fields.with(whole, Long.toString(now.resourceVersion()), "metadata", "resourceVersion"));
    }
}
