package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * Where the slowness of several workloads comes from, as far as who calls whom and who runs where tell.
 *
 * @param kind     {@code pod}: everything slow is this workload, its callers, or what it calls; {@code nodes}: slow is what is called
 *                 from other nodes
 * @param ref      workload, node, or two nodes as one
 * @param objects  the nodes or the workload
 * @param detail   in words
 */
public record SlowSuspect(String kind, ObjectRef ref, List<ObjectRef> objects, String detail, Provenance source) {
}
