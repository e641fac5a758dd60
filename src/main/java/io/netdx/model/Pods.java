package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.Container;
import io.netdx.fact.Event;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds pods that are not what they should be, and groups them by workload. */
final class Pods {

    /** Younger pods are still starting: no trouble yet. */
    private static final Duration STARTING = Duration.ofSeconds(20);

    /** A liveness probe that failed this long ago has recovered: kubelet would have repeated it. */
    private static final Duration PROBE_RECENT = Duration.ofMinutes(5);
    /** runc's words where even the container's first process does not fit into the limit. */
    private static final String OOM_AT_START = "container init was OOM-killed";

    private final Cluster cluster;
    private final boolean eventsSeen;
    private final Map<ObjectRef, Event> sandboxFailures = new HashMap<>();
    private final Map<ObjectRef, Event> schedulingFailures = new HashMap<>();
    private final Map<ObjectRef, Event> unhealthy = new HashMap<>();
    private final Map<ObjectRef, Event> lifeless = new HashMap<>();
    private final Map<ObjectRef, Integer> killed = new HashMap<>();

    Pods(Cluster cluster) {
        this.cluster = cluster;
        this.eventsSeen = cluster.coverage().stream().anyMatch(c -> c.kind().equals("Event") && c.looked());
        for (Event event : cluster.all(Event.class)) {
            switch (event.reason()) {
                case "FailedCreatePodSandBox" -> newest(sandboxFailures, event);
                case "FailedScheduling" -> newest(schedulingFailures, event);
                case "Unhealthy" -> newest(event.message().startsWith("Liveness") ? lifeless : unhealthy, event);
                case "Killing" -> {
                    if (event.message().contains("failed liveness probe")) {
                        killed.merge(event.ref(), event.count(), Integer::sum);
                    }
                }
                default -> { }
            }
        }
    }

    /** Neither volumes nor images take the kubelet this long before it has set up the network. */
    private boolean sandboxLate(Pod pod) {
        return pod.podIps().isEmpty() && !pod.node().isEmpty() && pod.phase().equals("Pending")
                && pod.condition("PodReadyToStartContainers").filter(c -> c.status().equals("False")
                && c.since().plus(STARTING).isBefore(cluster.now())).isPresent();
    }

    private static void newest(Map<ObjectRef, Event> events, Event event) {
        events.merge(event.ref(), event, (a, b) -> b.last().isAfter(a.last()) ? b : a);
    }

    List<PodTrouble> troubles() {
        List<PodTrouble> troubles = new ArrayList<>();
        for (Pod pod : cluster.all(Pod.class)) {
            trouble(pod).ifPresent(troubles::add);
        }
        return troubles;
    }

