package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A LimitRange has a say in the pods of a workload that do not run.
 *
 * @param range    the LimitRange; the workload itself where nobody knows which it is
 * @param kind     {@code default}: containers that state no limit got one from it; {@code forbidden}: it does not admit the pods
 * @param detail   in words: the default, or the API server's message
 */
public record LimitImposed(ObjectRef range, ObjectRef workload, String kind, String detail, Provenance source) {
}
