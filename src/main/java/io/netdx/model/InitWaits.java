package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds init containers that wait, and what for: by the words of their command, their environment, and their log. */
final class InitWaits {

    /** A dependency that starts beside the pod is there by then. */
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int LONGEST_COMMAND = 4096;
    private static final Pattern LOOP = Pattern.compile("\\b(?:until|while)\\b.*\\bsleep\\b", Pattern.DOTALL);
    /** As the documentation of init containers has it. */
    private static final Pattern OWN_NAMESPACE = Pattern.compile("\\$\\(cat /var/run/secrets/kubernetes\\.io/serviceaccount/namespace\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\$[({]?([A-Za-z_][A-Za-z0-9_]{0,99})[)}]?");
    private static final Pattern NAME = Pattern.compile("[a-z](?:[a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
    /** Words after which a bare word is a host. */
    private static final Set<String> BEFORE_HOST = Set.of("nslookup", "host", "dig", "hosts", "-h", "--host", "ping", "nc", "-z", "-vz", "-zv", "telnet");
    /** Words that take a number and are no host, whatever Services are called. */
    private static final Set<String> NO_HOSTS = Set.of("sleep", "seq", "timeout", "exit", "head", "tail", "localhost");

    private final Cluster cluster;
    private final Services services;
    private final Names names;
    private final List<FlowFailure> failures;

    InitWaits(Cluster cluster, Services services, List<FlowFailure> failures) {
        this.cluster = cluster;
        this.services = services;
        this.failures = failures;
        this.names = new Names(cluster);
    }

    List<InitWait> find() {
        Map<ObjectRef, List<Pod>> waiting = new TreeMap<>();
        Map<ObjectRef, Integer> totals = new HashMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished() && !pod.meta().terminating()) {
                totals.merge(cluster.workloadOf(pod), 1, Integer::sum);
                if (running(pod).isPresent()) {
                    waiting.computeIfAbsent(cluster.workloadOf(pod), w -> new ArrayList<>()).add(pod);
                }
            }
        }
        List<InitWait> waits = new ArrayList<>();
        waiting.forEach((workload, pods) -> wait(workload, pods, totals.get(workload)).ifPresent(waits::add));
        return waits;
    }

    /** The init container that has been running for long. */
    private Optional<Container> running(Pod pod) {
        return !pod.phase().equals("Pending") ? Optional.empty() : pod.containers().stream().filter(c -> c.init() && !c.stays() && c.state().filter(s -> s.phase().equals("running")
                && s.started().isAfter(Instant.EPOCH) && s.started().plus(LONG).isBefore(cluster.now())).isPresent()).findFirst();
    }

    private Optional<InitWait> wait(ObjectRef workload, List<Pod> pods, int total) {
        Pod pod = pods.get(0);
        Container container = running(pod).orElseThrow();
        List<ObjectRef> refs = pods.stream().map(Pod::ref).sorted().toList();
        List<Tried> tried = new Commands(pod, container).tried();
        for (Tried t : tried) {
            Optional<String> wrong = wrong(t);
            if (wrong.isPresent()) {
                String what = t.host() + (t.port() == 0 ? "" : ":" + t.port());
                return Optional.of(new InitWait(workload, container.name(), refs, total, t.target(), wrong.get(), "tries " + what + ", " + words(wrong.get()), pod.source()));
            }
        }
        Optional<FlowFailure> failing = failures.stream().filter(f -> f.ongoing() && f.client().equals(workload) && f.pods().stream().anyMatch(refs::contains))
                .max(Comparator.comparingInt(FlowFailure::failed));
        if (failing.isPresent()) {
            return Optional.of(new InitWait(workload, container.name(), refs, total, failing.get().target(), "calls-fail", "tries " + failing.get().host() + ": " + failing.get().failed()
                    + " of its calls " + failing.get().words(), pod.source()));
        }
        boolean loops = LOOP.matcher(text(container)).find();
        return !loops ? Optional.empty() : Optional.of(new InitWait(workload, container.name(), refs, total, tried.isEmpty() ? workload : tried.get(0).target(), "unknown",
                tried.isEmpty() ? "waits in a loop" : "waits for " + tried.get(0).host(), pod.source()));
    }

    private static String words(String state) {
        return switch (state) {
            case "service-missing" -> "and no such Service exists";
            case "port-missing" -> "a port that the Service does not have";
            default -> "which has no ready endpoint";
        };
    }

    private Optional<String> wrong(Tried tried) {
        Optional<Service> service = cluster.find(Service.class, tried.target());
        if (service.isEmpty()) {
            return Optional.of("service-missing");
        }
        if (service.get().external()) {
            return Optional.empty();
        }
        boolean has = tried.port() == 0 || service.get().headless() || service.get().ports().isEmpty() || service.get().ports().stream().anyMatch(p -> p.port() == tried.port());
        boolean seen = service.get().hasSelector() && cluster.complete("Pod", tried.target().namespace());
        // a lookup succeeds without endpoints, unless the Service is headless
        boolean connects = tried.port() > 0 || service.get().headless();
        return !has ? Optional.of("port-missing") : seen && connects && services.matched(service.get()).stream().noneMatch(Pod::ready) ? Optional.of("no-endpoints") : Optional.empty();
    }

    /** A Service that is tried, existing or not; {@code port} 0 where none is written. */
    private record Tried(ObjectRef target, String host, int port) {
    }

    private static String text(Container container) {
        String text = String.join(" ", container.command());
        return text.length() > LONGEST_COMMAND ? text.substring(0, LONGEST_COMMAND) : text;
    }

    /** What the words of a container's command try to reach. */
    private final class Commands {

        private final String namespace;
        private final Container container;

        Commands(Pod pod, Container container) {
            this.namespace = pod.meta().namespace();
            this.container = container;
        }

        List<Tried> tried() {
            String text = OWN_NAMESPACE.matcher(text(container)).replaceAll(Matcher.quoteReplacement(namespace));
            String[] words = VARIABLE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(container.env().getOrDefault(m.group(1), m.group()))).split("[\\s;|&()'\"`<>=]+");
            List<Tried> tried = new ArrayList<>();
            for (int i = 0; i < words.length; i++) {
                String before = i == 0 ? "" : words[i - 1];
                word(before, words[i], i + 1 < words.length ? words[i + 1] : "").ifPresent(tried::add);
            }
            return tried;
        }

        private Optional<Tried> word(String before, String word, String next) {
            int scheme = word.indexOf("://");
            String rest = scheme >= 0 ? word.substring(scheme + 3) : word;
            int slash = rest.indexOf('/');
            String authority = slash >= 0 ? rest.substring(0, slash) : rest;
            int colon = authority.lastIndexOf(':');
            String host = colon > 0 ? authority.substring(0, colon) : authority;
            String port = colon > 0 ? authority.substring(colon + 1) : NUMBER.matcher(next).matches() ? next : scheme < 0 ? "" : word.startsWith("https") ? "443" : "80";
            boolean meant = scheme >= 0 || colon > 0 || !port.isEmpty() || BEFORE_HOST.contains(before) || Names.clusterName(host);
            if (!meant || NO_HOSTS.contains(host) || !NAME.matcher(host).matches() || !port.isEmpty() && !NUMBER.matcher(port).matches()) {
                return Optional.empty();
            }
            int number = port.isEmpty() ? 0 : Integer.parseInt(port);
            Optional<Service> service = names.service(namespace, host);
            if (service.isPresent()) {
                return Optional.of(new Tried(service.get().ref(), host, number));
            }
            String[] labels = host.split("\\.");
            String other = labels.length > 1 ? labels[1] : namespace;
            boolean cluster = Names.clusterName(host) || labels.length == 1 && (BEFORE_HOST.contains(before) || colon > 0 && scheme < 0);
            boolean absent = InitWaits.this.cluster.complete("Service", other) || InitWaits.this.cluster.complete("Service", Coverage.ALL);
            return cluster && absent ? Optional.of(new Tried(ObjectRef.of("Service", other, labels[0]), host, number)) : Optional.empty();
        }
    }
}
