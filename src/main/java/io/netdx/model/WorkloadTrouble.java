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
 * @param nodes    where they run, sorted
 * @param silent   all these nodes stopped reporting: it is they that are in trouble
 * @param detail   message of the first pod
 */
public record WorkloadTrouble(ObjectRef workload, String kind, String reason, List<ObjectRef> pods, int total,
                              List<String> nodes, boolean silent, String detail, Provenance source) {

    /** The kind in words, to follow "3 pods". */
    public String words() {
        return switch (kind) {
            case "unscheduled" -> "find no node";
            case "unseen" -> "wait for a scheduler";
            case "liveness" -> "are killed by their liveness probe";
            case "sandbox" -> "get no network";
            case "image" -> "get no image";
            case "crash" -> "crash";
            case "oom" -> "run out of memory";
            case "config" -> "cannot be created";
            default -> "are not ready";
        };
    }

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
