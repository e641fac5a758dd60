package io.netdx.serve.patch;

import java.util.LinkedHashMap;
import java.util.Map;

/** RFC 7386: fields of the patch replace those of the object, null removes them. */
public final class MergePatch {

    private MergePatch() {
    }

    /** The patched object; neither argument is changed. */
    public static Map<String, Object> apply(Map<String, Object> object, Map<String, Object> patch) {
        Map<String, Object> result = new LinkedHashMap<>(object);
        patch.forEach((name, value) -> {
            if (value == null) {
                result.remove(name);
            } else if (value instanceof Map<?, ?>) {
                result.put(name, apply(result.get(name) instanceof Map<?, ?> there ? Trees.object(there) : Map.of(), Trees.object(value)));
            } else {
                result.put(name, value);
            }
        });
        return result;
    }
}
