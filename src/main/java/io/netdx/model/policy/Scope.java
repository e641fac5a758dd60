package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;

/** What the absence of an object from the input means. */
public enum Scope {

    /** Manifests: the question is what these objects would do; an object that is not among them counts as absent. */
    DECLARED,

    /** A snapshot of a cluster: only what was listed completely may be called absent. */
    OBSERVED;

    /** Observed as soon as anything was listed completely; manifests never are. */
    public static Scope of(Cluster cluster) {
        return cluster.coverage().stream().anyMatch(Coverage::complete) ? OBSERVED : DECLARED;
    }
}
