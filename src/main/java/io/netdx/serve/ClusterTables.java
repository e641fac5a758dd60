package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Rows of nodes, configuration, storage and events. */
final class ClusterTables {

    private static final String ROLE = "node-role.kubernetes.io/";
    private static final Table CREATED = Table.of("Name Created_At", (o, now) -> List.of(Cell.name(o), o.at("metadata").text("creationTimestamp")));
    private static final Table WEBHOOKS = Table.of("Name Webhooks Age", (o, now) -> List.of(Cell.name(o), o.list("webhooks").size(), Cell.age(o, now)));
    private static final Table BINDING = Table.of("Name Role Age | Users Groups ServiceAccounts", (o, now) -> List.of(Cell.name(o),
            o.at("roleRef").text("kind") + "/" + o.at("roleRef").text("name"), Cell.age(o, now), subjects(o, "User"), subjects(o, "Group"),
            subjects(o, "ServiceAccount")));

    static final Map<String, Table> ALL = Map.ofEntries(
            Map.entry("/Node", Table.of("Name Status Roles Age Version | Internal-IP External-IP OS-Image Kernel-Version Container-Runtime",
                    ClusterTables::node)),
            Map.entry("/Namespace", Table.of("Name Status Age", (o, now) -> List.of(Cell.name(o), o.at("status").text("phase"), Cell.age(o, now)))),
            Map.entry("/ConfigMap", Table.of("Name Data Age", (o, now) -> List.of(Cell.name(o),
                    o.at("data").fields().size() + o.at("binaryData").fields().size(), Cell.age(o, now)))),
            // how much data it has is not kept either
            Map.entry("/Secret", Table.of("Name Type Data Age", (o, now) -> List.of(Cell.name(o), o.text("type", "Opaque"), Cell.UNKNOWN, Cell.age(o, now)))),
            Map.entry("/ServiceAccount", Table.of("Name Secrets Age", (o, now) -> List.of(Cell.name(o), o.list("secrets").size(), Cell.age(o, now)))),
            Map.entry("/Event", Table.of(eventColumns(), ClusterTables::event)),
            Map.entry("events.k8s.io/Event", Table.of(eventColumns(), ClusterTables::event)),
            Map.entry("/PersistentVolumeClaim", Table.of("Name Status Volume Capacity Access_Modes StorageClass VolumeAttributesClass Age | VolumeMode",
                    ClusterTables::claim)),
            Map.entry("/PersistentVolume", Table.of("Name Capacity Access_Modes Reclaim_Policy Status Claim StorageClass VolumeAttributesClass Reason Age"
                    + " | VolumeMode", ClusterTables::volume)),
            Map.entry("/ResourceQuota", Table.of("Name Request Limit Age", (o, now) -> List.of(Cell.name(o), quota(o, false), quota(o, true), Cell.age(o, now)))),
            Map.entry("/LimitRange", CREATED),
            Map.entry("/ComponentStatus", Table.of("Name Status Message Error", (o, now) -> {
                Tree healthy = o.list("conditions").stream().filter(c -> c.text("type").equals("Healthy")).findFirst().orElse(Tree.MISSING);
                String status = healthy.text("status");
                return List.of(Cell.name(o), status.equals("True") ? "Healthy" : status.equals("False") ? "Unhealthy" : "Unknown", healthy.text("message"),
                        healthy.text("error"));
            })),
            Map.entry("storage.k8s.io/StorageClass", Table.of("Name Provisioner ReclaimPolicy VolumeBindingMode AllowVolumeExpansion Age", (o, now) -> List.of(
                    Cell.name(o) + (o.at("metadata", "annotations").flag("storageclass.kubernetes.io/is-default-class") ? " (default)" : ""),
                    o.text("provisioner"), o.text("reclaimPolicy", "Delete"), o.text("volumeBindingMode", "Immediate"),
                    o.flag("allowVolumeExpansion"), Cell.age(o, now)))),
            Map.entry("storage.k8s.io/VolumeAttachment", Table.of("Name Attacher PV Node Attached Age", (o, now) -> List.of(Cell.name(o),
                    o.at("spec").text("attacher"), o.at("spec", "source").text("persistentVolumeName"), o.at("spec").text("nodeName"),
                    o.at("status").flag("attached"), Cell.age(o, now)))),
            Map.entry("storage.k8s.io/CSINode", Table.of("Name Drivers Age", (o, now) -> List.of(Cell.name(o), o.at("spec").list("drivers").size(), Cell.age(o, now)))),
            Map.entry("coordination.k8s.io/Lease", Table.of("Name Holder Age", (o, now) -> List.of(Cell.name(o), o.at("spec").text("holderIdentity"), Cell.age(o, now)))),
            Map.entry("rbac.authorization.k8s.io/Role", CREATED),
            Map.entry("rbac.authorization.k8s.io/ClusterRole", CREATED),
            Map.entry("rbac.authorization.k8s.io/RoleBinding", BINDING),
            Map.entry("rbac.authorization.k8s.io/ClusterRoleBinding", BINDING),
            Map.entry("scheduling.k8s.io/PriorityClass", Table.of("Name Value Global-Default Age PreemptionPolicy", (o, now) -> List.of(Cell.name(o),
                    o.text("value"), o.flag("globalDefault"), Cell.age(o, now), o.text("preemptionPolicy")))),
            Map.entry("node.k8s.io/RuntimeClass", Table.of("Name Handler Age", (o, now) -> List.of(Cell.name(o), o.text("handler"), Cell.age(o, now)))),
            Map.entry("apiextensions.k8s.io/CustomResourceDefinition", CREATED),
            Map.entry("apiregistration.k8s.io/APIService", Table.of("Name Service Available Age", ClusterTables::apiService)),
            Map.entry("admissionregistration.k8s.io/ValidatingWebhookConfiguration", WEBHOOKS),
            Map.entry("admissionregistration.k8s.io/MutatingWebhookConfiguration", WEBHOOKS),
            Map.entry("metrics.k8s.io/NodeMetrics", Table.of("Name CPU Memory Window", (o, now) -> List.of(Cell.name(o), o.at("usage").text("cpu"),
                    o.at("usage").text("memory"), o.text("window")))));

