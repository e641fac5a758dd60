package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A Service or host that a workload's environment names.
 *
 * @param target   Service (existing or not), or {@code Host}
 * @param variable name of the variable
 * @param host     as written
 * @param port     0 if none is written
 * @param kind     {@code ok}, {@code service-missing} (a cluster name without a Service), {@code service-unseen} (Services
 *                 were not collected, and nothing else tells of this one), {@code port-missing} (the Service has no such port), {@code port-moved} (nor has it, and it is the Service
 *                 that is alone: several callers or its twin agree, or the caller reached it there before)
 */
public record Dependency(ObjectRef client, ObjectRef target, String variable, String host, int port, String kind,
                         Provenance source) {

    /** As log lines write it. */
    public String portText() {
        return port == 0 ? "" : String.valueOf(port);
    }
}
