package io.netdx.simulate.behave;

import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last lines that each program wrote. */
final class Logs {

    private static final int EVERY = 20;
    private static final int MINUTES = 18;

    private final World world;
    private final Traffic traffic;

    Logs(World world, Traffic traffic) {
        this.world = world;
        this.traffic = traffic;
    }

    /** Text by {@code namespace/pod/container}. */
    Map<String, String> of(List<SimPod> pods) {
        Map<String, String> logs = new TreeMap<>();
        for (SimPod pod : pods) {
            List<String> lines = lines(pod);
            if (!lines.isEmpty()) {
                String container = pod.workload().text("spec", "template", "spec", "containers", 0, "name");
                logs.put(pod.key() + "/" + container, String.join("\n", lines) + "\n");
            }
        }
        return logs;
    }

    private List<String> lines(SimPod pod) {
        if (pod.state() == SimPod.State.CRASHING) {
            return pod.exit().map(Program.Exit::words).orElse(List.of());
        }
        if (pod.state() != SimPod.State.RUNNING || Kubelet.lost(pod)) {
            return List.of();
        }
        if (pod.workload().name().equals("coredns")) {
            return coredns();
        }
        return pod.program().map(p -> calls(pod, p)).orElse(List.of());
    }

    private List<String> calls(SimPod pod, Program program) {
        Instant start = world.now().minus(Duration.ofMinutes(MINUTES));
        Instant from = pod.created().isAfter(start) ? pod.created().plusSeconds(5) : start;
        List<String> lines = new ArrayList<>();
        int offset = world.random().nextInt(EVERY);
        for (Instant at = from.plusSeconds(offset); at.isBefore(world.now()); at = at.plusSeconds(EVERY)) {
            for (Program.Call call : program.calls()) {
                List<Outcome> outcomes = traffic.outcomes(pod, call);
                if (!outcomes.isEmpty()) {
                    Target target = traffic.target(pod, call).orElseThrow();
                    Outcome drawn = outcomes.get(world.random().nextInt(outcomes.size()));
                    lines.add(new Words(pod.ip(), target, at.isBefore(world.faultAt()) ? drawn.as(Outcome.Kind.OK) : drawn).line(program.dialect(), at));
                }
            }
        }
        return lines;
    }

    private List<String> coredns() {
        List<String> lines = new ArrayList<>(List.of(".:53", "[INFO] plugin/reload: Running configuration SHA512 = "
                + "1b226df79860026c6a52e67daa10d7f0d57ec5b023288ec00c5e05f93523c894564e15b91770d3a07ae1cfbe861d15b37d4a0027e69c546ab112970993a3b03b",
                "CoreDNS-1.12.1", "linux/amd64, go1.24.1, 707c7c1"));
        if (!world.upstreamDns() && CoreDns.plugin(world, "forward")) {
            List<String> servers = CoreDns.arguments(world, "forward");
            String server = servers.size() > 1 && !servers.get(1).startsWith("/") ? servers.get(1) : "172.20.0.2";
            for (int i = 0; i < 30; i++) {
                lines.add("[ERROR] plugin/errors: 2 " + world.outside().keySet().iterator().next() + ". A: read udp 10.244.1.3:" + (33000 + world.random().nextInt(20000)) + "->"
                        + server + ":53: i/o timeout");
            }
        }
        return lines;
    }
}
