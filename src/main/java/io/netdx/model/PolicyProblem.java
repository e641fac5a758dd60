package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A policy that is probably not what its author meant.
 *
 * @param kind   {@code invalid} (the API server would refuse it), {@code selects-nothing}, {@code peer-matches-nothing}, {@code or-instead-of-and},
 *               {@code types-defaulted}, {@code service-port}
 * @param detail in words
 */
public record PolicyProblem(ObjectRef policy, String kind, String detail, Provenance source) {
}
