package io.netdx.model.policy;

/** The side of a connection on which policies are evaluated: egress at its source, ingress at its destination. */
public enum Direction {
    INGRESS, EGRESS
}
