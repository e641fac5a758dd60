package io.netdx.source.host;

import java.util.HashMap;
import java.util.Map;

/**
 * Equal values once in memory: every node has a rule for every Service, so that a hundred dumps say the same five thousand
 * things. Not for concurrent use; one for a snapshot.
 */
public final class SharedValues {

    private static final int MAX = 500_000;

    private final Map<Object, Object> values = new HashMap<>();

    /** The value that was first given among its equals. Beyond a limit, the value itself. */
    @SuppressWarnings("unchecked")
    <T> T share(T value) {
        Object known = values.get(value);
        if (known == null && values.size() < MAX) {
            values.put(value, value);
        }
        return known == null ? value : (T) known;
    }
}
