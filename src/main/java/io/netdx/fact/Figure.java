package io.netdx.fact;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A figure that counters and gauges of one target give: a share, a quantile, a count. What it means stands in
 * {@code facts/knowledge/metrics.yaml}.
 *
 * @param ref    what was measured: a pod, a node, of kind {@code Workload} what its namespace and name tell, or of kind {@link Measurement#NAME} the address, the name or the path that the sample came from
 * @param about  {@code dns proxy node felix cilium container pool calls}: what of the object it is about
 * @param what   id of the figure
 * @param part   the part of it that is worst ({@code eth0}, a reason of drops), empty if it has no parts
 * @param value  a share (0..1), seconds, or a number
 * @param before the same in the first half of what was looked at, where there are two halves
 * @param amount what a share is of, 0 for other figures
 * @param worry  from here on it is unusual
 * @param words  what it says, with the value
 * @param from   begin of what was counted, {@link Instant#EPOCH} if unknown
 * @param to     when the sample was taken, {@link Instant#EPOCH} if unknown
 */
public record Figure(ObjectRef ref, String about, String what, String part, double value, OptionalDouble before, double amount, double worry,
                     String words, Basis basis, Instant from, Instant to, Provenance source) implements Fact {

    /** What a value is the value of. */
    public enum Basis {
        /** The moment of the sample. */
        NOW,
        /** A window of time that ends with the last sample. */
        WINDOW,
        /** All the time since the process started: the present may be quite different. */
        LIFETIME
    }

    public boolean unusual() {
        return value >= worry;
    }

    /** It says something about the present. */
    public boolean recent() {
        return basis != Basis.LIFETIME;
    }
}
