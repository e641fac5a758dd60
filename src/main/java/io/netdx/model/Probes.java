package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Event;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads what kubelets say of failing probes, for workloads that are in trouble over them. */
final class Probes {

    private final Cluster cluster;

    Probes(Cluster cluster) {
        this.cluster = cluster;
    }

    List<ProbeProblem> find(List<WorkloadTrouble> troubles) {
        List<ProbeProblem> problems = new ArrayList<>();
        Map<ObjectRef, Event> newest = new HashMap<>();
        for (WorkloadTrouble t : troubles) {
            if (t.kind().equals("not-ready") || t.kind().equals("liveness")) {
                if (newest.isEmpty()) {
                    events(newest);
                }
                t.pods().stream().filter(newest::containsKey).findFirst()
                        .ifPresent(pod -> problem(t, cluster.find(Pod.class, pod), newest.get(pod)).ifPresent(problems::add));
            }
        }
        return problems;
    }

    private void events(Map<ObjectRef, Event> newest) {
        for (Event e : cluster.all(Event.class)) {
            if (e.reason().equals("Unhealthy")) {
                newest.merge(e.ref(), e, (a, b) -> b.last().isAfter(a.last()) ? b : a);
            }
        }
    }

    private Optional<ProbeProblem> problem(WorkloadTrouble trouble, Optional<Pod> pod, Event event) {
        int space = event.message().indexOf(' ');
        if (pod.isEmpty() || space < 0) {
            return Optional.empty();
        }
        String probe = event.message().substring(0, space).toLowerCase(Locale.ROOT);
        for (Container c : pod.get().containers()) {
            Optional<Container.Probe> asked = probe.equals("liveness") ? c.liveness() : c.readiness();
            boolean own = !c.init() && (asked.isPresent() || probe.equals("startup"));
            if (own) {
                TreeSet<String> declared = new TreeSet<>();
                c.ports().forEach(p -> declared.add(p.number() + (p.name().isEmpty() ? "" : " (" + p.name() + ")")));
                String kind = kind(event.message(), asked, c);
                if (!kind.isEmpty()) {
                    return Optional.of(new ProbeProblem(trouble.workload(), probe, kind, asked.map(Probes::words).orElse("the startup probe"),
                            declared.isEmpty() ? "none" : String.join(", ", declared), Pods.firstLine(event.message()), pod.get().meta().name(), event.source()));
                }
            }
        }
        return Optional.empty();
    }

    private static String words(Container.Probe p) {
        return p.type().equals("exec") ? "a command" : "port " + p.port() + (p.path().isEmpty() ? "" : " path " + p.path());
    }

    private static String kind(String message, Optional<Container.Probe> asked, Container c) {
        if (message.contains("statuscode: 404")) {
            return "path";
        }
        if (message.contains("statuscode: 401") || message.contains("statuscode: 403")) {
            return "denied";
        }
        if (message.contains("server gave HTTP response to HTTPS client") || message.contains("malformed HTTP response")
                || message.contains("statuscode: 400") && asked.filter(p -> p.scheme().equals("HTTP")).isPresent() && speaksTls(c)
                || message.contains("tls: first record does not look like a TLS handshake")) {
            return "scheme";
        }
        if (message.contains("executable file not found") || message.contains("no such file or directory") && asked.filter(p -> p.type().equals("exec")).isPresent()) {
            return "command";
        }
        if (message.contains("connection refused")) {
            return asked.isEmpty() || declares(c, asked.get().port()) || c.ports().isEmpty() ? "closed" : "port";
        }
        // of a gRPC port that refuses, the kubelet says no more than that it did not connect in time
        boolean late = message.contains("context deadline exceeded") && !message.contains("failed to connect service")
                || message.contains("Client.Timeout") || message.contains("command timed out") || message.contains("health rpc did not complete within");
        return late ? "slow" : "";
    }

    private static boolean speaksTls(Container c) {
        return c.ports().stream().anyMatch(p -> p.name().startsWith("https") || p.number() == 443 || p.number() == 8443);
    }

    private static boolean declares(Container c, String port) {
        return c.ports().stream().anyMatch(p -> p.name().equals(port) || String.valueOf(p.number()).equals(port));
    }
}
