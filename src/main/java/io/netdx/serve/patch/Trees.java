package io.netdx.serve.patch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Trees as a JSON reader makes them. */
final class Trees {

    private Trees() {
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    /** The same without nulls, which mean "remove" where there is nothing to remove, and without directives. */
    static Object plain(Object value) {
        if (value instanceof Map<?, ?>) {
            Map<String, Object> plain = new LinkedHashMap<>();
            object(value).forEach((name, field) -> {
                if (field != null && !name.startsWith("$")) {
                    plain.put(name, plain(field));
                }
            });
            return plain;
        }
        return value instanceof List<?> ? list(value).stream().filter(Objects::nonNull).filter(item -> !directive(item)).map(Trees::plain).toList() : value;
    }

    /** An item that says to delete or replace; it is no item. */
    private static boolean directive(Object item) {
        return item instanceof Map<?, ?> map && (Objects.equals(map.get("$patch"), "delete") || Objects.equals(map.get("$patch"), "replace") && map.size() == 1);
    }
}
