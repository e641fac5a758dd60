package io.netdx.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What goes without saying in objects of core kinds: zz_generated.defaults.go of k8s.io/kubernetes (1.33), as far as it is seen or acts in
 * a cluster that is simulated. What a control plane allocates (addresses, node ports) is not here.
 */
final class Defaults {

    /** Where the specification of pods is. */
    static final Map<String, List<String>> POD_SPEC = Map.of("Pod", List.of("spec"), "Deployment", List.of("spec", "template", "spec"),
            "StatefulSet", List.of("spec", "template", "spec"), "DaemonSet", List.of("spec", "template", "spec"),
            "ReplicaSet", List.of("spec", "template", "spec"), "ReplicationController", List.of("spec", "template", "spec"),
            "Job", List.of("spec", "template", "spec"), "CronJob", List.of("spec", "jobTemplate", "spec", "template", "spec"));

    /** Kind, path, value. A question mark: only where the field is there. Square brackets: for each item. */
    private static final List<Line> TABLE = read("""
            PodSpec restartPolicy "Always"
            PodSpec dnsPolicy "ClusterFirst"
            PodSpec schedulerName "default-scheduler"
            PodSpec terminationGracePeriodSeconds 30
            PodSpec securityContext {}
            PodSpec volumes[]?.configMap?.defaultMode 420
            PodSpec volumes[]?.secret?.defaultMode 420
            PodSpec volumes[]?.projected?.defaultMode 420
            PodSpec volumes[]?.hostPath?.type ""
            Container resources {}
            Container terminationMessagePath "/dev/termination-log"
            Container terminationMessagePolicy "File"
            Container ports[]?.protocol "TCP"
            Probe timeoutSeconds 1
            Probe periodSeconds 10
            Probe successThreshold 1
            Probe failureThreshold 3
            Probe httpGet?.scheme "HTTP"
            Pod spec.enableServiceLinks true
            Pod spec.serviceAccountName "default"
            Deployment spec.replicas 1
            Deployment spec.strategy.type "RollingUpdate"
            Deployment spec.revisionHistoryLimit 10
            Deployment spec.progressDeadlineSeconds 600
            StatefulSet spec.replicas 1
            StatefulSet spec.podManagementPolicy "OrderedReady"
            StatefulSet spec.revisionHistoryLimit 10
            StatefulSet spec.updateStrategy.type "RollingUpdate"
            DaemonSet spec.revisionHistoryLimit 10
            DaemonSet spec.updateStrategy.type "RollingUpdate"
            ReplicaSet spec.replicas 1
            Job spec.parallelism 1
            Job spec.completions 1
            Job spec.backoffLimit 6
            Job spec.completionMode "NonIndexed"
            Job spec.suspend false
            CronJob spec.concurrencyPolicy "Allow"
            CronJob spec.suspend false
            CronJob spec.successfulJobsHistoryLimit 3
            CronJob spec.failedJobsHistoryLimit 1
            Service spec.type "ClusterIP"
            Service spec.sessionAffinity "None"
            Service spec.ports[]?.protocol "TCP"
            NetworkPolicy spec.podSelector {}
            NetworkPolicy spec.ingress[]?.ports[]?.protocol "TCP"
            NetworkPolicy spec.egress[]?.ports[]?.protocol "TCP"
            HorizontalPodAutoscaler spec.minReplicas 1
            Namespace spec.finalizers ["kubernetes"]
            """);

    private record Line(String kind, List<String> path, Object value) {
    }

    private Defaults() {
    }

    private static List<Line> read(String table) {
        return table.lines().map(line -> line.split(" ", 3)).map(part -> new Line(part[0], List.of(part[1].split("\\.")),
                Json.values(part[2].getBytes(StandardCharsets.UTF_8)))).toList();
    }

    static Map<String, Object> apply(String group, String kind, Map<String, Object> object) {
        if (KnownResources.of(group, kind).isEmpty()) {
            return object;
        }
        Map<String, Object> whole = lines(kind, object);
        if (POD_SPEC.containsKey(kind)) {
            String[] path = POD_SPEC.get(kind).toArray(String[]::new);
            whole = Fields.with(whole, podSpec(Fields.object(whole, path)), path);
        }
        return switch (kind) {
            case "Deployment" -> rolling(whole, "strategy", Json.object("maxUnavailable", "25%", "maxSurge", "25%"));
            case "StatefulSet" -> rolling(whole, "updateStrategy", Json.object("partition", 0L));
            case "DaemonSet" -> rolling(whole, "updateStrategy", Json.object("maxUnavailable", 1L, "maxSurge", 0L));
            case "Service" -> service(whole);
            case "NetworkPolicy" -> policyTypes(whole);
            case "Namespace" -> Fields.with(whole, Fields.text(whole, "metadata", "name"), "metadata", "labels", "kubernetes.io/metadata.name");
            default -> whole;
        };
    }

