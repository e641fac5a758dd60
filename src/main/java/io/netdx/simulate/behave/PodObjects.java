package io.netdx.simulate.behave;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods as the API server shows them. */
final class PodObjects {

    private final World world;
    private final Mesh mesh;

    PodObjects(World world) {
        this.world = world;
        this.mesh = new Mesh(world);
    }

    Resource of(SimPod pod) {
        Resource template = Resource.of(pod.workload().map("spec", "template"));
        Map<String, Object> labels = template.copy().map("metadata", "labels");
        if (!pod.hash().isEmpty()) {
            labels.put("pod-template-hash", pod.hash());
        }
        Map<String, Object> spec = template.copy().map("spec");
        pod.host().ifPresent(h -> spec.put("nodeName", h.name()));
        if (mesh.sidecar(pod)) {
            Resource.of(spec).list("containers").add(mesh.container());
        }
        spec.put("enableServiceLinks", true);
        spec.put("serviceAccountName", spec.getOrDefault("serviceAccountName", "default"));
        return Resource.of(map("apiVersion", "v1", "kind", "Pod", "metadata", map("creationTimestamp", pod.created().toString(), "labels", labels,
                "annotations", template.has("metadata", "annotations") ? template.copy().map("metadata", "annotations") : null,
                "name", pod.name(), "namespace", pod.namespace(), "ownerReferences", pod.workload().kind().equals("Pod") ? null : list(owner(pod)),
                "resourceVersion", String.valueOf(100_000 + Math.floorMod(pod.uid().hashCode(), 900_000)), "uid", pod.uid()), "spec", spec, "status", status(pod)));
    }

    private static Map<String, Object> owner(SimPod pod) {
        boolean set = !pod.hash().isEmpty();
        String name = pod.workload().name() + (set ? "-" + pod.hash() : "");
        String kind = set ? "ReplicaSet" : pod.workload().kind();
        return map("apiVersion", kind.equals("Job") ? "batch/v1" : "apps/v1", "blockOwnerDeletion", true, "controller", true, "kind", kind, "name", name,
                "uid", Objects.uid(kind + "/" + pod.namespace() + "/" + name));
    }

    private Map<String, Object> status(SimPod pod) {
        Instant started = pod.created().plusSeconds(1);
        if (pod.host().isEmpty() && pod.unschedulable().isEmpty()) {
            return map("phase", "Pending", "qosClass", "Burstable");
        }
        if (pod.host().isEmpty()) {
            return map("conditions", list(map("lastTransitionTime", pod.created().toString(), "message", pod.unschedulable(),
                    "reason", "Unschedulable", "status", "False", "type", "PodScheduled")), "phase", "Pending", "qosClass", "Burstable");
        }
        boolean lost = Kubelet.lost(pod);
        boolean done = pod.state() == SimPod.State.COMPLETED;
        String phase = done ? pod.exitCode() == 0 ? "Succeeded" : "Failed" : pod.state() == SimPod.State.WAITING || pod.state() == SimPod.State.INITIALIZING ? "Pending" : "Running";
        boolean network = !pod.ip().isEmpty();
        return map("conditions", list(condition("PodReadyToStartContainers", network && !done, started, pod, false),
                        initialized(pod, started), condition("Ready", pod.ready() && !lost, since(pod, lost), pod, !lost),
                        condition("ContainersReady", pod.ready(), since(pod, false), pod, true), condition("PodScheduled", true, pod.created(), pod, false)),
                "containerStatuses", containers(pod), "initContainerStatuses", initContainers(pod), "hostIP", pod.host().get().ip(), "hostIPs", list(map("ip", pod.host().get().ip())), "phase", phase,
                "podIP", network ? pod.ip() : null, "podIPs", network ? list(map("ip", pod.ip())) : null, "qosClass", "Burstable", "startTime", started.toString());
    }

    private Instant since(SimPod pod, boolean lost) {
        return lost ? world.faultAt().plusSeconds(45) : pod.unreadySince().orElse(pod.created().plusSeconds(pod.ready() ? 6 : 1));
    }

    private static Map<String, Object> condition(String type, boolean holds, Instant since, SimPod pod, boolean explained) {
        boolean done = pod.state() == SimPod.State.COMPLETED;
        boolean why = explained && !holds;
        String name = pod.workload().text("spec", "template", "spec", "containers", 0, "name");
        return map("lastTransitionTime", since.toString(), "message", why && !done ? "containers with unready status: [" + name + "]" : null,
                "reason", why ? done ? "PodCompleted" : "ContainersNotReady" : null, "status", holds ? "True" : "False", "type", type);
    }

