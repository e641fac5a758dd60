package io.netdx.finding;

import io.netdx.fact.ObjectRef;
import java.util.List;

/**
 * What the rules derived from one cluster, sorted, plus what the engine concluded from the catalogue's expectations.
 *
 * @param findings   present, absent and unknown ones
 * @param unknowns   one per finding that could not be evaluated
 * @param nodes      all nodes of the cluster; empty where not all were seen
 * @param blind      where a complaint would show and nobody looked, in words: who sees none there cannot tell that all is well
 */
public record Inference(List<Finding> findings, List<Hypothesis> hypotheses, List<Link> links, List<CausedBy> chains,
                        List<Unknown> unknowns, List<ObjectRef> nodes, List<String> blind) {
}
