package io.netdx.finding;

import io.netdx.fact.ObjectRef;

/**
 * States that one hypothesis, if true, is brought about by another: {@code effect} is then a consequence, and everything
 * that it explains is explained by {@code cause} too.
 */
public record CausedBy(String effect, ObjectRef effectSubject, String cause, ObjectRef causeSubject) {
}
