package io.netdx.guide;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.finding.Inference;
import io.netdx.reason.Judgement;
import java.util.List;
import java.util.function.Predicate;

/**
 * What facts say: the snapshot or running cluster, and all output that was pasted.
 *
 * @param told whether the answer to a command stands in the facts already, so that nobody need run it
 */
public record Known(Cluster cluster, Inference inference, Judgement judgement, Predicate<String> told) {

    /** All kinds were completely seen; not so where none is named. */
    boolean complete(List<String> kinds) {
        return !kinds.isEmpty() && kinds.stream().allMatch(kind -> cluster.complete(kind, Coverage.ALL));
    }
}
