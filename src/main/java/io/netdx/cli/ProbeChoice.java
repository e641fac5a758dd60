package io.netdx.cli;

import io.netdx.cluster.Cluster;
import io.netdx.probe.Planner;
import io.netdx.probe.ProbeOptions;
import io.netdx.probe.ProbePlan;
import java.time.Duration;
import java.util.List;

/**
 * Whether anything is tested from inside of the cluster, and how.
 *
 * @param run   pods may be created
 * @param plan  nothing but the plan is shown
 * @param start what a pod may take until it runs
 * @param given namespace of the pods, empty for that of the context
 */
record ProbeChoice(boolean run, boolean plan, String image, Duration start, String given, List<String> nodes, List<String> external) {

    /** The image that the Kubernetes documentation debugs DNS with; it has dig, curl and nc. */
    static final String IMAGE = "registry.k8s.io/e2e-test-images/agnhost:2.39";
    static final ProbeChoice NONE = new ProbeChoice(false, false, IMAGE, Duration.ofSeconds(90), "", List.of(), List.of());

    String namespace(String otherwise) {
        return given.isEmpty() ? otherwise : given;
    }

    ProbePlan of(Cluster cluster, String namespace) {
        return Planner.of(cluster, new ProbeOptions(namespace, nodes, external));
    }
}
