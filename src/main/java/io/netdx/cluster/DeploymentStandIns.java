package io.netdx.cluster;

import io.netdx.fact.LabelSelector;
import io.netdx.fact.Meta;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deployments as their ReplicaSets show them: the newest has the template, and its annotation the wanted replicas. */
final class DeploymentStandIns {

    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";

    private DeploymentStandIns() {
    }

    static List<Workload> of(List<Workload> workloads) {
        Map<ObjectRef, Workload> newest = new TreeMap<>();
        Map<ObjectRef, Integer> ready = new HashMap<>();
        Map<ObjectRef, Integer> current = new HashMap<>();
        for (Workload set : workloads) {
            if (set.ref().kind().equals("ReplicaSet") && set.meta().owner().filter(o -> o.kind().equals("Deployment")).isPresent()) {
                ObjectRef owner = set.meta().owner().get();
                newest.merge(owner, set, (a, b) -> number(b, REVISION) > number(a, REVISION) ? b : a);
                ready.merge(owner, set.ready(), Integer::sum);
                current.merge(owner, set.current(), Integer::sum);
            }
        }
        return newest.entrySet().stream().filter(e -> number(e.getValue(), DESIRED) >= 0)
                .map(e -> deployment(e.getKey(), e.getValue(), ready.get(e.getKey()), current.get(e.getKey()))).toList();
    }

    private static Workload deployment(ObjectRef ref, Workload newest, int ready, int current) {
        Meta meta = StandIns.meta(ref, without(newest.meta().labels()), newest.source());
        LabelSelector selector = new LabelSelector(without(newest.selector().matchLabels()), newest.selector().matchExpressions());
        return new Workload(meta, number(newest, DESIRED), ready, current, selector, without(newest.templateLabels()), newest.containers(),
                newest.hostNetwork(), newest.dnsPolicy(), newest.nodeSelector(), newest.serviceAccount(), List.of(), newest.hasStatus());
    }

    private static Map<String, String> without(Map<String, String> labels) {
        Map<String, String> own = new TreeMap<>(labels);
        own.remove(HASH);
        return own;
    }

    /** -1 where it is not written. */
    private static int number(Workload set, String annotation) {
        String text = set.meta().annotations().getOrDefault(annotation, "");
        return text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9') ? -1 : Integer.parseInt(text);
    }
}
