package io.netdx.finding;

import io.netdx.fact.ObjectRef;

/**
 * A finding that could not be evaluated.
 *
 * @param finding finding type
 * @param cause   the cause whose check it is
 * @param subject object, or {@link ObjectRef#CLUSTER} where the check never came to an object
 * @param reason  {@code NOT_COLLECTED}, {@code FORBIDDEN}, {@code PARTIAL}, …
 * @param needs   the kind that is missing
 */
public record Unknown(String finding, String cause, ObjectRef subject, String reason, String needs) {
}
