package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Configuration says that somebody needs a Service which cannot serve.
 *
 * @param kind     {@code no-endpoints}
 * @param how      where the need is stated, in words ({@code env DB_HOST}, {@code Ingress path /})
 * @param logsSeen logs of the client were collected: they, not the configuration, tell whether calls fail
 */
public record UnmetNeed(ObjectRef client, ObjectRef service, String kind, String how, boolean logsSeen, Provenance source) {
}
