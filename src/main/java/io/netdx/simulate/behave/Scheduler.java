package io.netdx.simulate.behave;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes the pods of all workloads and places them: spread over the nodes that take them, or left pending with the scheduler's reason. */
final class Scheduler {

    private static final int PODS_PER_NODE = 110;

    private final World world;
    private final Events events;
    private final Past past;
    private final Map<String, Integer> load = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Resource> nodes;
    private int next;

    Scheduler(World world, Events events, Past past) {
        this.world = world;
        this.events = events;
        this.past = past;
        this.nodes = world.all("Node");
        this.next = world.random().nextInt(Math.max(1, nodes.size()));
    }

    List<SimPod> place() {
        List<SimPod> pods = new ArrayList<>();
        Admission admission = new Admission(world);
        for (Resource workload : world.workloads()) {
            boolean fresh = world.fresh().contains(workload.key());
            int replicas = workload.kind().equals("DaemonSet") ? nodes.size() : workload.number("spec", workload.kind().equals("Job") ? "completions" : "replicas");
            Optional<World.Before> before = world.before(workload);
            if (before.isPresent()) {
                int old = replicas - share(workload, "maxUnavailable", replicas);
                make(pods, before.get().workload(), before.get().program(), Objects.hashBefore(before.get().workload()), old, false);
                replicas = replicas + share(workload, "maxSurge", replicas) - old;
            }
            String hash = workload.kind().equals("Deployment") ? Objects.hash(workload) : "";
            int there = past.begun() ? (int) IntStream.range(0, replicas).filter(i -> past.pod(slot(workload, hash, i)).isPresent()).count() : 0;
            boolean asked = past.begun() ? there < replicas : fresh;
            Optional<String> refused = asked ? admission.refusal(workload) : Optional.empty();
            refused.ifPresent(why -> events.refused(workload, why));
            make(pods, fresh || past.begun() ? admission.admitted(workload) : workload, world.program(workload), hash, refused.isPresent() ? there : replicas, fresh);
        }
        for (Resource bare : world.all("Pod")) {
            SimPod pod = new SimPod(Objects.templated(bare), world.program(bare), bare.name(), Objects.uid(bare.key()), "", slot(bare, "", 0), Instant.parse(bare.text("metadata", "creationTimestamp")));
            Optional<Host> named = Optional.ofNullable(world.hosts().get(bare.text("spec", "nodeName")));
            named.ifPresentOrElse(host -> take(pod, host), () -> schedule(pod));
            pods.add(pod);
        }
        return pods;
    }

    private static String slot(Resource workload, String hash, int index) {
        return workload.key() + "#" + hash + "#" + index;
    }

    /** How many pods a rolling update may have too many, rounded up, or too few, rounded down. */
    private static int share(Resource workload, String bound, int replicas) {
        String value = workload.text("spec", "strategy", "rollingUpdate", bound);
        boolean percent = value.endsWith("%");
        int number = Integer.parseInt(percent ? value.substring(0, value.length() - 1) : value);
        return !percent ? number : bound.equals("maxSurge") ? (number * replicas + 99) / 100 : number * replicas / 100;
    }

    private void make(List<SimPod> pods, Resource workload, Optional<Program> program, String hash, int replicas, boolean fresh) {
        boolean daemon = workload.kind().equals("DaemonSet");
        for (int i = 0; i < replicas; i++) {
            SimPod pod = pod(workload, program, hash, i, fresh);
            if (!daemon) {
                schedule(pod);
                pods.add(pod);
            } else if (refusal(workload, nodes.get(i), false).isEmpty()) {
                pod.place(world.host(nodes.get(i).name()));
                pods.add(pod);
            }
        }
    }

    private SimPod pod(Resource workload, Optional<Program> program, String hash, int index, boolean fresh) {
        String slot = slot(workload, hash, index);
        Optional<Past.Placed> known = past.pod(slot);
        String name = known.map(Past.Placed::name).orElseGet(() -> workload.kind().equals("StatefulSet") ? workload.name() + "-" + index
                : workload.name() + (hash.isEmpty() ? "" : "-" + hash) + "-" + world.suffix(5));
        Instant created = known.map(Past.Placed::created).orElseGet(() -> past.begun() ? world.now() : fresh ? world.faultAt().plusSeconds(4 + world.random().nextInt(20))
                : world.born().plusSeconds(600 + world.random().nextInt(400_000)));
        String uid = known.map(Past.Placed::uid).orElseGet(() -> Objects.uid(workload.key() + "/" + name + (past.begun() ? created : "")));
        return new SimPod(past.relabelled(workload, workload.namespace() + "/" + name), program, name, uid, hash, slot, created);
    }