    private ClusterTables() {
    }

    private static List<Object> node(Tree node, Instant now) {
        String status = node.at("status").list("conditions").stream().filter(c -> c.text("type").equals("Ready")).findFirst()
                .map(c -> c.text("status").equals("True") ? "Ready" : "NotReady").orElse("Unknown");
        TreeSet<String> roles = new TreeSet<>();
        node.at("metadata").map("labels").forEach((key, value) -> {
            if (key.startsWith(ROLE) && key.length() > ROLE.length()) {
                roles.add(key.substring(ROLE.length()));
            } else if (key.equals("kubernetes.io/role") && !value.isEmpty()) {
                roles.add(value);
            }
        });
        Tree info = node.at("status", "nodeInfo");
        return List.of(Cell.name(node), status + (node.at("spec").flag("unschedulable") ? ",SchedulingDisabled" : ""),
                Cell.or(String.join(",", roles), Cell.NONE), Cell.age(node, now), info.text("kubeletVersion"), address(node, "InternalIP"),
                address(node, "ExternalIP"), info.text("osImage", Cell.UNKNOWN), info.text("kernelVersion", Cell.UNKNOWN),
                info.text("containerRuntimeVersion", Cell.UNKNOWN));
    }

    private static String address(Tree node, String type) {
        return node.at("status").list("addresses").stream().filter(a -> a.text("type").equals(type)).findFirst().map(a -> a.text("address")).orElse(Cell.NONE);
    }

    private static List<Table.Column> eventColumns() {
        List<Table.Column> columns = new ArrayList<>();
        for (String name : List.of("Last Seen", "Type", "Reason", "Object", "Subobject", "Source", "Message", "First Seen", "Count", "Name")) {
            boolean wide = List.of("Subobject", "Source", "First Seen", "Count", "Name").contains(name);
            columns.add(new Table.Column(name, "string", name.equals("Name") ? "name" : "", wide));
        }
        return columns;
    }

