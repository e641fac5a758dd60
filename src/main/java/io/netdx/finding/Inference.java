package io.netdx.finding;

import java.util.List;

/**
 * What the rules derived from one cluster, sorted, plus what the engine concluded from the catalogue's expectations.
 *
 * @param findings   present, absent and unknown ones
 * @param unknowns   one per finding that could not be evaluated
 */
public record Inference(List<Finding> findings, List<Hypothesis> hypotheses, List<Link> links, List<CausedBy> chains,
                        List<Unknown> unknowns) {
}