    private void schedule(SimPod pod) {
        Optional<Host> stays = past.pod(pod.slot()).map(Past.Placed::node).filter(world.hosts()::containsKey).map(world::host);
        if (stays.isPresent()) {
            take(pod, stays.get());
            return;
        }
        boolean fresh = pod.created().isAfter(world.faultAt());
        if (fresh && world.troubles().contains(World.Trouble.SCHEDULER_DOWN)) {
            return;
        }
        Optional<String> claim = unbound(pod.workload());
        if (claim.isPresent()) {
            pod.unschedulable("0/" + nodes.size() + " nodes are available: " + claim.get() + ". preemption: 0/" + nodes.size() + " nodes are available: "
                    + nodes.size() + " Preemption is not helpful for scheduling.");
            events.pod(pod, "Warning", "FailedScheduling", pod.unschedulable(), 4, pod.created());
            return;
        }
        Map<String, Integer> refusals = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            Resource node = nodes.get((next + i) % nodes.size());
            Optional<String> refusal = refusal(pod.workload(), node, fresh);
            if (refusal.isEmpty()) {
                next = (next + i + 1) % nodes.size();
                Host host = world.host(node.name());
                take(pod, host);
                if (fresh) {
                    events.pod(pod, "Normal", "Scheduled", "Successfully assigned " + pod.key() + " to " + host.name(), 1, pod.created());
                }
                return;
            }
            refusals.merge(refusal.get(), 1, Integer::sum);
        }
        List<String> reasons = refusals.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).sorted().toList();
        pod.unschedulable("0/" + nodes.size() + " nodes are available: " + String.join(", ", reasons) + ". preemption: 0/" + nodes.size()
                + " nodes are available: " + nodes.size() + " Preemption is not helpful for scheduling.");
        events.pod(pod, "Warning", "FailedScheduling", pod.unschedulable(), 3 + world.random().nextInt(6), pod.created());
    }

    private void take(SimPod pod, Host host) {
        load.merge(host.name(), 1, Integer::sum);
        pod.place(host);
        taken.add(host.name() + " " + pod.workload().key());
        taken.add(host.name() + " " + pod.workload().number("spec", "template", "spec", "containers", 0, "ports", 0, "hostPort"));
    }

    /** Why a node does not take a pod, in the scheduler's words. Old pods were placed before the fault and its taints. */
    private Optional<String> refusal(Resource workload, Resource node, boolean fresh) {
        boolean stays = world.hosts().values().stream().anyMatch(h -> h.keeps().equals(workload.key()));
        if (stays) {
            return world.host(node.name()).keeps().equals(workload.key()) ? Optional.empty() : Optional.of("node(s) already had a pod");
        }
        Map<String, String> selector = workload.labels("spec", "template", "spec", "nodeSelector");
        if (!node.labels("metadata", "labels").entrySet().containsAll(selector.entrySet())) {
            return Optional.of("node(s) didn't match Pod's node affinity/selector");
        }
        boolean daemon = workload.kind().equals("DaemonSet");
        for (Resource declared : node.items("spec", "taints")) {
            boolean applies = declared.text("effect").startsWith("No") && (fresh || !world.host(node.name()).lateTaints().contains(declared.text("key")));
            if (applies && workload.items("spec", "template", "spec", "tolerations").stream().noneMatch(t -> tolerates(t, declared))) {
                return Optional.of("node(s) had untolerated taint {" + declared.text("key") + ": " + declared.text("value") + "}");
            }
        }
        if (!daemon && fresh && node.text("spec", "unschedulable").equals("true")) {
            return Optional.of("node(s) were unschedulable");
        }
        Optional<String> taint = late(world.host(node.name()));
        if (!daemon && fresh && taint.isPresent()) {
            return Optional.of("node(s) had untolerated taint {node.kubernetes.io/" + taint.get() + ": }");
        }
        if (memory(workload) > 30_000) {
            return Optional.of("Insufficient memory");
        }
        if (!daemon && taken.contains(node.name() + " " + workload.key()) && apart(workload)) {
            return Optional.of("node(s) didn't match pod anti-affinity rules");
        }
        int hostPort = workload.number("spec", "template", "spec", "containers", 0, "ports", 0, "hostPort");
        if (hostPort > 0 && taken.contains(node.name() + " " + hostPort)) {
            return Optional.of("node(s) didn't have free ports for the requested pod ports");
        }
        return !daemon && load.getOrDefault(node.name(), 0) >= PODS_PER_NODE - 20 ? Optional.of("Too many pods") : Optional.empty();
    }

    /** What is said of a claim that no volume stands behind. */
    private Optional<String> unbound(Resource workload) {
        for (Resource volume : workload.items("spec", "template", "spec", "volumes")) {
            String name = volume.text("persistentVolumeClaim", "claimName");
            Optional<Resource> claim = world.find("PersistentVolumeClaim", workload.namespace(), name);
            if (!name.isEmpty() && (claim.isEmpty() || !claim.get().text("status", "phase").equals("Bound"))) {
                return Optional.of(claim.isEmpty() ? "persistentvolumeclaim \"" + name + "\" not found" : "pod has unbound immediate PersistentVolumeClaims");
            }
        }
        return Optional.empty();
    }

    private static boolean apart(Resource workload) {
        return workload.has("spec", "template", "spec", "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
    }

    /** The taint that the node controller adds for a machine's trouble. */
    private static Optional<String> late(Host host) {
        return host.silent() ? Optional.of("unreachable") : host.has(Host.Trouble.CNI_CONFIG_MISSING) || host.has(Host.Trouble.RUNTIME_DOWN) ? Optional.of("not-ready")
                : host.has(Host.Trouble.NETWORK_MARKED) ? Optional.of("network-unavailable") : Optional.empty();
    }

    private static boolean tolerates(Resource toleration, Resource taint) {
        boolean key = toleration.text("key").isEmpty() || toleration.text("key").equals(taint.text("key"));
        boolean effect = toleration.text("effect").isEmpty() || toleration.text("effect").equals(taint.text("effect"));
        return key && effect && (toleration.text("operator").equals("Exists") || toleration.text("value").equals(taint.text("value")));
    }

    private static int memory(Resource workload) {
        return Objects.mebibytes(workload.text("spec", "template", "spec", "containers", 0, "resources", "requests", "memory"));
    }
}
