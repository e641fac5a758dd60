package io.netdx.reason;

import io.netdx.catalog.Cause;
import io.netdx.finding.Hypothesis;
import java.util.Optional;

/** A hypothesis that is to be listed; {@code complaints} counts the symptoms of others that it accounts for; {@code index} is its place in the graph. */
record Candidate(int index, Hypothesis hypothesis, Cause cause, Judgement.Role role, Judgement.State state, double confidence,
                 int complaints, Optional<Integer> parent, Optional<Judgement.CauseOn> causedBy) {

    /** A workload that does not run, which nobody was seen to miss: however sure, not what somebody asked about the network for. */
    boolean unheard() {
        return complaints == 0 && cause.id().startsWith("workload/");
    }

    /** Harm if true: severity, and how much suffers. */
    double harm() {
        return (1 << cause.severity().ordinal()) * (1.0 + complaints);
    }
}
