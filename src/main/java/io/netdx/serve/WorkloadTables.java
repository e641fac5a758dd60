package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of what makes pods. */
final class WorkloadTables {

    static final Map<String, Table> ALL = Map.ofEntries(
            Map.entry("/Pod", PodTable.TABLE),
            Map.entry("apps/Deployment", Table.of("Name Ready Up-to-date Available Age | Containers Images Selector", (o, now) -> List.of(Cell.name(o),
                    o.at("status").number("readyReplicas") + "/" + replicas(o), o.at("status").number("updatedReplicas"),
                    o.at("status").number("availableReplicas"), Cell.age(o, now), containers(o), images(o), Cell.selector(o.at("spec", "selector"))))),
            Map.entry("apps/ReplicaSet", Table.of("Name Desired Current Ready Age | Containers Images Selector", (o, now) -> List.of(Cell.name(o),
                    replicas(o), o.at("status").number("replicas"), o.at("status").number("readyReplicas"), Cell.age(o, now), containers(o), images(o),
                    Cell.selector(o.at("spec", "selector"))))),
            Map.entry("/ReplicationController", Table.of("Name Desired Current Ready Age | Containers Images Selector", (o, now) -> List.of(Cell.name(o),
                    replicas(o), o.at("status").number("replicas"), o.at("status").number("readyReplicas"), Cell.age(o, now), containers(o), images(o),
                    Cell.labels(o.at("spec"), "selector")))),
            Map.entry("apps/StatefulSet", Table.of("Name Ready Age | Containers Images", (o, now) -> List.of(Cell.name(o),
                    o.at("status").number("readyReplicas") + "/" + replicas(o), Cell.age(o, now), containers(o), images(o)))),
            Map.entry("apps/DaemonSet", Table.of("Name Desired Current Ready Up-to-date Available Node_Selector Age | Containers Images Selector",
                    (o, now) -> List.of(Cell.name(o), o.at("status").number("desiredNumberScheduled"), o.at("status").number("currentNumberScheduled"),
                    o.at("status").number("numberReady"), o.at("status").number("updatedNumberScheduled"), o.at("status").number("numberAvailable"),
                    Cell.labels(template(o), "nodeSelector"), Cell.age(o, now), containers(o), images(o), Cell.selector(o.at("spec", "selector"))))),
            Map.entry("apps/ControllerRevision", Table.of("Name Controller Revision Age", (o, now) -> List.of(Cell.name(o), owner(o),
                    o.text("revision"), Cell.age(o, now)))),
            Map.entry("batch/Job", Table.of("Name Status Completions Duration Age | Containers Images Selector", (o, now) -> List.of(Cell.name(o),
                    jobStatus(o), completions(o), jobDuration(o, now), Cell.age(o, now), containers(o), images(o), Cell.selector(o.at("spec", "selector"))))),
            Map.entry("batch/CronJob", Table.of("Name Schedule Timezone Suspend Active Last_Schedule Age | Containers Images Selector", (o, now) -> {
                Tree job = o.at("spec", "jobTemplate").at("spec");
                Tree pod = job.at("template", "spec");
                String last = o.at("status").text("lastScheduleTime");
                return List.of(Cell.name(o), o.at("spec").text("schedule"), o.at("spec").text("timeZone", Cell.NONE),
                        Cell.truth(o.at("spec").text("suspend"), Cell.UNSET), o.at("status").list("active").size(),
                        last.isEmpty() ? Cell.NONE : Ages.since(last, now), Cell.age(o, now), Cell.containers(pod, "name"),
                        Cell.containers(pod, "image"), Cell.selector(job.at("selector")));
            })),
            Map.entry("autoscaling/HorizontalPodAutoscaler", Table.of("Name Reference Targets MinPods MaxPods Replicas Age", (o, now) -> List.of(Cell.name(o),
                    o.at("spec", "scaleTargetRef").text("kind") + "/" + o.at("spec", "scaleTargetRef").text("name"), targets(o),
                    o.at("spec").text("minReplicas", Cell.UNSET), o.at("spec").number("maxReplicas"), o.at("status").number("currentReplicas"),
                    Cell.age(o, now)))),
            Map.entry("policy/PodDisruptionBudget", Table.of("Name Min_Available Max_Unavailable Allowed_Disruptions Age", (o, now) -> List.of(Cell.name(o),
                    o.at("spec").text("minAvailable", "N/A"), o.at("spec").text("maxUnavailable", "N/A"), o.at("status").number("disruptionsAllowed"),
                    Cell.age(o, now)))));

