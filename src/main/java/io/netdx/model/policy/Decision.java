package io.netdx.model.policy;

/** Whether a connection may pass; UNKNOWN where something that was not seen or cannot be evaluated could change the answer. */
public enum Decision {
    ALLOW, DENY, UNKNOWN
}
