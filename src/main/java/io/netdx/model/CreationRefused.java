package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A workload that lacks pods because the API server refuses to create them, still.
 *
 * @param workload topmost owner
 * @param why      {@code quota}, {@code service-account}, {@code webhook}, {@code limits}, {@code security} or {@code other}
 * @param name     of the quota or the service account, empty if the message names none
 * @param missing  pods that are wanted and were not created
 * @param detail   the API server's words, one line
 */
public record CreationRefused(ObjectRef workload, String why, String name, int missing, int wanted, String detail,
                              Provenance source) {

    public String namespace() {
        return workload.namespace();
    }

    /** The quota that refuses; only where {@code why} is {@code quota}. */
    public ObjectRef quota() {
        return ObjectRef.of("ResourceQuota", namespace(), name);
    }
}
