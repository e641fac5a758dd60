package io.netdx.model.path;

/** What becomes of a connection. ALLOWED: no hop fails, and every hop that Kubernetes objects decide was seen and passes. */
public enum Verdict {
    ALLOWED, DENIED, UNKNOWN
}
