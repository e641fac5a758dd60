package io.netdx.simulate.behave;

import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events as the components record them. */
final class Events {

    private final World world;
    private final List<Resource> all = new ArrayList<>();

    Events(World world) {
        this.world = world;
    }

    List<Resource> all() {
        return all;
    }

    void pod(SimPod pod, String type, String reason, String message, int count, Instant first) {
        boolean scheduler = reason.equals("FailedScheduling") || reason.equals("Scheduled");
        about(map("apiVersion", "v1", "kind", "Pod", "name", pod.name(), "namespace", pod.namespace(), "uid", pod.uid()), pod.namespace(), type, reason, message,
                scheduler ? "default-scheduler" : "kubelet", scheduler ? "" : pod.host().map(h -> h.name()).orElse(""), count, first);
    }

    /** The controller of a workload cannot make its pods. */
    void refused(Resource workload, String why) {
        boolean set = workload.kind().equals("Deployment");
        String name = workload.name() + (set ? "-" + Objects.hash(workload) : "");
        String kind = set ? "ReplicaSet" : workload.kind();
        about(map("apiVersion", "apps/v1", "kind", kind, "name", name, "namespace", workload.namespace(), "uid", Objects.uid(kind + "/" + workload.namespace() + "/" + name)), workload.namespace(), "Warning",
                "FailedCreate", "Error creating: " + why.replace("{pod}", name + "-"), kind.toLowerCase(java.util.Locale.ROOT) + "-controller", "", 15, world.faultAt().plusSeconds(3));
    }

    void object(Resource object, String type, String reason, String message, String component, int count, Instant first) {
        String namespace = object.namespace().isEmpty() ? "default" : object.namespace();
        about(map("apiVersion", object.text("apiVersion"), "kind", object.kind(), "name", object.name(),
                "namespace", object.namespace().isEmpty() ? null : object.namespace(), "uid", Objects.uid(object.key())), namespace, type, reason, message,
                component, "", count, first);
    }

    private void about(Map<String, Object> involved, String namespace, String type, String reason, String message, String component, String host, int count, Instant first) {
        Instant last = count > 1 ? world.now().minusSeconds(5 + world.random().nextInt(50)) : first;
        String name = involved.get("name") + "." + Long.toHexString(first.getEpochSecond() * 1_000_000_000L + all.size());
        all.add(Resource.of(map("apiVersion", "v1", "count", count, "firstTimestamp", first.toString(), "involvedObject", involved, "kind", "Event",
                "lastTimestamp", last.toString(), "message", message, "metadata", map("creationTimestamp", first.toString(), "name", name, "namespace", namespace),
                "reason", reason, "reportingComponent", component, "reportingInstance", host, "source",
                host.isEmpty() ? map("component", component) : map("component", component, "host", host), "type", type)));
    }
}
