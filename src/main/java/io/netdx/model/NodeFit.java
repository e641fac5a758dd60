package io.netdx.model;

import io.netdx.fact.ObjectRef;
import java.util.List;

/**
 * Which nodes a workload's node selector allows, and which of them take no pods. For workloads whose pods find no node, or that
 * lack pods which nobody collected.
 *
 * @param selector {@code kubernetes.io/hostname=worker-1}, empty if there is none
 * @param certain  all nodes were seen
 * @param dominant the scheduler's reason for most of the nodes, in its words; empty if it counts none
 * @param matching nodes whose labels match
 * @param cordoned of them, cordoned
 * @param tainted  of them, with a taint that keeps pods away; tolerations are not looked at
 */
public record NodeFit(ObjectRef workload, String selector, boolean certain, String dominant, List<String> matching, List<String> cordoned, List<String> tainted) {

    /** The selector allows nodes, and each of them is cordoned or tainted. */
    public boolean blocked() {
        return certain && !matching.isEmpty() && matching.stream().allMatch(n -> cordoned.contains(n) || tainted.contains(n));
    }

    /** Cordoned nodes are why, and not merely beside it: most nodes are, or all that the selector allows. */
    public boolean cordonMatters() {
        return dominant.isEmpty() || dominant.contains("unschedulable") || blocked();
    }
}
