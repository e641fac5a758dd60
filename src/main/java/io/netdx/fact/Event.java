package io.netdx.fact;

import java.time.Instant;

/** An Event, or the merged series of one. */
public record Event(ObjectRef ref, String type, String reason, String message, int count, Instant first, Instant last,
                    String component, String host, Provenance source) implements Fact {
}
