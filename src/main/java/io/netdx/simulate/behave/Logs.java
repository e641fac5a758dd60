package io.netdx.simulate.behave;

import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The last lines that each program wrote. */
final class Logs {

    static final List<String> COREDNS_START = List.of(".:53", "[INFO] plugin/reload: Running configuration SHA512 = "
            + "1b226df79860026c6a52e67daa10d7f0d57ec5b023288ec00c5e05f93523c894564e15b91770d3a07ae1cfbe861d15b37d4a0027e69c546ab112970993a3b03b",
            "CoreDNS-1.12.1", "linux/amd64, go1.24.1, 707c7c1");
    private static final int EVERY = 20;
    private static final int MINUTES = 18;

    private final World world;
    private final Network network;
    private final Traffic traffic;
    private final Mesh mesh;
    private final Past past;
    private final Map<String, List<String>> proxies = new TreeMap<>();

    Logs(World world, Network network, Traffic traffic, Past past) {
        this.past = past;
        this.world = world;
        this.network = network;
        this.traffic = traffic;
        this.mesh = new Mesh(world);
    }

    /** Text by {@code namespace/pod/container}. */
    Map<String, String> of(List<SimPod> pods) {
        Map<String, String> logs = new TreeMap<>();
        for (SimPod pod : pods) {
            List<String> lines = lines(pod);
            if (!lines.isEmpty()) {
                String container = pod.workload().text("spec", "template", "spec", pod.state() == SimPod.State.INITIALIZING ? "initContainers" : "containers", 0, "name");
                List<String> all = goesOn(pod) ? past.log(pod.key() + "/" + container, lines) : lines;
                logs.put(pod.key() + "/" + container, String.join("\n", all) + "\n");
            }
        }
        pods.stream().filter(p -> p.state() == SimPod.State.RUNNING && !Kubelet.lost(p) && mesh.sidecar(p)).filter(p -> past.log(p.key() + "/" + mesh.proxy(), List.of()).isEmpty())
                .forEach(p -> proxies.computeIfAbsent(p.key() + "/" + mesh.proxy(), k -> new ArrayList<>()).addAll(0, mesh.started(p)));
        proxies.forEach((key, lines) -> logs.put(key, String.join("\n", past.log(key, lines)) + "\n"));
        return logs;
    }

    /** Programs that write on; what is not one says the same each time it is asked. */
    private boolean goesOn(SimPod pod) {
        return pod.state() == SimPod.State.RUNNING && !pod.workload().name().equals("coredns");
    }

    private List<String> lines(SimPod pod) {
        if (pod.state() == SimPod.State.CRASHING) {
            return pod.exit().map(Program.Exit::words).orElse(List.of());
        }
        if (pod.state() == SimPod.State.INITIALIZING && !Kubelet.lost(pod)) {
            return waiting(pod);
        }
        if (pod.state() == SimPod.State.COMPLETED) {
            return past.ended(pod.key()).map(Past.End::lines).orElse(List.of());
        }
        if (pod.state() != SimPod.State.RUNNING || Kubelet.lost(pod)) {
            return List.of();
        }
        if (pod.workload().name().equals(IngressController.NAME)) {
            return new IngressController(world).log(pod, network, traffic, past);
        }
        if (pod.workload().name().equals("coredns")) {
            return coredns();
        }
        List<String> lines = pod.program().map(p -> calls(pod, p)).orElse(List.of());
        boolean said = !past.log(pod.key() + "/" + pod.workload().text("spec", "template", "spec", "containers", 0, "name"), List.of()).isEmpty();
        return lines.isEmpty() && !said ? List.of(pod.created().plusSeconds(5) + " level=info msg=\"started\" app=" + pod.workload().name()) : lines;
    }

    /** busybox: {@code nslookup} says why it finds nothing, {@code nc -z} only where it finds no name. */
    private List<String> waiting(SimPod pod) {
        Resource container = Resource.of(pod.workload().map("spec", "template", "spec", "initContainers", 0));
        String address = pod.program().flatMap(Program::awaits).orElseThrow();
        String host = address.substring(0, address.lastIndexOf(':'));
        boolean named = traffic.awaited(pod).stream().noneMatch(o -> o.kind() == Outcome.Kind.NXDOMAIN);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            if (container.text("command", 2).contains("nslookup")) {
                lines.add("Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find " + host + ": NXDOMAIN\n");
            } else if (!named) {
                lines.add("nc: bad address '" + host + "'");
            }
            lines.add("waiting for " + host.split("\\.")[0]);
        }
        return lines;
    }

    private List<String> calls(SimPod pod, Program program) {
        Instant start = past.since(world.now().minus(Duration.ofMinutes(MINUTES)));
        Instant from = pod.created().isAfter(start) ? pod.created().plusSeconds(5) : start;
        List<String> lines = new ArrayList<>();
        int offset = world.random().nextInt(EVERY);
        for (Instant at = from.plusSeconds(offset); at.isBefore(world.now()); at = at.plusSeconds(EVERY)) {
            for (String call : program.calls()) {
                List<Outcome> outcomes = traffic.outcomes(pod, call);
                if (!outcomes.isEmpty()) {
                    Target target = traffic.target(pod, call).orElseThrow();
                    Outcome drawn = outcomes.get(world.random().nextInt(outcomes.size()));
                    Outcome ended = at.isBefore(world.faultAt()) ? drawn.because(Outcome.Kind.OK, "") : drawn;
                    lines.add(new Words(pod.ip(), target, ended).line(program.dialect(), at));
                    proxied(at, pod, target, ended);
                }
            }
        }
        return lines;
    }

    /** What the sidecars of both ends note. */
    private void proxied(Instant at, SimPod client, Target target, Outcome ended) {
        boolean lookup = ended.kind() == Outcome.Kind.NXDOMAIN || ended.kind() == Outcome.Kind.DNS_TIMEOUT || ended.kind() == Outcome.Kind.SERVFAIL;
        if (mesh.istio() && mesh.sidecar(client) && !lookup) {
            note(client, Mesh.access(at, client, target, ended));
        }
        if (ended.kind() == Outcome.Kind.FORBIDDEN) {
            ended.server().ifPresent(server -> note(server, Mesh.denial(at, target)));
        }
    }

    private void note(SimPod pod, String line) {
        proxies.computeIfAbsent(pod.key() + "/" + mesh.proxy(), k -> new ArrayList<>()).add(line);
    }

    private List<String> coredns() {
        List<String> lines = new ArrayList<>(COREDNS_START);
        for (CoreDns.Block block : CoreDns.of(world).blocks()) {
            Optional<String> server = block.plugin("forward").map(f -> f.arguments().get(1)).filter(s -> !s.equals("/etc/resolv.conf"));
            List<String> names = world.outside().keySet().stream().filter(n -> block.fit(n) >= 0).toList();
            for (int i = 0; server.isPresent() && !names.isEmpty() && i < 30; i++) {
                lines.add("[ERROR] plugin/errors: 2 " + names.get(i % names.size()) + ". A: read udp 10.244.1.3:" + (33000 + world.random().nextInt(20000)) + "->"
                        + server.get() + ":53: i/o timeout");
            }
        }
        return lines;
    }
}
