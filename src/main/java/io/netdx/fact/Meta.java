package io.netdx.fact;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What every API object has.
 *
 * @param owner       controlling owner, if one is named
 * @param created     creation time, {@link Instant#EPOCH} if unknown
 * @param terminating a deletion timestamp is set
 * @param lines       line of each field of {@code spec}, keyed {@code spec.selector}; empty for pods
 */
public record Meta(ObjectRef ref, Map<String, String> labels, Map<String, String> annotations,
                   Optional<ObjectRef> owner, Instant created, boolean terminating,
                   Provenance source, Map<String, Integer> lines) {

    /** The place of a field of {@code spec}, or of the object where the field is missing. */
    public Provenance at(String path) {
        return source.at(path, lines.getOrDefault(path, 0));
    }

    public String namespace() {
        return ref.namespace();
    }

    public String name() {
        return ref.name();
    }
}
