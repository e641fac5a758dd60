package io.netdx.serve.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What its only owner no longer applies: it goes. */
final class Abandoned {

    private Abandoned() {
    }

    /**
     * An object without what was applied before and is not any more.
     *
     * @param parent the field that the object is the value of
     */
    static Map<String, Object> removed(String parent, Map<String, Object> object, Map<String, Object> before, Map<String, Object> now) {
        Map<String, Object> result = new LinkedHashMap<>(object);
        before.forEach((name, old) -> {
            Object here = result.get(name);
            Object next = now.get(name);
            if (here instanceof Map<?, ?> && old instanceof Map<?, ?>) {
                Map<String, Object> left = removed(name, Trees.object(here), Trees.object(old), next instanceof Map<?, ?> ? Trees.object(next) : Map.of());
                put(result, name, left, !left.isEmpty() || next != null);
            } else if (here instanceof List<?> list && old instanceof List<?> items && MergeKeys.of(parent, name).isPresent()) {
                List<Object> left = items(name, MergeKeys.of(parent, name).orElseThrow(), Trees.list(list), Trees.list(items),
                        next instanceof List<?> ? Trees.list(next) : List.of());
                put(result, name, left, !left.isEmpty() || next != null);
            } else if (next == null) {
                result.remove(name);
            }
        });
        return result;
    }

    private static void put(Map<String, Object> object, String name, Object value, boolean kept) {
        if (kept) {
            object.put(name, value);
        } else {
            object.remove(name);
        }
    }

    private static List<Object> items(String name, List<String> keys, List<Object> here, List<Object> before, List<Object> now) {
        List<Object> left = new ArrayList<>();
        for (Object item : here) {
            Optional<Object> old = find(before, item, keys);
            Optional<Object> next = find(now, item, keys);
            if (old.isEmpty()) {
                left.add(item);
            } else if (next.isPresent()) {
                left.add(item instanceof Map<?, ?> ? removed(name, Trees.object(item), Trees.object(old.get()), Trees.object(next.get())) : item);
            }
        }
        return left;
    }

    private static Optional<Object> find(List<Object> items, Object item, List<String> keys) {
        return items.stream().filter(i -> item instanceof Map<?, ?> ? i instanceof Map<?, ?> && StrategicPatch.same(i, Trees.object(item), keys) : item.equals(i))
                .findFirst();
    }
}
