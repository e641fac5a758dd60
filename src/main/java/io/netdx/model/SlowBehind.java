package io.netdx.model;

import io.netdx.fact.ObjectRef;

/** The slow answers of a workload would follow from trouble at a suspect: another workload, a node, or two nodes as one. */
public record SlowBehind(ObjectRef suspect, ObjectRef workload) {
}
