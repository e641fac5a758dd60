package io.netdx.suppress;

import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One decision not to count some causes on some objects.
 *
 * @param place   where it stands, {@code suppressions.yaml:4} or {@code annotation of Service shop/cart}
 * @param causes  ids, aliases or families, at least one
 * @param objects subjects that it is about
 * @param cluster names of clusters, as the first line of their report gives them
 * @param reason  of whoever decided, never empty
 * @param until   last day on which it counts, in UTC; none for ever
 * @param shared  it stands in a file, for many clusters: one of them need not have what it is about
 */
public record Suppression(String place, List<String> causes, Predicate<ObjectRef> objects, Glob cluster, String reason, Optional<LocalDate> until,
                          boolean shared) {

    boolean matches(Cause cause, ObjectRef subject, String clusterName) {
        return objects.test(subject) && cluster.matches(clusterName) && causes.stream().anyMatch(id -> names(id, cause));
    }

    /** True without a date to compare with. */
    boolean inForce(Optional<LocalDate> today) {
        return until.isEmpty() || today.isEmpty() || !today.get().isAfter(until.get());
    }

    static boolean names(String id, Cause cause) {
        return cause.id().equals(id) || cause.family().equals(id) || cause.aliases().contains(id);
    }
}