    private static Map<String, Object> initialized(SimPod pod, Instant since) {
        boolean waits = pod.state() == SimPod.State.INITIALIZING;
        return map("lastTransitionTime", since.toString(), "message", waits ? "containers with incomplete status: ["
                + pod.workload().text("spec", "template", "spec", "initContainers", 0, "name") + "]" : null,
                "reason", waits ? "ContainersNotInitialized" : null, "status", waits ? "False" : "True", "type", "Initialized");
    }

    private List<Object> initContainers(SimPod pod) {
        List<Object> statuses = new ArrayList<>();
        String started = pod.created().plusSeconds(2).toString();
        for (Resource container : pod.workload().items("spec", "template", "spec", "initContainers")) {
            boolean runs = pod.state() == SimPod.State.INITIALIZING;
            statuses.add(map("image", container.text("image"), "imageID", "", "lastState", map(), "name", container.text("name"), "ready", !runs && pod.sandbox(), "restartCount", 0,
                    "started", runs, "state", runs ? map("running", map("startedAt", started)) : !pod.sandbox() ? map("waiting", map("reason", "PodInitializing"))
                    : map("terminated", map("exitCode", pod.exitCode(), "finishedAt", pod.created().plusSeconds(3).toString(), "reason", pod.exitCode() == 0 ? "Completed" : "Error", "startedAt", started))));
        }
        return statuses;
    }

    private List<Object> containers(SimPod pod) {
        List<Object> statuses = new ArrayList<>();
        boolean main = true;
        for (Resource container : pod.workload().items("spec", "template", "spec", "containers")) {
            boolean runs = pod.state() == SimPod.State.RUNNING || !main && pod.state() == SimPod.State.CRASHING;
            statuses.add(map("containerID", runs ? "containerd://" + (Objects.uid(pod.uid() + main) + Objects.uid(pod.name() + main)).replace("-", "") : null,
                    "image", container.text("image"), "imageID", "", "lastState", main ? last(pod) : map(), "name", container.text("name"),
                    "ready", main ? pod.ready() : runs, "restartCount", main ? pod.restarts() : 0, "started", runs, "state",
                    main ? state(pod) : map("running", map("startedAt", pod.created().plusSeconds(4).toString()))));
            main = false;
        }
        if (mesh.sidecar(pod)) {
            statuses.add(map("image", mesh.image(), "imageID", "", "lastState", map(), "name", mesh.proxy(), "ready", pod.sandbox(), "restartCount", 0, "started",
                    pod.sandbox(), "state", pod.sandbox() ? map("running", map("startedAt", pod.created().plusSeconds(3).toString())) : map("waiting", map("reason", "PodInitializing"))));
        }
        return statuses;
    }

    private Map<String, Object> state(SimPod pod) {
        return switch (pod.state()) {
            case RUNNING -> map("running", map("startedAt", pod.created().plusSeconds(4).toString()));
            case INITIALIZING -> map("waiting", map("reason", "PodInitializing"));
            case WAITING -> map("waiting", map("message", pod.message().isEmpty() ? null : pod.message(), "reason", pod.reason()));
            case CRASHING -> map("waiting", map("message", "back-off 5m0s restarting failed container=" + pod.workload().text("spec", "template", "spec", "containers", 0, "name")
                    + " pod=" + pod.name() + "_" + pod.namespace() + "(" + pod.uid() + ")", "reason", "CrashLoopBackOff"));
            case COMPLETED -> map("terminated", map("exitCode", pod.exitCode(), "finishedAt", pod.created().plusSeconds(40).toString(), "reason", pod.exitCode() == 0 ? "Completed" : "Error",
                    "startedAt", pod.created().plusSeconds(4).toString()));
        };
    }

    private Map<String, Object> last(SimPod pod) {
        Optional<Program.Exit> exit = pod.exit();
        return pod.restarts() == 0 || exit.isEmpty() ? map() : map("terminated", map("exitCode", exit.get().code(),
                "finishedAt", world.now().minusSeconds(100).toString(), "reason", exit.get().reason(), "startedAt", world.now().minusSeconds(104).toString()));
    }
}
