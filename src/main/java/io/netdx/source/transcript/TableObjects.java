package io.netdx.source.transcript;

import io.netdx.fact.Provenance;
import io.netdx.source.decode.Tree;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns a row of {@code kubectl get} into as much of a manifest as it shows. */
final class TableObjects {

    private static final Pattern PORT_PARTS = Pattern.compile("[:/]");
    private static final Pattern MORE = Pattern.compile(" \\+ \\d+ more\\.\\.\\.");
    private static final Set<String> NOT_STARTED = Set.of("Pending", "ContainerCreating", "PodInitializing", "ImagePullBackOff",
            "ErrImagePull", "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError", "CreateContainerError",
            "SchedulingGated");
    private static final Set<String> FAILED = Set.of("Evicted", "Failed", "OutOfcpu", "OutOfmemory", "OutOfpods", "NodeAffinity",
            "UnexpectedAdmissionError", "Preempting", "Shutdown");

    private TableObjects() {
    }

    /** The kind whose table has these columns; empty if several have. */
    static String kindOf(Table t) {
        if (t.has("STATUS") && t.has("RESTARTS")) {
            return "Pod";
        }
        if (t.has("CLUSTER-IP")) {
            return "Service";
        }
        if (t.has("STATUS") && t.has("ROLES")) {
            return "Node";
        }
        if (t.has("UP-TO-DATE") && t.has("AVAILABLE")) {
            return t.has("DESIRED") ? "DaemonSet" : "Deployment";
        }
        if (t.has("DESIRED") && t.has("CURRENT")) {
            return "ReplicaSet";
        }
        if (t.has("ADDRESSTYPE")) {
            return "EndpointSlice";
        }
        if (t.has("ENDPOINTS")) {
            return "Endpoints";
        }
        if (t.has("POD-SELECTOR")) {
            return "NetworkPolicy";
        }
        if (t.has("HOSTS") && t.has("PORTS")) {
            return "Ingress";
        }
        if (t.has("CLAIM") && t.has("RECLAIM POLICY")) {
            return "PersistentVolume";
        }
        if (t.has("VOLUME") && t.has("ACCESS MODES")) {
            return "PersistentVolumeClaim";
        }
        if (t.has("REQUEST") && t.has("LIMIT")) {
            return "ResourceQuota";
        }
        return t.has("LAST SEEN") && t.has("REASON") ? "Event" : "";
    }

    static Draft draft(String kind, Table.Row row, String namespace, String name, Provenance source) {
        Draft draft = new Draft(kind, namespace, name, source);
        draft.map(DescribedObjects.selector(row.get("LABELS")), "metadata", "labels");
        switch (kind) {
            case "Pod" -> pod(draft, row);
            case "Node" -> node(draft, row);
            case "Service" -> service(draft, row);
            case "Endpoints" -> endpoints(draft, row);
            case "Deployment", "StatefulSet" -> ratio(draft, row);
            case "ReplicaSet", "ReplicationController" -> {
                draft.set(row.get("DESIRED"), "spec", "replicas");
                draft.set(row.get("CURRENT"), "status", "replicas");
                draft.set(row.get("READY"), "status", "readyReplicas");
            }
            case "DaemonSet" -> {
                draft.set(row.get("DESIRED"), "status", "desiredNumberScheduled");
                draft.set(row.get("CURRENT"), "status", "currentNumberScheduled");
                draft.set(row.get("READY"), "status", "numberReady");
            }
            case "Ingress" -> draft.set(row.get("CLASS"), "spec", "ingressClassName");
            case "IngressClass" -> draft.set(row.get("CONTROLLER"), "spec", "controller");
            case "PeerAuthentication" -> draft.set(row.get("MODE"), "spec", "mtls", "mode");
            case "APIService" -> apiService(draft, row);
            case "IPPool" -> pool(draft, row);
            case "BGPPeer" -> draft.set(row.get("PEERIP"), "spec", "peerIP").set(row.get("NODE").replace("(global)", ""), "spec", "node");
            case "Namespace" -> draft.set(row.get("STATUS"), "status", "phase");
            case "PersistentVolumeClaim", "PersistentVolume" -> volume(draft, row);
            case "ResourceQuota" -> quota(draft, row);
            default -> { }
        }
        return draft;
    }

