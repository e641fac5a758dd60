package io.netdx.serve.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Kubernetes' strategic merge patch: as a merge patch, but lists of named items are merged by their keys; with the directives
 * {@code $patch: delete|replace|merge}, {@code $retainKeys}, {@code $deleteFromPrimitiveList/…} and {@code $setElementOrder/…}
 * (sig-api-machinery/strategic-merge-patch.md). Server-side apply by a single owner is the same without directives, with all keys of a list.
 */
public final class StrategicPatch {

    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";

    private final boolean allKeys;

    private StrategicPatch(boolean allKeys) {
        this.allKeys = allKeys;
    }

    /**
     * The patched object; neither argument is changed.
     *
     * @throws PatchException where a directive is malformed or an item lacks its key
     */
    public static Map<String, Object> apply(Map<String, Object> object, Map<String, Object> patch) throws PatchException {
        return new StrategicPatch(false).merge("", object, patch);
    }

    /**
     * Server-side apply by an owner whom nobody contests.
     *
     * @param before what the owner applied last, or empty: what is in it and not applied any more is removed
     */
    public static Map<String, Object> applyAll(Map<String, Object> object, Map<String, Object> before, Map<String, Object> applied) throws PatchException {
        return new StrategicPatch(true).merge("", Abandoned.removed("", object, before, applied), applied);
    }

    private Map<String, Object> merge(String parent, Map<String, Object> object, Map<String, Object> patch) throws PatchException {
        Object directive = patch.getOrDefault("$patch", "merge");
        if (directive.equals("replace")) {
            return Trees.object(Trees.plain(patch));
        }
        if (directive.equals("delete")) {
            return new LinkedHashMap<>();
        }
        if (!directive.equals("merge")) {
            throw PatchException.malformed("Unknown patch type found: " + directive);
        }
        Map<String, Object> result = new LinkedHashMap<>(object);
        if (patch.get("$retainKeys") instanceof List<?> retained) {
            result.keySet().retainAll(Set.copyOf(retained));
        }
        for (Map.Entry<String, Object> entry : patch.entrySet()) {
            String name = entry.getKey();
            Object value = entry.getValue();
            if (name.startsWith(DELETE)) {
                remove(result, name.substring(DELETE.length()), value);
            } else if (name.startsWith("$")) {
                continue;
            } else if (value == null) {
                result.remove(name);
            } else if (value instanceof Map<?, ?>) {
                result.put(name, merge(name, result.get(name) instanceof Map<?, ?> there ? Trees.object(there) : Map.of(), Trees.object(value)));
            } else if (value instanceof List<?>) {
                result.put(name, list(parent, name, result.get(name) instanceof List<?> there ? Trees.list(there) : List.of(), Trees.list(value)));
            } else {
                result.put(name, value);
            }
        }
        for (Map.Entry<String, Object> entry : patch.entrySet()) {
            if (entry.getKey().startsWith(ORDER) && entry.getValue() instanceof List<?> order) {
                String name = entry.getKey().substring(ORDER.length());
                if (result.get(name) instanceof List<?> list) {
                    result.put(name, ordered(parent, name, Trees.list(list), order));
                }
            }
        }
        return result;
    }

    private static void remove(Map<String, Object> object, String name, Object values) {
        if (object.get(name) instanceof List<?> list && values instanceof List<?> unwanted) {
            object.put(name, list.stream().filter(v -> !unwanted.contains(v)).map(v -> (Object) v).toList());
        }
    }

    private Optional<List<String>> keys(String parent, String name) {
        return MergeKeys.of(parent, name).map(keys -> allKeys ? keys : keys.subList(0, 1));
    }

    private List<Object> list(String parent, String name, List<Object> there, List<Object> patch) throws PatchException {
        Optional<List<String>> keys = keys(parent, name);
        if (keys.isEmpty()) {
            return Trees.list(Trees.plain(patch));
        }
        if (keys.get().get(0).equals(".")) {
            List<Object> all = new ArrayList<>(there);
            patch.stream().filter(v -> v != null && !all.contains(v)).forEach(all::add);
            return all;
        }
        boolean replaces = patch.stream().anyMatch(item -> item instanceof Map<?, ?> map && Objects.equals(map.get("$patch"), "replace") && map.size() == 1);
        List<Object> result = new ArrayList<>(replaces ? List.of() : there);
        for (Object item : patch) {
            if (!(item instanceof Map<?, ?>)) {
                throw PatchException.malformed("an item of " + name + " is no object");
            }
            Map<String, Object> fields = Trees.object(item);
            if (!Objects.equals(fields.get("$patch"), "replace") || fields.size() > 1) {
                item(name, keys.get(), result, fields);
            }
        }
        return result;
    }

    private void item(String name, List<String> keys, List<Object> items, Map<String, Object> patch) throws PatchException {
        if (patch.get(keys.get(0)) == null) {
            throw PatchException.malformed("map: " + patch.keySet() + " does not contain declared merge key: " + keys.get(0));
        }
        int at = 0;
        while (at < items.size() && !same(items.get(at), patch, keys)) {
            at++;
        }
        if (Objects.equals(patch.get("$patch"), "delete")) {
            items.removeIf(item -> same(item, patch, keys));
        } else if (at < items.size()) {
            items.set(at, merge(name, Trees.object(items.get(at)), patch));
        } else {
            items.add(merge(name, Map.of(), patch));
        }
    }

    static boolean same(Object item, Map<String, Object> patch, List<String> keys) {
        // a protocol that nobody names is TCP
        return item instanceof Map<?, ?> map && keys.stream().allMatch(key -> {
            Object here = map.get(key) == null && key.equals("protocol") ? "TCP" : map.get(key);
            Object there = patch.get(key) == null && key.equals("protocol") ? "TCP" : patch.get(key);
            return Objects.equals(here, there);
        });
    }

    /** The items that the order names, in its order; the others stay behind the one they were behind. */
    private List<Object> ordered(String parent, String name, List<Object> list, List<?> order) {
        String key = keys(parent, name).map(k -> k.get(0)).orElse(".");
        List<Object> wanted = new ArrayList<>();
        for (Object entry : order) {
            wanted.add(entry instanceof Map<?, ?> map ? map.get(key) : entry);
        }
        List<Object> named = new ArrayList<>(list.stream().filter(item -> wanted.contains(id(item, key))).toList());
        named.sort(java.util.Comparator.comparingInt(item -> wanted.indexOf(id(item, key))));
        List<Object> result = new ArrayList<>();
        for (Object item : list) {
            result.add(wanted.contains(id(item, key)) ? named.remove(0) : item);
        }
        return result;
    }

    private static Object id(Object item, String key) {
        return item instanceof Map<?, ?> map ? map.get(key) : item;
    }
}
