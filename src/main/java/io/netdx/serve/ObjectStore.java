package io.netdx.serve;

import io.netdx.source.Kinds;
import io.netdx.source.Limits;
import io.netdx.source.RawSnapshot;
import io.netdx.source.decode.RawObject;
import io.netdx.source.decode.Tree;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All objects and logs of a snapshot, by resource. Read once, then never changed. */
public final class ObjectStore implements Closeable {

    private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");
    private static final Pattern API_VERSION = Pattern.compile("([a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?/)?v[a-z0-9]{1,62}");
    private static final Pattern VERSION_NUMBER = Pattern.compile("[0-9]{1,18}");
    /** Served under today's version: what the API server did then, too, and the fields are the same. */
    private static final Set<String> SAME_FIELDS = Set.of("Deployment", "DaemonSet", "ReplicaSet", "StatefulSet", "NetworkPolicy",
            "PodDisruptionBudget", "CronJob", "Lease", "EndpointSlice", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding",
            "StorageClass", "PriorityClass", "APIService", "IngressClass", "ControllerRevision");

    private final Spool spool;
    private final PodLogs logs;
    private final Map<Kind, SortedMap<String, StoredObject>> objects = new HashMap<>();
    private final List<Definition> definitions = new ArrayList<>();
    private final SortedMap<String, ApiResource> resources = new TreeMap<>();
    private String version = "";
    private boolean transcripts;
    private int count;
    private long resourceVersion = 1;

    private record Kind(String group, String version, String kind) {
        static Kind of(ApiResource r) {
            return new Kind(r.group(), r.version(), r.kind());
        }
    }

    private ObjectStore(Spool spool) {
        this.spool = spool;
        this.logs = new PodLogs(spool);
    }

