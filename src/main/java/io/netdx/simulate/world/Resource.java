package io.netdx.simulate.world;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A Kubernetes object as a tree, as the API server would print it: maps in the order of writing, lists, strings, numbers, booleans.
 * Injectors patch it as {@code kubectl patch} would. A path is a sequence of field names and list indexes.
 */
public final class Resource {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Object> tree;

    private Resource(Map<String, Object> tree) {
        this.tree = tree;
    }

    public static Resource of(Map<String, Object> tree) {
        return new Resource(tree);
    }

    /** From a manifest; {@code args} are filled in as by {@link String#formatted}. */
    public static Resource yaml(String manifest, Object... args) {
        return new Resource(cast(new Load(LoadSettings.builder().build()).loadFromString(manifest.formatted(args))));
    }

    /** A deep copy of the whole tree. */
    public Map<String, Object> tree() {
        return cast(Tree.copy(tree));
    }

    public String kind() {
        return text("kind");
    }

    public String namespace() {
        return text("metadata", "namespace");
    }

    public String name() {
        return text("metadata", "name");
    }

    /** {@code Kind/namespace/name}, with an empty namespace where it has none. */
    public String key() {
        return kind() + "/" + namespace() + "/" + name();
    }

    /** The value at a path, null where there is none: for this package's accessors only. */
    private Object find(Object... path) {
        Object at = tree;
        for (Object step : path) {
            if (step instanceof Integer index) {
                at = at instanceof List<?> list && index < list.size() ? list.get(index) : null;
            } else {
                at = at instanceof Map<?, ?> map ? map.get(step) : null;
            }
        }
        return at;
    }

    public boolean has(Object... path) {
        return find(path) != null;
    }

    /** Empty where there is nothing. */
    public String text(Object... path) {
        Object value = find(path);
        return value == null ? "" : value.toString();
    }

    /** 0 where there is no number. */
    public int number(Object... path) {
        return find(path) instanceof Number number ? number.intValue() : 0;
    }

    /** The map at a path, made where it is missing. */
    public Map<String, Object> map(String first, Object... rest) {
        Map<String, Object> at = tree;
        Object[] path = steps(first, rest);
        for (int i = 0; i < path.length; i++) {
            if (i + 1 < path.length && path[i + 1] instanceof Integer index) {
                at = cast(Resource.<List<Object>>cast(at.get(path[i])).get(index));
                i++;
            } else {
                at = cast(at.computeIfAbsent((String) path[i], k -> new LinkedHashMap<String, Object>()));
            }
        }
        return at;
    }

    /** The list at a path, made where it is missing. */
    public List<Object> list(String first, Object... rest) {
        Object[] path = steps(first, rest);
        Map<String, Object> parent = parent(path);
        return cast(parent.computeIfAbsent((String) path[path.length - 1], k -> new ArrayList<>()));
    }

    /** The items of a list of maps; empty where there is none. They write through. */
    public List<Resource> items(Object... path) {
        return find(path) instanceof List<?> list ? list.stream().map(item -> new Resource(cast(item))).toList() : List.of();
    }

    /** A map of strings, empty where there is none. */
    public Map<String, String> labels(Object... path) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (find(path) instanceof Map<?, ?> map) {
            map.forEach((k, v) -> labels.put((String) k, String.valueOf(v)));
        }
        return labels;
    }

    /** The pods that a workload makes carry all of these labels. */
    public boolean makesPodsWith(Map<String, String> labels) {
        return labels("spec", "template", "metadata", "labels").entrySet().containsAll(labels.entrySet());
    }

    /** Sets the value at a path; the maps on the way are made, the list items must be there. */
    public Resource set(Object value, Object... path) {
        parent(path).put((String) path[path.length - 1], value);
        return this;
    }

    public Resource remove(Object... path) {
        parent(path).remove((String) path[path.length - 1]);
        return this;
    }

    private Map<String, Object> parent(Object[] path) {
        if (path.length == 1) {
            return tree;
        }
        Object[] rest = new Object[path.length - 2];
        System.arraycopy(path, 1, rest, 0, rest.length);
        return map((String) path[0], rest);
    }

    private static Object[] steps(String first, Object[] rest) {
        Object[] path = new Object[rest.length + 1];
        path[0] = first;
        System.arraycopy(rest, 0, path, 1, rest.length);
        return path;
    }

    public Resource copy() {
        return new Resource(cast(Tree.copy(tree)));
    }

    /** As one line of JSON. */
    public String json() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(tree, json);
        }
        return out.toString();
    }

    private static void write(Object value, JsonGenerator json) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((k, v) -> {
                json.writeName((String) k);
                write(v, json);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(v -> write(v, json));
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString((String) value);
        }
    }

    /** A JSON tree is made of nothing but maps of strings, lists and values. */
    @SuppressWarnings("unchecked")
    private static <T> T cast(Object value) {
        return (T) value;
    }

    @Override
    public String toString() {
        return key();
    }
}
