package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import java.util.Optional;

/** Whether NetworkPolicies that were not seen could change an answer. */
final class Unseen {

    private final Cluster cluster;
    private final boolean asGiven;

    /** @param asGiven the question is about the given policies: others count as absent unless they were refused to the reader */
    Unseen(Cluster cluster, boolean asGiven) {
        this.cluster = cluster;
        this.asGiven = asGiven || Scope.of(cluster) == Scope.DECLARED;
    }

    /** Why there may be more policies in a namespace; empty if all were seen. */
    Optional<String> policies(String namespace) {
        Coverage coverage = cluster.coverage("NetworkPolicy", namespace);
        boolean absent = coverage.complete() || asGiven && (coverage.state() == Coverage.State.NOT_COLLECTED
                || coverage.state() == Coverage.State.PARTIAL);
        return absent ? Optional.empty() : Optional.of("the NetworkPolicies of namespace " + namespace + " were not all seen ("
                + coverage.reason() + ")");
    }
}
