package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A pod that is not what it should be.
 *
 * @param kind {@code unscheduled unseen sandbox image crash oom liveness config not-ready init evicted terminating unknown};
 *             {@code unseen} pods wait for a scheduler that has not looked at them
 * @param reason  reason as Kubernetes gives it
 * @param detail  message, one line
 * @param restarts restarts of the container concerned
 */
public record PodTrouble(ObjectRef pod, ObjectRef workload, String node, String kind, String reason, String detail,
                         int restarts, Provenance source) {

    public String namespace() {
        return pod.namespace();
    }
}
