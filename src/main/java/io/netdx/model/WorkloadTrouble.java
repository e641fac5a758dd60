package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * Pods of one workload with one kind of trouble.
 *
 * @param kind     as in {@link PodTrouble}
 * @param pods     pods concerned
 * @param total    pods of the workload
 * @param detail   message of the first pod
 */
public record WorkloadTrouble(ObjectRef workload, String kind, String reason, List<ObjectRef> pods, int total,
                              List<String> nodes, String detail, Provenance source) {

    public int count() {
        return pods.size();
    }

    public boolean all() {
        return pods.size() >= total;
    }

    public String namespace() {
        return workload.namespace();
    }

    /** The first pod, for commands. */
    public String pod() {
        return pods.get(0).name();
    }
}
