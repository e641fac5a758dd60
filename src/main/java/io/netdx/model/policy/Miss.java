package io.netdx.model.policy;

import io.netdx.fact.ObjectRef;

/**
 * The rule that came nearest to admitting a denied connection.
 *
 * @param kind {@code no-rule}, {@code peer}, {@code namespace}, {@code namespace-label}, {@code port}, …; see {@code rank}
 * @param text in words, for the person who will mend the policy
 * @param rank nearer misses have larger ranks; comparable within one verdict
 */
public record Miss(ObjectRef policy, String kind, String text, int rank) {
}
