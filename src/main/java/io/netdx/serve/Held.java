package io.netdx.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

/**
 * An object of a living cluster, as the control plane gave it and as JSON.
 *
 * @param source  without resourceVersion
 * @param shown   the same with what goes without saying, as every API server shows it: clients rely on it
 * @param created the revision at which it was there first
 * @param changed the revision at which it became what it is: its resourceVersion
 */
record Held(byte[] json, Map<String, Object> source, Map<String, Object> shown, long created, long changed) implements Content {

    /** An object and its JSON with the resourceVersion in it. */
    static StoredObject stored(Resources.Kind kind, Map<String, Object> source, long created, long changed) {
        Map<String, Object> shown = Defaults.apply(kind.group(), kind.kind(), source);
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.object(shown, "metadata"));
        metadata.put("resourceVersion", Long.toString(changed));
        boolean namespaced = kind.namespaced(!Fields.text(metadata, "namespace").isEmpty());
        String namespace = !namespaced ? "" : Fields.text(metadata, "namespace").isEmpty() ? "default" : Fields.text(metadata, "namespace");
        if (namespaced) {
            metadata.put("namespace", namespace);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] head = Json.bytes(Json.object("kind", kind.kind(), "apiVersion", kind.apiVersion()));
        out.write(head, 0, head.length - 1);
        out.writeBytes(",\"metadata\":".getBytes(StandardCharsets.US_ASCII));
        int from = out.size();
        out.writeBytes(Json.bytes(metadata));
        int to = out.size();
        Map<String, Object> rest = new LinkedHashMap<>(shown);
        rest.keySet().removeAll(java.util.List.of("kind", "apiVersion", "metadata"));
        byte[] tail = Json.bytes(rest);
        if (rest.isEmpty()) {
            out.write('}');
        } else {
            out.write(',');
            out.write(tail, 1, tail.length - 1);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (Entry<String, Object> label : Fields.object(metadata, "labels").entrySet()) {
            if (label.getValue() instanceof String text) {
                labels.put(label.getKey(), text);
            }
        }
        return new StoredObject(namespace, Fields.text(metadata, "name"), Map.copyOf(labels), new Held(out.toByteArray(), source, shown, created, changed), from, to);
    }

    static Held of(StoredObject object) {
        return (Held) object.content();
    }

    String uid() {
        return Fields.text(source, "metadata", "uid");
    }

    @Override
    public long length() {
        return json.length;
    }
}