    private WorkloadTables() {
    }

    private static Tree template(Tree object) {
        return object.at("spec", "template").at("spec");
    }

    private static String containers(Tree object) {
        return Cell.containers(template(object), "name");
    }

    private static String images(Tree object) {
        return Cell.containers(template(object), "image");
    }

    /** The API server's own default is 1. */
    private static int replicas(Tree object) {
        return object.at("spec").number("replicas", 1);
    }

    private static String owner(Tree object) {
        return object.at("metadata").list("ownerReferences").stream().filter(o -> o.flag("controller")).findFirst()
                .map(o -> o.text("kind").toLowerCase(java.util.Locale.ROOT) + "." + o.text("apiVersion").replaceFirst("/.*", "") + "/" + o.text("name"))
                .orElse(Cell.NONE);
    }

    private static String jobStatus(Tree job) {
        if (Cell.condition(job, "Complete") || Cell.condition(job, "Failed")) {
            return Cell.condition(job, "Complete") ? "Complete" : "Failed";
        }
        if (job.at("metadata").at("deletionTimestamp").present()) {
            return "Terminating";
        }
        for (String type : List.of("Suspended", "FailureTarget", "SuccessCriteriaMet")) {
            if (Cell.condition(job, type)) {
                return type;
            }
        }
        return "Running";
    }

    private static String completions(Tree job) {
        int done = job.at("status").number("succeeded");
        String wanted = job.at("spec").text("completions");
        int parallel = job.at("spec").number("parallelism");
        return done + "/" + (!wanted.isEmpty() ? wanted : parallel > 1 ? "1 of " + parallel : "1");
    }

    private static String jobDuration(Tree job, Instant now) {
        try {
            Instant start = OffsetDateTime.parse(job.at("status").text("startTime")).toInstant();
            String end = job.at("status").text("completionTime");
            return Ages.shown(Duration.between(start, end.isEmpty() ? now : OffsetDateTime.parse(end).toInstant()));
        } catch (DateTimeException e) {
            return "";
        }
    }

    private static String targets(Tree scaler) {
        List<String> all = new ArrayList<>();
        List<Tree> current = scaler.at("status").list("currentMetrics");
        List<Tree> wanted = scaler.at("spec").list("metrics");
        for (int i = 0; i < wanted.size(); i++) {
            all.add(metric(wanted.get(i), i < current.size() ? current.get(i) : Tree.MISSING));
        }
        String target = scaler.at("spec").text("targetCPUUtilizationPercentage");
        if (wanted.isEmpty() && !target.isEmpty()) {
            String now = scaler.at("status").text("currentCPUUtilizationPercentage");
            all.add("cpu: " + (now.isEmpty() ? Cell.UNKNOWN : now + "%") + "/" + target + "%");
        }
        int shown = 2;
        return all.isEmpty() ? Cell.NONE : all.size() <= shown ? String.join(", ", all)
                : String.join(", ", all.subList(0, shown)) + " + " + (all.size() - shown) + " more...";
    }

    private static String metric(Tree wanted, Tree current) {
        String type = wanted.text("type");
        String field = type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
        Tree target = wanted.at(field, "target");
        Tree now = current.at(field, "current");
        boolean resource = type.endsWith("esource");
        String name = resource ? wanted.at(field).text("name") + ": " : "";
        if (target.at("averageValue").present()) {
            return name + now.text("averageValue", Cell.UNKNOWN) + "/" + target.text("averageValue") + (resource || type.equals("Pods") ? "" : " (avg)");
        }
        if (resource) {
            String share = now.text("averageUtilization");
            String limit = target.text("averageUtilization");
            return name + (share.isEmpty() ? Cell.UNKNOWN : share + "%") + "/" + (limit.isEmpty() ? "<auto>" : limit + "%");
        }
        return now.text("value", Cell.UNKNOWN) + "/" + target.text("value");
    }
}