    private static Map<String, Object> lines(String kind, Map<String, Object> object) {
        Map<String, Object> whole = object;
        for (Line line : TABLE) {
            if (line.kind().equals(kind)) {
                whole = set(whole, line.path(), 0, line.value());
            }
        }
        return whole;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> set(Map<String, Object> object, List<String> path, int from, Object value) {
        String step = path.get(from);
        String name = step.replace("[]", "").replace("?", "");
        Object there = object.get(name);
        if (from == path.size() - 1) {
            return there != null ? object : with(object, name, value);
        }
        if (step.contains("[]") && there instanceof List<?> items) {
            return with(object, name, items.stream().map(i -> i instanceof Map<?, ?> map ? set((Map<String, Object>) map, path, from + 1, value) : i).toList());
        }
        return there == null && step.endsWith("?") || there != null && !(there instanceof Map<?, ?>) ? object
                : with(object, name, set(Fields.object(object, name), path, from + 1, value));
    }

    private static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
        return Fields.with(object, value, name);
    }

    private static Map<String, Object> podSpec(Map<String, Object> spec) {
        Map<String, Object> whole = lines("PodSpec", spec);
        for (String field : List.of("containers", "initContainers", "ephemeralContainers")) {
            if (whole.containsKey(field)) {
                whole = with(whole, field, Fields.objects(whole, field).stream().map(Defaults::container).map(c -> (Object) c).toList());
            }
        }
        return whole;
    }

    private static Map<String, Object> container(Map<String, Object> container) {
        Map<String, Object> whole = lines("Container", container);
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (whole.get(probe) instanceof Map<?, ?>) {
                whole = with(whole, probe, lines("Probe", Fields.object(whole, probe)));
            }
        }
        String image = Fields.text(whole, "image");
        int colon = image.lastIndexOf(':');
        boolean latest = !image.contains("@") && (colon <= image.lastIndexOf('/') || image.endsWith(":latest"));
        return whole.containsKey("imagePullPolicy") ? whole : with(whole, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
    }

    private static Map<String, Object> rolling(Map<String, Object> workload, String field, Map<String, Object> values) {
        if (!Fields.text(workload, "spec", field, "type").equals("RollingUpdate")) {
            return workload;
        }
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(Fields.object(workload, "spec", field, "rollingUpdate"));
        return Fields.with(workload, all, "spec", field, "rollingUpdate");
    }

    private static Map<String, Object> service(Map<String, Object> service) {
        Map<String, Object> whole = service;
        if (!Fields.list(whole, "spec", "ports").isEmpty()) {
            whole = Fields.with(whole, Fields.objects(whole, "spec", "ports").stream()
                    .map(p -> (Object) (p.containsKey("targetPort") || !p.containsKey("port") ? p : with(p, "targetPort", p.get("port")))).toList(), "spec", "ports");
        }
        String type = Fields.text(whole, "spec", "type");
        if (!type.equals("ExternalName")) {
            whole = set(whole, List.of("spec", "internalTrafficPolicy"), 0, "Cluster");
        }
        if (Set.of("NodePort", "LoadBalancer").contains(type)) {
            whole = set(whole, List.of("spec", "externalTrafficPolicy"), 0, "Cluster");
        }
        return type.equals("LoadBalancer") ? set(whole, List.of("spec", "allocateLoadBalancerNodePorts"), 0, true) : whole;
    }

    private static Map<String, Object> policyTypes(Map<String, Object> policy) {
        if (!Fields.list(policy, "spec", "policyTypes").isEmpty()) {
            return policy;
        }
        List<Object> types = new ArrayList<>(List.of("Ingress"));
        if (!Fields.list(policy, "spec", "egress").isEmpty()) {
            types.add("Egress");
        }
        return Fields.with(policy, types, "spec", "policyTypes");
    }
}
