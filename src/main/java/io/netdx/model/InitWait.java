package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * Pods of a workload that do not start because an init container of theirs has been trying for minutes to reach something.
 *
 * @param container the init container
 * @param pods      pods concerned
 * @param total     pods of the workload
 * @param target    Service that it tries, the workload itself where nobody knows
 * @param state     {@code service-missing}, {@code no-endpoints}, {@code port-missing}: what is wrong with the target; {@code calls-fail}: its own
 *                  log says so; {@code unknown}: it waits in a loop
 * @param detail    in words, to follow "init container wait-for-db"
 */
public record InitWait(ObjectRef workload, String container, List<ObjectRef> pods, int total, ObjectRef target, String state, String detail, Provenance source) {

    public int count() {
        return pods.size();
    }

    public boolean targetDead() {
        return state.equals("service-missing") || state.equals("no-endpoints") || state.equals("port-missing");
    }

    /** The first pod, for commands. */
    public String pod() {
        return pods.get(0).name();
    }
}