    private static List<Object> event(Tree event, Instant now) {
        String first = event.text("firstTimestamp", event.text("deprecatedFirstTimestamp", event.text("eventTime")));
        String last = event.text("lastTimestamp", event.text("deprecatedLastTimestamp", first));
        Tree series = event.at("series");
        Tree about = either(event, "involvedObject", "regarding");
        Tree source = either(event, "source", "deprecatedSource");
        String kind = about.text("kind").toLowerCase(Locale.ROOT);
        String component = source.text("component", event.text("reportingComponent", event.text("reportingController")));
        String host = source.text("host", event.text("reportingInstance"));
        return List.of(Ages.since(series.text("lastObservedTime", last), now), event.text("type"), event.text("reason"),
                about.text("name").isEmpty() ? kind : kind + "/" + about.text("name"), about.text("fieldPath"),
                component + (host.isEmpty() ? "" : ", " + host), event.text("message", event.text("note")).strip(), Ages.since(first, now),
                Math.max(1, series.present() ? series.number("count") : event.number("count", event.number("deprecatedCount"))), Cell.name(event));
    }

    /** By its name in one of the groups of events. */
    private static Tree either(Tree event, String core, String other) {
        return event.at(core).present() ? event.at(core) : event.at(other);
    }

    private static List<Object> claim(Tree claim, Instant now) {
        Tree spec = claim.at("spec");
        boolean bound = !spec.text("volumeName").isEmpty();
        return List.of(Cell.name(claim), claim.at("metadata").at("deletionTimestamp").present() ? "Terminating" : claim.at("status").text("phase"),
                spec.text("volumeName"), bound ? claim.at("status", "capacity").text("storage") : "", bound ? modes(claim.at("status")) : "",
                storageClass(claim), spec.text("volumeAttributesClassName", Cell.UNSET), Cell.age(claim, now), spec.text("volumeMode", Cell.UNSET));
    }

    private static List<Object> volume(Tree volume, Instant now) {
        Tree spec = volume.at("spec");
        Tree claim = spec.at("claimRef");
        return List.of(Cell.name(volume), spec.at("capacity").text("storage"), modes(spec), spec.text("persistentVolumeReclaimPolicy"),
                volume.at("metadata").at("deletionTimestamp").present() ? "Terminating" : volume.at("status").text("phase"),
                claim.present() ? claim.text("namespace") + "/" + claim.text("name") : "", storageClass(volume),
                spec.text("volumeAttributesClassName", Cell.UNSET), volume.at("status").text("reason"), Cell.age(volume, now), spec.text("volumeMode", Cell.UNSET));
    }

    private static String storageClass(Tree object) {
        return object.at("metadata", "annotations").text("volume.beta.kubernetes.io/storage-class", object.at("spec").text("storageClassName"));
    }

    private static String modes(Tree object) {
        List<String> modes = object.texts("accessModes");
        return String.join(",", Map.of("ReadWriteOnce", "RWO", "ReadOnlyMany", "ROX", "ReadWriteMany", "RWX", "ReadWriteOncePod", "RWOP").entrySet()
                .stream().filter(m -> modes.contains(m.getKey())).map(Map.Entry::getValue)
                .sorted((a, b) -> List.of("RWO", "ROX", "RWX", "RWOP").indexOf(a) - List.of("RWO", "ROX", "RWX", "RWOP").indexOf(b)).toList());
    }

    private static String quota(Tree quota, boolean limits) {
        List<String> all = new ArrayList<>();
        Map<String, String> used = quota.at("status").map("used");
        quota.at("status").map("hard").forEach((resource, hard) -> {
            if (resource.startsWith("limits.") == limits) {
                all.add(resource + ": " + used.getOrDefault(resource, "0") + "/" + hard);
            }
        });
        return String.join(", ", all);
    }

    private static String subjects(Tree binding, String kind) {
        return String.join(", ", binding.list("subjects").stream().filter(s -> s.text("kind").equals(kind))
                .map(s -> (kind.equals("ServiceAccount") ? s.text("namespace") + "/" : "") + s.text("name")).toList());
    }

    private static List<Object> apiService(Tree service, Instant now) {
        Tree target = service.at("spec", "service");
        Tree available = service.at("status").list("conditions").stream().filter(c -> c.text("type").equals("Available")).findFirst().orElse(Tree.MISSING);
        String status = available.text("status", "Unknown");
        return List.of(Cell.name(service), target.present() ? target.text("namespace") + "/" + target.text("name") : "Local",
                status.equals("True") ? status : status + " (" + available.text("reason") + ")", Cell.age(service, now));
    }
}