    private static void pod(Draft draft, Table.Row row) {
        String status = row.get("STATUS");
        String[] ready = row.get("READY").split("/");
        boolean allReady = ready.length == 2 && ready[0].equals(ready[1]) && status.equals("Running");
        boolean init = status.startsWith("Init:");
        String reason = init ? status.substring(5) : status;
        boolean terminating = status.equals("Terminating");
        String phase = status.equals("Completed") || status.equals("Succeeded") ? "Succeeded" : FAILED.contains(status) ? "Failed"
                : init || NOT_STARTED.contains(status) ? "Pending" : status.equals("Unknown") ? "Unknown" : "Running";
        draft.set(status.isEmpty() ? "" : phase, "status", "phase");
        draft.set(FAILED.contains(status) ? status : "", "status", "reason");
        draft.set(terminating ? "unknown" : "", "metadata", "deletionTimestamp");
        draft.set(row.get("NODE"), "spec", "nodeName");
        if (phase.equals("Pending") && !status.equals("Pending") && !status.equals("SchedulingGated")) {
            // its containers wait, so that it has a node, shown or not
            DescribedObjects.condition(draft, row.line(), "PodScheduled", "True", "", "", Instant.EPOCH);
        }
        draft.set(row.get("IP"), "status", "podIP");
        if (!row.get("READY").isEmpty()) {
            DescribedObjects.condition(draft, row.line(), "Ready", allReady ? "True" : "False", "", "", Instant.EPOCH);
        }
        if (reason.endsWith("BackOff") || reason.startsWith("Err") || reason.startsWith("Create") || reason.equals("InvalidImageName")
                || reason.equals("OOMKilled") || reason.equals("Error")) {
            state(draft, row, init ? "initContainer" : "container", reason);
        }
    }

    /** A table names no container; what it says of one is kept under a name that no container can have. */
    private static void state(Draft draft, Table.Row row, String field, String reason) {
        boolean waits = !reason.equals("OOMKilled") && !reason.equals("Error");
        String restarts = row.get("RESTARTS").split(" ")[0];
        Draft.put(draft.add(row.line(), "spec", field + "s"), "(not shown)", "name");
        Tree container = draft.add(row.line(), "status", field + "Statuses");
        Draft.put(container, "(not shown)", "name");
        Draft.put(container, restarts, "restartCount");
        Draft.put(container, reason, "state", waits ? "waiting" : "terminated", "reason");
        if (!waits) {
            Draft.put(container, reason.equals("OOMKilled") ? "137" : "1", "state", "terminated", "exitCode");
        }
    }

    private static void node(Draft draft, Table.Row row) {
        List<String> status = Arrays.asList(row.get("STATUS").split(","));
        draft.set(status.contains("SchedulingDisabled") ? "true" : "", "spec", "unschedulable");
        if (row.get("STATUS").isEmpty()) {
            // columns that somebody chose
            return;
        }
        // kubectl prints NotReady for False and for Unknown
        DescribedObjects.condition(draft, row.line(), "Ready", status.contains("Ready") ? "True" : "False", "", "", Instant.EPOCH);
        draft.set(row.get("VERSION"), "status", "nodeInfo", "kubeletVersion");
        draft.set(row.get("OS-IMAGE"), "status", "nodeInfo", "osImage");
        draft.set(row.get("KERNEL-VERSION"), "status", "nodeInfo", "kernelVersion");
        draft.set(row.get("CONTAINER-RUNTIME"), "status", "nodeInfo", "containerRuntimeVersion");
        if (!row.get("INTERNAL-IP").isEmpty()) {
            Tree address = draft.add(row.line(), "status", "addresses");
            Draft.put(address, "InternalIP", "type");
            Draft.put(address, row.get("INTERNAL-IP"), "address");
        }
    }

    private static void apiService(Draft draft, Table.Row row) {
        String[] service = row.get("SERVICE").split("/");
        if (service.length == 2) {
            draft.set(service[0], "spec", "service", "namespace").set(service[1], "spec", "service", "name");
        }
        String available = row.get("AVAILABLE");
        int open = available.indexOf(" (");
        DescribedObjects.condition(draft, row.line(), "Available", open < 0 ? available : available.substring(0, open),
                open < 0 ? "" : available.substring(open + 2).replace(")", ""), "", Instant.EPOCH);
    }