    /**
     * Reads a snapshot.
     *
     * @throws io.netdx.source.SourceException where nothing can be read
     * @throws IOException                     where the spool cannot be written
     */
    public static ObjectStore read(List<String> paths, InputStream stdin, Limits limits) throws IOException {
        ObjectStore store = new ObjectStore(new Spool());
        try {
            RawSnapshot.read(paths, stdin, limits, store.new Reading());
        } catch (UncheckedIOException e) {
            store.close();
            throw e.getCause();
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        store.spool.flush();
        store.name();
        return store;
    }

    private final class Reading implements RawSnapshot.Receiver {

        @Override
        public void object(RawObject object) {
            add(object);
        }

        @Override
        public void version(String gitVersion) {
            version = gitVersion.compareTo(version) > 0 ? gitVersion : version;
        }

        @Override
        public void log(String namespace, String pod, String container, boolean previous, String path, InputStream lines)
                throws IOException {
            logs.add(namespace, pod, container, previous, path, lines);
        }

        @Override
        public void transcript() {
            transcripts = true;
        }
    }

    private void add(RawObject object) {
        Optional<Kind> named = kind(object);
        if (named.isEmpty()) {
            return;
        }
        Kind kind = named.get();
        if (VERSION_NUMBER.matcher(object.resourceVersion()).matches()) {
            resourceVersion = Math.max(resourceVersion, Long.parseLong(object.resourceVersion()));
        }
        boolean namespaced = KnownResources.of(kind.group(), kind.kind()).map(ApiResource::namespaced).orElse(!object.namespace().isEmpty());
        String namespace = !namespaced ? "" : object.namespace().isEmpty() ? "default" : object.namespace();
        String apiVersion = kind.group().isEmpty() ? kind.version() : kind.group() + "/" + kind.version();
        byte[] head = ("{\"kind\":\"" + kind.kind() + "\",\"apiVersion\":\"" + apiVersion + "\",").getBytes(StandardCharsets.US_ASCII);
        byte[] supplied = namespaced && object.namespace().isEmpty() ? "\"namespace\":\"default\",".getBytes(StandardCharsets.US_ASCII) : new byte[0];
        long offset = spool.end();
        byte[] fields = object.fields();
        int inMetadata = object.metadataFrom() + 1;
        try {
            spool.append(head);
            spool.append(fields, 1, inMetadata - 1);
            spool.append(supplied);
            spool.append(fields, inMetadata, fields.length - inMetadata);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int shift = head.length - 1;
        StoredObject stored = new StoredObject(namespace, object.name(), object.labels(), new Spool.Place(offset, spool.end() - offset),
                object.metadataFrom() + shift, object.metadataTo() + shift + supplied.length);
        if (objects.computeIfAbsent(kind, k -> new TreeMap<>()).putIfAbsent(stored.key(), stored) == null) {
            count++;
        }
        if (kind.kind().equals("CustomResourceDefinition")) {
            definitions.addAll(Definition.of(Json.tree(fields)));
        }
    }

    /** Empty where it cannot be told, or is nothing that an API could have called so. */
    private static Optional<Kind> kind(RawObject object) {
        String kind = object.kind();
        String apiVersion = object.apiVersion();
        int dot = kind.indexOf('.');
        if (apiVersion.isEmpty()) {
            apiVersion = dot > 0 ? kind.substring(dot + 1) + "/v1" : KnownResources.ofKind(kind).map(ApiResource::apiVersion).orElse("");
        }
        kind = dot > 0 ? kind.substring(0, dot) : kind;
        if (!KIND.matcher(kind).matches() || !API_VERSION.matcher(apiVersion).matches()) {
            return Optional.empty();
        }
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        Optional<ApiResource> today = KnownResources.ofKind(kind)
                .filter(r -> r.group().equals(group) || group.equals("extensions") && !r.group().isEmpty());
        return Optional.of(today.isPresent() && SAME_FIELDS.contains(kind) ? Kind.of(today.get())
                : new Kind(group, apiVersion.substring(slash + 1), kind));
    }

    /** Gives every kind its resource: of the API server, of a definition, or guessed. */
    private void name() {
        Set<String> seen = new HashSet<>();
        objects.keySet().stream().sorted(Comparator.comparing(Kind::group).thenComparing(Kind::kind).thenComparing(Kind::version)).forEach(kind -> {
            seen.add(kind.kind());
            put(resource(kind));
        });
        for (Definition definition : definitions) {
            put(definition.resource());
        }
        for (ApiResource known : KnownResources.ALL) {
            boolean older = seen.contains(known.kind()) && resources.values().stream()
                    .anyMatch(r -> r.kind().equals(known.kind()) && (r.group().equals(known.group()) || r.group().equals("extensions")));
            if (!older) {
                put(known);
            }
        }
    }

    private void put(ApiResource resource) {
        resources.putIfAbsent(path(resource.group(), resource.version(), resource.plural()), resource);
    }

    private ApiResource resource(Kind kind) {
        Optional<ApiResource> known = KnownResources.of(kind.group(), kind.kind())
                .or(() -> kind.group().equals("extensions") ? KnownResources.ofKind(kind.kind()) : Optional.empty());
        if (known.isPresent()) {
            ApiResource k = known.get();
            return new ApiResource(kind.group(), kind.version(), k.kind(), k.plural(), k.shortNames(), k.categories(), k.namespaced());
        }
        Optional<ApiResource> defined = definitions.stream().map(Definition::resource)
                .filter(r -> r.kind().equals(kind.kind()) && r.group().equals(kind.group())).findFirst();
        boolean namespaced = objects.get(kind).values().stream().anyMatch(o -> !o.namespace().isEmpty());
        return defined.map(d -> new ApiResource(d.group(), kind.version(), d.kind(), d.plural(), d.shortNames(), d.categories(), d.namespaced()))
                .orElseGet(() -> new ApiResource(kind.group(), kind.version(), kind.kind(), Kinds.plural(kind.kind().toLowerCase(Locale.ROOT)),
                        List.of(), List.of(), namespaced));
    }

    private static String path(String group, String version, String plural) {
        return group + "/" + version + "/" + plural;
    }

    /** All resources, by group, version and name. */
    Collection<ApiResource> resources() {
        return resources.values();
    }

    Optional<ApiResource> resource(String group, String version, String plural) {
        return Optional.ofNullable(resources.get(path(group, version, plural)));
    }

    /** Sorted as the API server sorts. */
    Collection<StoredObject> objects(ApiResource resource) {
        return objects.getOrDefault(Kind.of(resource), new TreeMap<>()).values();
    }

    Optional<StoredObject> object(ApiResource resource, String namespace, String name) {
        return Optional.ofNullable(objects.getOrDefault(Kind.of(resource), new TreeMap<>())
                .get(namespace.isEmpty() ? name : namespace + "/" + name));
    }

    /** What defines the columns of a custom resource. */
    Optional<Definition> definition(ApiResource resource) {
        return definitions.stream().filter(d -> path(d.resource().group(), d.resource().version(), d.resource().plural())
                .equals(path(resource.group(), resource.version(), resource.plural()))).findFirst();
    }

    byte[] json(StoredObject object) {
        return spool.read(object.place());
    }

    Tree tree(StoredObject object) {
        return Json.tree(json(object));
    }

    PodLogs logs() {
        return logs;
    }

    /** That of the newest object: the state of the store, which never changes. */
    long resourceVersion() {
        return resourceVersion;
    }

    /** As a document of the snapshot states it; empty if none does. */
    String version() {
        return version;
    }

    /** How many objects there are. */
    public int count() {
        return count;
    }

    /** How many pods left a log. */
    public int loggedPods() {
        return logs.pods();
    }

    /** Whether there was a transcript, of which no object can be made. */
    public boolean transcripts() {
        return transcripts;
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
