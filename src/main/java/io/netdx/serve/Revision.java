package io.netdx.serve;

import io.netdx.serve.Resources.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The living cluster at one revision, with what a watch has to know of those before: when each object came, changed and went. */
final class Revision implements Storage {

    /** Deletions that are remembered. */
    private static final int TOMBSTONES = 2000;
    private static final SortedMap<String, StoredObject> NONE = java.util.Collections.emptySortedMap();

    private final ControlPlane.State state;
    private final Map<Kind, SortedMap<String, StoredObject>> objects = new HashMap<>();
    private final Resources resources;
    /** The oldest first. */
    private final List<Gone> gone;
    /** Whoever knows no newer state has missed deletions that nobody remembers. */
    private final long since;

    private record Gone(Kind kind, StoredObject object, long revision) {
    }

    private Revision(ControlPlane.State state, Optional<Revision> before) {
        this.state = state;
        List<Definition> definitions = new ArrayList<>();
        Map<Kind, Boolean> namespaced = new HashMap<>();
        for (Map<String, Object> source : state.objects()) {
            Optional<Kind> named = Kind.of(Fields.text(source, "kind"), Fields.text(source, "apiVersion"));
            named.ifPresent(kind -> {
                StoredObject stored = stored(kind, source, before);
                objects.computeIfAbsent(kind, k -> new TreeMap<>()).putIfAbsent(stored.key(), stored);
                namespaced.merge(kind, !stored.namespace().isEmpty(), Boolean::logicalOr);
                if (kind.kind().equals("CustomResourceDefinition")) {
                    definitions.addAll(Definition.of(stored.tree()));
                }
            });
        }
        this.resources = new Resources(objects.keySet(), definitions, namespaced::get);
        List<Gone> all = new ArrayList<>();
        before.ifPresent(old -> {
            all.addAll(old.gone);
            old.objects.forEach((kind, those) -> those.values().stream().filter(o -> !same(o, objects.getOrDefault(kind, NONE).get(o.key())))
                    .forEach(o -> all.add(new Gone(kind, o, state.revision()))));
        });
        int forgotten = Math.max(0, all.size() - TOMBSTONES);
        this.since = forgotten > 0 ? all.get(forgotten - 1).revision() : before.map(b -> b.since).orElse(state.revision());
        this.gone = List.copyOf(all.subList(forgotten, all.size()));
    }

    static Revision of(ControlPlane.State state) {
        return new Revision(state, Optional.empty());
    }

    Revision next(ControlPlane.State later) {
        return new Revision(later, Optional.of(this));
    }

    /** What has not changed is the same instance as before: that is how watches see what has. */
    private StoredObject stored(Kind kind, Map<String, Object> source, Optional<Revision> before) {
        String key = StoredObject.key(kind.namespaced(true) ? Fields.text(source, "metadata", "namespace") : "", Fields.text(source, "metadata", "name"));
        Optional<StoredObject> old = before.map(b -> b.objects.getOrDefault(kind, NONE).get(key));
        if (old.isPresent() && (Held.of(old.get()).source() == source || Held.of(old.get()).source().equals(source))) {
            return old.get();
        }
        boolean lives = old.isPresent() && Held.of(old.get()).uid().equals(Fields.text(source, "metadata", "uid"));
        return Held.stored(kind, source, lives ? Held.of(old.get()).created() : state.revision(), state.revision());
    }

    /** Whether one is the other at another time. */
    static boolean same(StoredObject one, StoredObject other) {
        return other != null && Held.of(one).uid().equals(Held.of(other).uid());
    }

    /**
     * The objects of a resource as somebody knows them who has seen a state of the past. Of what has changed since, it is only known that
     * it was there.
     *
     * @throws ApiException where that is too long ago
     */
    Map<String, StoredObject> asOf(ApiResource resource, long revision) {
        if (revision < since) {
            throw ApiException.expired("too old resource version: " + revision + " (" + since + ")");
        }
        Map<String, StoredObject> known = new TreeMap<>();
        for (StoredObject object : objects(resource)) {
            Held held = Held.of(object);
            if (held.created() <= revision) {
                known.put(object.key(), held.changed() <= revision ? object
                        : Held.stored(Kind.of(resource), held.source(), held.created(), revision));
            }
        }
        gone.stream().filter(g -> g.kind().equals(Kind.of(resource)) && g.revision() > revision && Held.of(g.object()).created() <= revision)
                .forEach(g -> known.put(g.object().key(), g.object()));
        return known;
    }

    ControlPlane.State state() {
        return state;
    }

    /** All of it is known. */
    Known known() {
        return new Known(state.gitVersion(), state.now(), "", 0, Map.of(), true);
    }

    @Override
    public Resources resources() {
        return resources;
    }

    @Override
    public Collection<StoredObject> objects(ApiResource resource) {
        return objects.getOrDefault(Kind.of(resource), NONE).values();
    }

    @Override
    public Optional<StoredObject> object(ApiResource resource, String namespace, String name) {
        return Optional.ofNullable(objects.getOrDefault(Kind.of(resource), NONE).get(StoredObject.key(namespace, name)));
    }

    @Override
    public long resourceVersion() {
        return state.revision();
    }
}