    /** {@code calicoctl get ippool -o wide} shows all that matters of a pool. */
    private static void pool(Draft draft, Table.Row row) {
        draft.set(row.get("CIDR"), "spec", "cidr");
        draft.set(row.get("NAT"), "spec", "natOutgoing");
        draft.set(row.get("IPIPMODE"), "spec", "ipipMode");
        draft.set(row.get("VXLANMODE"), "spec", "vxlanMode");
        draft.set(row.get("DISABLED"), "spec", "disabled");
        if (!row.get("NAT").isEmpty()) {
            draft.describe();
        }
    }

    private static void service(Draft draft, Table.Row row) {
        draft.set(row.get("TYPE"), "spec", "type");
        String ip = row.get("CLUSTER-IP");
        draft.texts(ip.isEmpty() ? List.of() : List.of(ip), "spec", "clusterIPs");
        String external = row.get("EXTERNAL-IP");
        if (row.get("TYPE").equals("ExternalName")) {
            draft.set(external, "spec", "externalName");
        } else if (!external.isEmpty() && !external.equals("<pending>")) {
            DescribedObjects.commas(external).forEach(e -> Draft.put(draft.add(row.line(), "status", "loadBalancer", "ingress"), e, "ip"));
        }
        draft.map(DescribedObjects.selector(row.get("SELECTOR")), "spec", "selector");
        for (String port : DescribedObjects.commas(row.get("PORT(S)"))) {
            String[] parts = PORT_PARTS.split(port);
            if (parts.length >= 2) {
                Tree p = draft.add(row.line(), "spec", "ports");
                Draft.put(p, parts[0], "port");
                Draft.put(p, parts.length == 3 ? parts[1] : "", "nodePort");
                Draft.put(p, parts[parts.length - 1], "protocol");
            }
        }
    }

    /** Addresses that are ready; a table shows no others, and of many only three. */
    private static void endpoints(Draft draft, Table.Row row) {
        Map<String, Tree> subsets = new TreeMap<>();
        for (String endpoint : DescribedObjects.commas(MORE.matcher(row.get("ENDPOINTS")).replaceAll(""))) {
            int colon = endpoint.lastIndexOf(':');
            String port = colon > 0 ? endpoint.substring(colon + 1) : "";
            Tree subset = subsets.computeIfAbsent(port, p -> draft.add(row.line(), "subsets"));
            Draft.put(Draft.add(subset, row.line(), "addresses"), colon > 0 ? endpoint.substring(0, colon) : endpoint, "ip");
            if (subset.list("ports").isEmpty() && !port.isEmpty()) {
                Draft.put(Draft.add(subset, row.line(), "ports"), port, "port");
            }
        }
    }

    private static void ratio(Draft draft, Table.Row row) {
        String[] ready = row.get("READY").split("/");
        if (ready.length == 2) {
            draft.set(ready[1], "spec", "replicas");
            draft.set(ready[0], "status", "readyReplicas");
        }
    }

    private static void volume(Draft draft, Table.Row row) {
        draft.set(row.get("STATUS"), "status", "phase");
        draft.set(row.get("STORAGECLASS"), "spec", "storageClassName");
        draft.set(row.get("VOLUME"), "spec", "volumeName");
        draft.set(row.get("CAPACITY"), draft.ref().kind().endsWith("Claim") ? "status" : "spec", "capacity", "storage");
        draft.set(row.get("CLAIM"), "status", "claim");
        draft.texts(DescribedObjects.commas(row.get("ACCESS MODES")), "spec", "accessModes");
    }

    /** {@code requests.cpu: 10/10, pods: 3/5}. */
    private static void quota(Draft draft, Table.Row row) {
        for (String heading : List.of("REQUEST", "LIMIT")) {
            for (String entry : DescribedObjects.commas(row.get(heading))) {
                String[] parts = entry.split(": |/");
                if (parts.length >= 3) {
                    String resource = entry.substring(0, entry.lastIndexOf(": "));
                    draft.set(parts[parts.length - 2], "status", "used", resource);
                    draft.set(parts[parts.length - 1], "status", "hard", resource);
                }
            }
        }
    }
}
