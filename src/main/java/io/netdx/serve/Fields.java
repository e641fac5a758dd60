package io.netdx.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks into objects as {@link ControlPlane.State} holds them. What is missing, or is something else, is empty. */
final class Fields {

    private Fields() {
    }

    /** The value at a path of fields; an empty text where there is none. */
    static Object at(Map<String, Object> object, String... path) {
        Object value = object;
        for (String name : path) {
            value = value instanceof Map<?, ?> map && map.get(name) != null ? map.get(name) : "";
        }
        return value;
    }

    static String text(Map<String, Object> object, String... path) {
        return at(object, path) instanceof String text ? text : "";
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> object, String... path) {
        return at(object, path) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Map<String, Object> object, String... path) {
        return at(object, path) instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /** The items of a list that are objects. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Map<String, Object> object, String... path) {
        return list(object, path).stream().filter(Map.class::isInstance).map(item -> (Map<String, Object>) item).toList();
    }

    /** The same object but for one field, at a path of at least one; an empty object on the way is made where there is none. */
    static Map<String, Object> with(Map<String, Object> object, Object value, String... path) {
        return with(object, value, path, 0);
    }

    private static Map<String, Object> with(Map<String, Object> object, Object value, String[] path, int from) {
        Map<String, Object> copy = new LinkedHashMap<>(object);
        copy.put(path[from], from == path.length - 1 ? value : with(object(object, path[from]), value, path, from + 1));
        return copy;
    }

    /** The same object without a field. */
    static Map<String, Object> without(Map<String, Object> object, String... path) {
        return without(object, path, 0);
    }

    private static Map<String, Object> without(Map<String, Object> object, String[] path, int from) {
        if (!object.containsKey(path[from])) {
            return object;
        }
        Map<String, Object> copy = new LinkedHashMap<>(object);
        if (from == path.length - 1) {
            copy.remove(path[from]);
        } else {
            copy.put(path[from], without(object(object, path[from]), path, from + 1));
        }
        return copy;
    }
}