    private Optional<PodTrouble> trouble(Pod pod) {
        if (pod.phase().equals("Succeeded") || pod.phase().isEmpty()) {
            return Optional.empty();
        }
        if (pod.meta().terminating() || pod.reason().equals("Evicted")) {
            return Optional.empty();
        }
        if (pod.phase().equals("Pending") && pod.node().isEmpty() && pod.condition("PodScheduled").filter(c -> c.status().equals("True")).isEmpty()) {
            return Optional.of(unscheduled(pod));
        }
        Optional<PodTrouble> restarted = restarted(pod);
        if (restarted.isPresent()) {
            return restarted;
        }
        for (Container c : pod.containers()) {
            Optional<PodTrouble> trouble = container(pod, c);
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        Event sandbox = sandboxFailures.get(pod.ref());
        if (sandbox != null && pod.podIps().isEmpty()) {
            boolean memory = sandbox.message().contains(OOM_AT_START);
            return Optional.of(of(pod, memory ? "oom" : "sandbox", "FailedCreatePodSandBox", sandbox.message(), 0));
        }
        if (sandbox == null && !eventsSeen && sandboxLate(pod)) {
            return Optional.of(of(pod, "sandbox", "ContainerCreating", "no sandbox yet; events, which would say why, were not collected", 0));
        }
        if (pod.phase().equals("Running") && pod.readinessSeen() && !pod.ready() && settled(pod)) {
            return Optional.of(notReady(pod));
        }
        return Optional.empty();
    }

    /** Killed by its liveness probe more than once, and the probe was still failing a short while ago. */
    private Optional<PodTrouble> restarted(Pod pod) {
        Event probe = lifeless.get(pod.ref());
        if (probe == null || killed.getOrDefault(pod.ref(), 0) < 2) {
            return Optional.empty();
        }
        int restarts = pod.containers().stream().mapToInt(Container::restarts).max().orElse(0);
        boolean recent = !probe.last().isBefore(cluster.now().minus(PROBE_RECENT));
        return restarts > 0 && recent ? Optional.of(of(pod, "liveness", "Unhealthy", probe.message(), restarts)) : Optional.empty();
    }

    private PodTrouble unscheduled(Pod pod) {
        Optional<Condition> condition = pod.condition("PodScheduled").filter(c -> c.status().equals("False"));
        Event event = schedulingFailures.get(pod.ref());
        // the scheduler sets the condition when it fails: without it, it has not tried
        boolean waited = !pod.meta().created().plus(STARTING).isAfter(cluster.now());
        if (pod.conditions().isEmpty() && event == null && waited) {
            return of(pod, "unseen", "Pending", "no scheduler has looked at the pod", 0);
        }
        String detail = condition.map(Condition::message).filter(m -> !m.isEmpty())
                .orElse(event == null ? "" : event.message());
        return of(pod, "unscheduled", condition.map(Condition::reason).orElse("Unschedulable"), detail, 0);
    }

    private Optional<PodTrouble> container(Pod pod, Container c) {
        Container.State state = c.state().orElse(null);
        if (state == null) {
            return Optional.empty();
        }
        String reason = state.reason();
        if (state.phase().equals("waiting")) {
            switch (reason) {
                case "ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable" -> {
                    return Optional.of(of(pod, "image", reason, state.message().isEmpty() ? c.image() : state.message(), 0));
                }
                case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" -> {
                    return Optional.of(of(pod, "config", reason, state.message(), c.restarts()));
                }
                case "CrashLoopBackOff" -> {
                    return Optional.of(crash(pod, c));
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        boolean failedNow = state.phase().equals("terminated") && state.exitCode() != 0 && c.restarts() > 0;
        boolean restartsOften = c.restarts() >= 3 && !c.ready()
                && c.lastState().filter(l -> l.exitCode() != 0).isPresent();
        return failedNow || restartsOften ? Optional.of(crash(pod, c)) : Optional.empty();
    }

    private PodTrouble crash(Pod pod, Container c) {
        Container.State last = c.lastState().orElse(c.state().orElseThrow());
        boolean oom = last.reason().equals("OOMKilled") || last.message().contains(OOM_AT_START);
        if (last.phase().equals("waiting")) {
            // only an event told of it
            return of(pod, "crash", "CrashLoopBackOff", last.message(), c.restarts());
        }
        String what = (c.init() ? "init container " : "container ") + c.name() + " exited with " + last.exitCode()
                + (last.reason().isEmpty() ? "" : " (" + last.reason() + ")") + ", " + c.restarts() + " restarts"
                + (last.message().isEmpty() ? "" : ": " + last.message());
        return of(pod, oom ? "oom" : "crash", c.init() ? "InitCrash" : "CrashLoopBackOff", what, c.restarts());
    }

    private boolean settled(Pod pod) {
        return pod.condition("Ready").filter(c -> c.since().plus(STARTING).isBefore(cluster.now())).isPresent()
                || cluster.now().equals(Instant.EPOCH);
    }

    /** Its containers run and it has not been ready for seconds only; one that restarts starts again and again. */
    static boolean starting(Pod pod, Instant now) {
        return !pod.ready() && !pod.meta().terminating() && !now.equals(Instant.EPOCH)
                && pod.containers().stream().allMatch(c -> c.restarts() == 0)
                && pod.condition("Ready").filter(c -> !c.since().plus(STARTING).isBefore(now)).isPresent();
    }

    private PodTrouble notReady(Pod pod) {
        Condition ready = pod.condition("Ready").orElse(new Condition("Ready", "False", "", "", java.time.Instant.EPOCH));
        Event probe = unhealthy.get(pod.ref());
        return of(pod, "not-ready", ready.reason(), probe != null ? probe.message() : ready.message(), 0);
    }

    private PodTrouble of(Pod pod, String kind, String reason, String detail, int restarts) {
        return new PodTrouble(pod.ref(), cluster.workloadOf(pod), pod.node(), kind, reason, firstLine(detail), restarts,
                pod.source());
    }

    static String firstLine(String text) {
        String line = text.strip();
        int end = line.indexOf('\n');
        return end < 0 ? line : line.substring(0, end);
    }

    /** Troubles of one workload and kind together, with how many pods the workload has. */
    List<WorkloadTrouble> byWorkload(List<PodTrouble> troubles) {
        Map<ObjectRef, Integer> totals = new HashMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished() && !pod.meta().terminating()) {
                totals.merge(cluster.workloadOf(pod), 1, Integer::sum);
            }
        }
        Map<String, List<PodTrouble>> groups = new TreeMap<>();
        for (PodTrouble t : troubles) {
            groups.computeIfAbsent(t.workload() + " " + t.kind(), k -> new ArrayList<>()).add(t);
        }
        List<WorkloadTrouble> grouped = new ArrayList<>();
        for (List<PodTrouble> group : groups.values()) {
            PodTrouble first = group.get(0);
            TreeSet<String> nodes = new TreeSet<>();
            group.forEach(t -> nodes.add(t.node()));
            nodes.remove("");
            grouped.add(new WorkloadTrouble(first.workload(), first.kind(), first.reason(),
                    group.stream().map(PodTrouble::pod).sorted().toList(), totals.getOrDefault(first.workload(), group.size()),
                    List.copyOf(nodes), !nodes.isEmpty() && nodes.stream().allMatch(this::silent), first.detail(), first.source()));
        }
        return grouped;
    }

    private boolean silent(String node) {
        return cluster.node(node).flatMap(n -> n.condition("Ready")).filter(c -> c.status().equals("Unknown")).isPresent();
    }

    List<ScaledToZero> scaledToZero() {
        List<ScaledToZero> zero = new ArrayList<>();
        for (Workload w : cluster.all(Workload.class)) {
            String kind = w.ref().kind();
            if (w.desired() == 0 && w.meta().owner().isEmpty() && (kind.equals("Deployment") || kind.equals("StatefulSet"))) {
                zero.add(new ScaledToZero(w.ref(), w.meta().at("spec.replicas")));
            }
        }
        return zero;
    }
}
