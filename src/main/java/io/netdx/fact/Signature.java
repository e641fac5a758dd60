package io.netdx.fact;

import java.time.Instant;
import java.util.Map;

/**
 * A known text, recognised in a log, an event, a condition or a status message. Evidence, never a diagnosis: healthy
 * clusters are full of them.
 *
 * @param id     row of the signature table
 * @param ref    the pod, node or object whose text it was
 * @param groups the variable parts, by name; equal parts are counted together
 * @param count  occurrences
 * @param first  first occurrence, {@link Instant#EPOCH} where the text carries no time
 * @param last   last occurrence
 */
public record Signature(String id, ObjectRef ref, Map<String, String> groups, int count, Instant first, Instant last,
                        Provenance source) implements Fact {

    public String group(String name) {
        return groups.getOrDefault(name, "");
    }
}
