package io.netdx.serve;

import io.netdx.serve.Resources.Kind;
import io.netdx.source.Limits;
import io.netdx.source.RawSnapshot;
import io.netdx.source.decode.RawObject;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All objects and logs of a snapshot, by resource. Read once, then never changed. */
public final class ObjectStore implements Storage, Closeable {

    private static final Pattern VERSION_NUMBER = Pattern.compile("[0-9]{1,18}");
    private final Spool spool;
    private final PodLogs logs;
    private final ProxiedTexts texts;
    private final Map<Kind, SortedMap<String, StoredObject>> objects = new HashMap<>();
    private final List<Definition> definitions = new ArrayList<>();
    private Resources resources = new Resources(List.of(), List.of(), kind -> false);
    private String version = "";
    private boolean transcripts;
    private int count;
    private long resourceVersion = 1;

    private ObjectStore(Spool spool) {
        this.spool = spool;
        this.logs = new PodLogs(spool);
        this.texts = new ProxiedTexts(spool);
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
        store.events();
        store.resources = new Resources(store.objects.keySet(), store.definitions,
                kind -> store.objects.get(kind).values().stream().anyMatch(o -> !o.namespace().isEmpty()));
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

        @Override
        public void figures(String node, String file, InputStream bytes) throws IOException {
            texts.add(node, file, bytes);
        }
    }

    private void add(RawObject object) {
        Optional<Kind> named = Kind.of(object.kind(), object.apiVersion());
        if (named.isEmpty()) {
            return;
        }
        Kind kind = named.get();
        if (VERSION_NUMBER.matcher(object.resourceVersion()).matches()) {
            resourceVersion = Math.max(resourceVersion, Long.parseLong(object.resourceVersion()));
        }
        boolean namespaced = kind.namespaced(!object.namespace().isEmpty());
        String namespace = !namespaced ? "" : object.namespace().isEmpty() ? "default" : object.namespace();
        byte[] head = ("{\"kind\":\"" + kind.kind() + "\",\"apiVersion\":\"" + kind.apiVersion() + "\",").getBytes(StandardCharsets.US_ASCII);
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
        StoredObject stored = new StoredObject(namespace, object.name(), object.labels(), spool.place(offset),
                object.metadataFrom() + shift, object.metadataTo() + shift + supplied.length);
        if (objects.computeIfAbsent(kind, k -> new TreeMap<>()).putIfAbsent(stored.key(), stored) == null) {
            count++;
        }
        if (kind.kind().equals("CustomResourceDefinition")) {
            definitions.addAll(Definition.of(Json.tree(fields)));
        }
    }

    /** Shows events in both of their groups; one that the snapshot holds in both stays as it is. */
    private void events() {
        for (Kind kind : List.copyOf(objects.keySet())) {
            EventGroups.other(kind).ifPresent(other -> {
                SortedMap<String, StoredObject> there = objects.computeIfAbsent(other, k -> new TreeMap<>());
                objects.get(kind).forEach((key, event) -> there.computeIfAbsent(key, k -> EventGroups.as(other, event)));
            });
        }
    }

    @Override
    public Resources resources() {
        return resources;
    }

    @Override
    public Collection<StoredObject> objects(ApiResource resource) {
        return objects.getOrDefault(Kind.of(resource), new TreeMap<>()).values();
    }

    @Override
    public Optional<StoredObject> object(ApiResource resource, String namespace, String name) {
        return Optional.ofNullable(objects.getOrDefault(Kind.of(resource), new TreeMap<>())
                .get(StoredObject.key(namespace, name)));
    }

    PodLogs logs() {
        return logs;
    }

    ProxiedTexts texts() {
        return texts;
    }

    /** That of the newest object: the state of the store, which never changes. */
    @Override
    public long resourceVersion() {
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
