package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Workloads that lack ready pods by their own status, where neither pods nor events tell of it. */
final class Shortfalls {

    private static final Set<String> KEEPERS = Set.of("Deployment", "StatefulSet", "DaemonSet", "DeploymentConfig", "Rollout");
    /** A rollout takes this long at every start. */
    private static final Duration STARTING = Duration.ofMinutes(1);

    private final Cluster cluster;

    Shortfalls(Cluster cluster) {
        this.cluster = cluster;
    }

    List<WorkloadShort> find(List<WorkloadTrouble> known) {
        List<WorkloadShort> found = new ArrayList<>();
        Set<ObjectRef> troubled = new HashSet<>();
        known.forEach(t -> troubled.add(t.workload()));
        for (Workload w : cluster.all(Workload.class)) {
            if (w.hasStatus() && w.ready() < w.desired() && KEEPERS.contains(w.ref().kind()) && !troubled.contains(w.ref())
                    && !cluster.complete("Pod", w.meta().namespace()) && lasting(w)) {
                found.add(new WorkloadShort(w.ref(), w.ready(), w.desired(), w.source()));
            }
        }
        return found;
    }

    /** Less than it must have, and not for seconds only; where no condition says since when, only nothing at all counts. */
    private boolean lasting(Workload w) {
        Optional<Condition> available = w.conditions().stream().filter(c -> c.type().equals("Available")).findFirst();
        return available.map(c -> c.status().equals("False") && !c.since().plus(STARTING).isAfter(cluster.now()))
                .orElse(w.ready() == 0 && w.meta().created().plus(STARTING).isBefore(cluster.now()));
    }
}
