package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A controller of the Gateway API refuses an object or a part of it, or none looks after it.
 *
 * @param kind    {@code class-missing}, {@code class-refused}, {@code version}, {@code conflict}, {@code certificate}, {@code denied},
 *                {@code gateway-missing}, {@code route-refused}, {@code route-ignored}, {@code backend}, {@code not-programmed}, {@code tls-policy}
 * @param part    listener or parent concerned, empty for the object itself
 * @param reason  the condition's reason, in the API's own words
 * @param message the controller's words
 */
public record GatewayProblem(ObjectRef ref, String kind, String part, String reason, String message, Provenance source) {
}
