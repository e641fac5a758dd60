package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What bounds workloads from outside: LimitRanges, autoscalers and disruption budgets. */
final class Bounds {

    private static final String RANGER = "kubernetes.io/limit-ranger";
    private static final String LABELS = "spec.selector.matchLabels.";

    private final Cluster cluster;

    Bounds(Cluster cluster) {
        this.cluster = cluster;
    }

    private List<OtherObject> all(String kind) {
        return cluster.all(OtherObject.class).stream().filter(o -> o.ref().kind().equals(kind)).toList();
    }

    List<LimitImposed> limits(List<WorkloadTrouble> troubles, List<CreationRefused> refused) {
        List<LimitImposed> imposed = new ArrayList<>();
        for (WorkloadTrouble t : troubles) {
            // the plugin of the API server writes down what it set
            boolean given = t.kind().equals("oom") && cluster.find(Pod.class, t.pods().get(0))
                    .filter(p -> p.meta().annotations().getOrDefault(RANGER, "").contains("memory limit for container")).isPresent();
            if (given) {
                Optional<OtherObject> range = only(t.namespace(), "default.memory");
                imposed.add(new LimitImposed(range.map(OtherObject::ref).orElse(t.workload()), t.workload(), "default",
                        range.map(r -> value(r, "default.memory")).filter(v -> !v.isEmpty()).orElse("not known here"), range.map(OtherObject::source).orElse(t.source())));
            }
        }
        for (CreationRefused r : refused) {
            if (r.why().equals("limits")) {
                Optional<OtherObject> range = only(r.namespace(), "");
                imposed.add(new LimitImposed(range.map(OtherObject::ref).orElse(r.workload()), r.workload(), "forbidden", words(r.detail()), r.source()));
            }
        }
        return imposed;
    }

    /** The LimitRange of a namespace that states something, if it is one alone. */
    private Optional<OtherObject> only(String namespace, String field) {
        List<OtherObject> ranges = all("LimitRange").stream().filter(r -> r.meta().namespace().equals(namespace) && (field.isEmpty() || !value(r, field).isEmpty())).toList();
        return ranges.size() == 1 ? Optional.of(ranges.get(0)) : Optional.empty();
    }

    private static String value(OtherObject range, String field) {
        return range.fields().entrySet().stream().filter(e -> e.getKey().startsWith("spec.limits[") && e.getKey().endsWith("]." + field)).map(Map.Entry::getValue).findFirst().orElse("");
    }

    /** Behind {@code pods "api-…" is forbidden:}. */
    private static String words(String message) {
        int at = message.indexOf("is forbidden: ");
        return at < 0 ? message : message.substring(at + "is forbidden: ".length());
    }

    /** See kubernetes pkg/controller/podautoscaler/horizontal.go for the condition. */
    List<ScalerState> scalers() {
        List<ScalerState> states = new ArrayList<>();
        for (OtherObject scaler : all("HorizontalPodAutoscaler")) {
            Map<String, String> f = scaler.fields();
            boolean limited = scaler.conditions().stream().anyMatch(c -> c.type().equals("ScalingLimited") && c.status().equals("True") && c.reason().equals("TooManyReplicas"));
            String kind = f.getOrDefault("spec.scaleTargetRef.kind", "");
            if (limited && !kind.isEmpty()) {
                String name = f.getOrDefault("status.currentMetrics[0].resource.name", "");
                String now = f.getOrDefault("status.currentMetrics[0].resource.current.averageUtilization", "");
                String wanted = f.getOrDefault("spec.metrics[0].resource.target.averageUtilization", "");
                states.add(new ScalerState(scaler.ref(), ObjectRef.of(kind, scaler.meta().namespace(), f.getOrDefault("spec.scaleTargetRef.name", "")),
                        f.getOrDefault("spec.maxReplicas", ""), now.isEmpty() || wanted.isEmpty() ? "" : ", and " + name + " is at " + now + " % where " + wanted + " % is wanted", scaler.source()));
            }
        }
        return states;
    }

    List<DrainBlocked> drains() {
        List<DrainBlocked> blocked = new ArrayList<>();
        List<OtherObject> strict = all("PodDisruptionBudget").stream().filter(Bounds::strict).toList();
        if (strict.isEmpty() || !cluster.complete("Pod", Coverage.ALL)) {
            return blocked;
        }
        Map<String, List<Pod>> left = new HashMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            String owner = pod.meta().owner().map(ObjectRef::kind).orElse("");
            if (!pod.node().isEmpty() && !pod.finished() && !owner.equals("DaemonSet") && !owner.equals("Node")) {
                left.computeIfAbsent(pod.node(), n -> new ArrayList<>()).add(pod);
            }
        }
        for (Node node : cluster.all(Node.class)) {
            List<Pod> pods = node.unschedulable() ? left.getOrDefault(node.meta().name(), List.of()) : List.of();
            if (!pods.isEmpty() && pods.stream().allMatch(p -> strict.stream().anyMatch(b -> covers(b, p)))) {
                for (OtherObject budget : strict) {
                    pods.stream().filter(p -> covers(budget, p)).map(Pod::ref).sorted().findFirst().ifPresent(pod -> blocked.add(new DrainBlocked(budget.ref(), node.meta().name(), pod,
                            words(budget), budget.source())));
                }
            }
        }
        return blocked;
    }

    /** It lets no pod go although all are well. */
    private static boolean strict(OtherObject budget) {
        int expected = number(budget, "status.expectedPods");
        return number(budget, "status.disruptionsAllowed") == 0 && expected > 0 && number(budget, "status.desiredHealthy") >= expected
                && number(budget, "status.currentHealthy") >= expected && budget.fields().keySet().stream().noneMatch(k -> k.startsWith("spec.selector.matchExpressions"));
    }

    private static int number(OtherObject budget, String field) {
        String value = budget.fields().getOrDefault(field, "");
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
    }

    private static boolean covers(OtherObject budget, Pod pod) {
        return budget.meta().namespace().equals(pod.meta().namespace()) && budget.fields().entrySet().stream().filter(e -> e.getKey().startsWith(LABELS))
                .allMatch(e -> e.getValue().equals(pod.meta().labels().get(e.getKey().substring(LABELS.length()))));
    }

    private static String words(OtherObject budget) {
        String least = budget.fields().getOrDefault("spec.minAvailable", "");
        return (least.isEmpty() ? "maxUnavailable " + budget.fields().getOrDefault("spec.maxUnavailable", "") : "minAvailable " + least) + " with "
                + budget.fields().getOrDefault("status.expectedPods", "") + " pods";
    }
}
