package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The row of a pod: printPod of k8s.io/kubernetes/pkg/printers/internalversion/printers.go, with its order of decisions. */
final class PodTable {

    static final Table TABLE = Table.of("Name Ready Status Restarts Age | IP Node Nominated_Node Readiness_Gates", (pod, now) -> new PodTable(pod).cells(now));

    private final Tree pod;
    private final Tree spec;
    private final Tree status;
    private final Set<String> sidecars = new HashSet<>();
    private String reason;
    private int ready;
    private int restarts;
    private int sidecarRestarts;
    private Instant restarted = Instant.EPOCH;
    private Instant sidecarRestarted = Instant.EPOCH;

    private PodTable(Tree pod) {
        this.pod = pod;
        this.spec = pod.at("spec");
        this.status = pod.at("status");
    }

    private List<Object> cells(Instant now) {
        reason = status.text("reason", status.text("phase"));
        if (status.list("conditions").stream().anyMatch(c -> c.text("type").equals("PodScheduled") && c.text("reason").equals("SchedulingGated"))) {
            reason = "SchedulingGated";
        }
        spec.list("initContainers").stream().filter(c -> c.text("restartPolicy").equals("Always")).forEach(c -> sidecars.add(c.text("name")));
        if (!initialising() || Cell.condition(pod, "Initialized")) {
            restarts = sidecarRestarts;
            restarted = sidecarRestarted;
            containers();
        }
        if (pod.at("metadata").at("deletionTimestamp").present()) {
            String phase = status.text("phase");
            reason = status.text("reason").equals("NodeLost") ? "Unknown" : phase.equals("Failed") || phase.equals("Succeeded") ? reason : "Terminating";
        }
        String times = restarts == 0 || restarted.equals(Instant.EPOCH) ? Integer.toString(restarts)
                : restarts + " (" + Ages.since(restarted.toString(), now) + " ago)";
        String ip = status.list("podIPs").isEmpty() ? status.text("podIP") : status.list("podIPs").get(0).text("ip");
        return List.of(Cell.name(pod), ready + "/" + (spec.list("containers").size() + sidecars.size()), reason, times, Cell.age(pod, now),
                Cell.or(ip, Cell.NONE), Cell.or(spec.text("nodeName"), Cell.NONE), Cell.or(status.text("nominatedNodeName"), Cell.NONE), gates());
    }

    /** Goes through the init containers up to the one that is not done. */
    private boolean initialising() {
        List<Tree> all = status.list("initContainerStatuses");
        for (int i = 0; i < all.size(); i++) {
            Tree container = all.get(i);
            boolean sidecar = sidecars.contains(container.text("name"));
            restarted = later(restarted, container);
            restarts += container.number("restartCount");
            if (sidecar) {
                sidecarRestarts += container.number("restartCount");
                sidecarRestarted = later(sidecarRestarted, container);
            }
            Tree ended = container.at("state", "terminated");
            String waits = container.at("state", "waiting").text("reason");
            if (ended.present() && ended.number("exitCode") == 0) {
                continue;
            }
            if (sidecar && container.flag("started")) {
                ready += container.flag("ready") ? 1 : 0;
                continue;
            }
            reason = "Init:" + (ended.present() ? how(ended) : !waits.isEmpty() && !waits.equals("PodInitializing") ? waits
                    : i + "/" + spec.list("initContainers").size());
            return true;
        }
        return false;
    }

    private void containers() {
        boolean running = false;
        List<Tree> all = status.list("containerStatuses");
        for (int i = all.size() - 1; i >= 0; i--) {
            Tree container = all.get(i);
            restarted = later(restarted, container);
            restarts += container.number("restartCount");
            Tree ended = container.at("state", "terminated");
            String waits = container.at("state", "waiting").text("reason");
            if (!waits.isEmpty()) {
                reason = waits;
            } else if (ended.present()) {
                reason = how(ended);
            } else if (container.flag("ready") && container.at("state", "running").present()) {
                running = true;
                ready++;
            }
        }
        if (reason.equals("Completed") && running) {
            reason = Cell.condition(pod, "Ready") ? "Running" : "NotReady";
        }
    }

    private static String how(Tree ended) {
        return ended.text("reason", ended.number("signal") != 0 ? "Signal:" + ended.number("signal") : "ExitCode:" + ended.number("exitCode"));
    }

    private static Instant later(Instant than, Tree container) {
        try {
            Instant ended = OffsetDateTime.parse(container.at("lastState", "terminated").text("finishedAt")).toInstant();
            return ended.isAfter(than) ? ended : than;
        } catch (DateTimeException e) {
            return than;
        }
    }

    private String gates() {
        List<Tree> gates = spec.list("readinessGates");
        long met = gates.stream().filter(g -> Cell.condition(pod, g.text("conditionType"))).count();
        return gates.isEmpty() ? Cell.NONE : met + "/" + gates.size();
    }
}
