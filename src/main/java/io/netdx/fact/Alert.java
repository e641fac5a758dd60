package io.netdx.fact;

import java.time.Instant;

/**
 * An alert of monitoring that fires: somebody's rule found something unusual. Never a diagnosis.
 *
 * @param ref      what it is about; of kind {@link Measurement#NAME} where its labels tell no more than a name
 * @param about    as of a {@link Figure}, or {@code workload}
 * @param trouble  what it stands for: a figure of {@code facts/knowledge/metrics.yaml}, or a symptom
 * @param severity label of the rule, empty if it has none
 * @param text     its own words
 * @param since    when it began to fire, {@link Instant#EPOCH} if unknown
 */
public record Alert(ObjectRef ref, String name, String about, String trouble, String severity, String text, Instant since,
                    Provenance source) implements Fact {
}
