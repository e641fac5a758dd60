package io.netdx.fact;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A figure that monitoring gives about an object: how it usually was, and how it was in the worst minutes.
 *
 * @param ref    the object; of kind {@code Name} and without namespace where monitoring tells no more than a name
 * @param what   {@code latency-p50}, {@code latency-p90} and other percentiles (milliseconds), {@code cpu-throttled} (seconds of waiting
 *               in a second), {@code cpu} (cores), {@code requests} (per second), {@code success} (share), {@code packets}
 *               (per second), {@code retransmissions} (segments per second, of the node's own connections),
 *               {@code retransmission-share}, {@code conntrack-use} (share), {@code dns-latency} (milliseconds), {@code dns-failures} (share)
 * @param before the usual value, where there is one to compare with
 * @param now    the value of the worst minutes
 * @param from   begin of what was looked at, {@link Instant#EPOCH} if unknown
 * @param to     its end
 */
public record Measurement(ObjectRef ref, String what, OptionalDouble before, double now, Instant from, Instant to,
                          Provenance source) implements Fact {

    /** The kind of objects that are known by a name alone. */
    public static final String NAME = "Name";

    /** At least {@code least}, and at least {@code times} as much as usual where that is known. */
    public boolean roseTo(double least, double times) {
        return now >= least && (before.isEmpty() || now >= times * before.getAsDouble());
    }
}
