package io.netdx.simulate.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the values of which objects consist; they keep the order of writing. */
public final class Tree {

    private Tree() {
    }

    /** A map of alternating keys and values; a null value is left out. */
    public static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                map.put((String) pairs[i], pairs[i + 1]);
            }
        }
        return map;
    }

    /** A list that may grow. */
    public static List<Object> list(Object... items) {
        return new ArrayList<>(List.of(items));
    }

    /** A deep copy; whole numbers become longs, as they come from JSON, so that equal trees are equal. */
    public static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put((String) k, copy(v)));
            return copy;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        return value instanceof List<?> list ? new ArrayList<>(list.stream().map(Tree::copy).toList()) : value;
    }
}
