package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Gathers failing calls from recognised log texts, one {@link FlowFailure} per client workload, target and mode. */
final class Failures {

    /** A failure this old at the end of the logs, with successes after it, is over; where failures are spaced, some spaces later. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    /** Components that are ready in the end have had this long to find their peers. */
    private static final Duration START = Duration.ofMinutes(2);
    private static final int SPACES = 3;
    private static final String FIRST_HANDED_OUT = "32768";
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(2);

    private static final List<String> ATTEMPTS = List.of("refused", "timeout", "unreachable");
    /** A name that was resolved is no connection. */
    private static final List<String> SUCCESSES = List.of("ok", "resolved");
    private static final List<String> CONNECTION = List.of("refused", "timeout", "unreachable", "reset", "stalled");

    private final Cluster cluster;
    private final Names names;
    private final List<Dependency> dependencies;
    private final CallGraph calls;
    private final Map<String, Flow> flows = new TreeMap<>();

    private record Flow(ObjectRef client, ObjectRef target, String host, String port, Map<String, Tally> modes) {
    }

    private static final class Tally {
        int count;
        Instant first = Instant.MAX;
        Instant last = Instant.EPOCH;
        Provenance source = Provenance.NONE;
        final TreeSet<ObjectRef> pods = new TreeSet<>();
        final TreeSet<String> nodes = new TreeSet<>();

        void add(Signature signature, Collection<Pod> clients) {
            if (count == 0) {
                source = signature.source();
            }
            count += signature.count();
            first = signature.first().isBefore(first) ? signature.first() : first;
            last = signature.last().isAfter(last) ? signature.last() : last;
            clients.forEach(pod -> {
                pods.add(pod.ref());
                if (!pod.node().isEmpty()) {
                    nodes.add(pod.node());
                }
            });
        }
    }

    Failures(Cluster cluster, List<Dependency> dependencies, CallGraph calls) {
        this.cluster = cluster;
        this.dependencies = dependencies;
        this.calls = calls;
        this.names = new Names(cluster);
    }

    /** @param counted failing calls that a mesh counts */
    List<FlowFailure> find(List<CountedCalls.Counted> counted) {
        for (Signature signature : cluster.all(Signature.class)) {
            String mode = signature.group("mode");
            if (!mode.isEmpty()) {
                cluster.find(Pod.class, signature.ref()).filter(pod -> !startsUp(pod, signature))
                        .ifPresent(pod -> add(signature, mode, pod));
            }
        }
        List<FlowFailure> failures = new ArrayList<>();
        flows.values().forEach(flow -> flow.modes().forEach((mode, tally) -> {
            if (!SUCCESSES.contains(mode) && !(mode.equals("failed") && told(flow))) {
                failures.add(failure(flow, mode, tally));
            }
        }));
        add(counted, failures);
        return failures;
    }

    /** Another text, the application's beside its proxy's, tells how the same calls failed. */
    private static boolean told(Flow flow) {
        return ATTEMPTS.stream().anyMatch(flow.modes()::containsKey);
    }

    /** What a mesh counts stands for the logs where these say nothing of the same calls; of several flags, for the most frequent. */
    private static void add(List<CountedCalls.Counted> counted, List<FlowFailure> failures) {
        Map<String, FlowFailure> silent = new TreeMap<>();
        for (CountedCalls.Counted c : counted) {
            silent.merge(c.client() + " " + c.target(), c.failure(), (a, b) -> b.failed() > a.failed() ? b : a);
        }
        failures.stream().filter(FlowFailure::ongoing).forEach(f -> silent.remove(f.client() + " " + f.target()));
        failures.addAll(silent.values());
    }

    /**
     * Components of the cluster complain until their peers are up, in logs without a year: such lines say nothing about now.
     * Static pods ({@code kube-apiserver}) talk to themselves all through the start.
     */
    private static boolean startsUp(Pod pod, Signature signature) {
        boolean timeless = signature.last().equals(Instant.EPOCH);
        boolean isStatic = pod.meta().owner().filter(o -> o.kind().equals("Node")).isPresent();
        boolean component = pod.meta().namespace().startsWith("kube-") || pod.meta().namespace().startsWith("openshift-");
        return isStatic || component && (timeless || pod.ready() && signature.last().isBefore(started(pod).plus(START)));
    }

    /** When the last of its containers began to run. */
    private static Instant started(Pod pod) {
        return pod.containers().stream().flatMap(c -> c.state().stream()).map(Container.State::started)
                .max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    private void add(Signature signature, String mode, Pod pod) {
        ObjectRef writer = cluster.workloadOf(pod);
        String named = signature.group("host").isEmpty() ? signature.group("ip") : signature.group("host");
        String host = named.isEmpty() ? configured(writer, signature.group("port")) : named;
        if (host.isEmpty() || host.equals("localhost") || host.startsWith("127.") || host.equals("::1")) {
            return;
        }
        if (mode.equals("reset") && host.equals(signature.group("ip")) && handedOut(signature.group("port"))) {
            // "read tcp own:8080->other:53648" of a server whose client went away
            return;
        }
        ObjectRef target = names.target(pod.meta().namespace(), host);
        Optional<ObjectRef> behind = signature.group("relayed").isEmpty() ? Optional.empty() : relayer(writer, target, host);
        ObjectRef client = behind.orElse(writer);
        List<Pod> pods = behind.isEmpty() ? List.of(pod) : cluster.podsIn(client.namespace()).stream()
                .filter(p -> !p.finished() && cluster.workloadOf(p).equals(client)).toList();
        String port = signature.group("port");
        String key = client + " " + target + " " + (target.kind().equals("Host") ? host : "");
        flows.computeIfAbsent(key, k -> new Flow(client, target, host, port, new TreeMap<>()))
                .modes().computeIfAbsent(mode, m -> new Tally()).add(signature, pods);
    }

    /** The only host that the writer's configuration names with a port; empty where there is none, or another one. */
    private String configured(ObjectRef writer, String port) {
        Set<String> hosts = new TreeSet<>();
        for (Dependency d : port.isEmpty() ? List.<Dependency>of() : dependencies) {
            if (d.client().equals(writer) && d.portText().equals(port)) {
                hosts.add(d.host());
            }
        }
        return hosts.size() == 1 ? hosts.iterator().next() : "";
    }

    /** An error inside an error is a server's own: it is the one that both is called by the writer and calls the target. */
    private Optional<ObjectRef> relayer(ObjectRef writer, ObjectRef target, String host) {
        Set<ObjectRef> candidates = new TreeSet<>();
        for (Dependency d : dependencies) {
            if (calls.callees(writer).contains(d.client()) && (d.target().equals(target) || d.host().equals(host))) {
                candidates.add(d.client());
            }
        }
        return candidates.size() == 1 ? candidates.stream().findFirst() : Optional.empty();
    }

    /** Kernels take the ports of outgoing connections from this range; nobody listens there, and node ports end below it. */
    private static boolean handedOut(String port) {
        return port.length() == 5 && port.compareTo(FIRST_HANDED_OUT) >= 0;
    }

    private FlowFailure failure(Flow flow, String mode, Tally tally) {
        boolean dns = mode.startsWith("dns-") || mode.equals("nxdomain");
        List<Tally> ok = (dns ? SUCCESSES.stream() : Stream.of("ok")).map(flow.modes()::get).filter(Objects::nonNull).toList();
        Instant lastOk = ok.stream().map(t -> t.last).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        if (dns) {
            // who fails to connect has resolved the name
            for (String connected : CONNECTION) {
                Tally later = flow.modes().get(connected);
                lastOk = later != null && later.last.isAfter(lastOk) ? later.last : lastOk;
            }
        }
        boolean timeless = tally.last.equals(Instant.EPOCH);
        boolean over = !timeless && lastOk.isAfter(tally.last.plus(recovery(tally)));
        boolean old = !timeless && tally.last.isBefore(cluster.now().minus(Duration.ofMinutes(30)));
        int succeeded = ok.stream().filter(t -> timeless || t.last.isAfter(tally.first)).mapToInt(t -> share(t, tally.first)).sum();
        return new FlowFailure(flow.client(), flow.target(), flow.host(), flow.port(), mode, tally.count, succeeded,
                List.copyOf(tally.pods), List.copyOf(tally.nodes), tally.first.equals(Instant.MAX) ? Instant.EPOCH : tally.first,
                tally.last, !over && !old, tally.source);
    }

    /** Every third call may fail for ever, with successes between: a pause is recovery only if it is longer than the others were. */
    private static Duration recovery(Tally tally) {
        if (tally.count < 2) {
            return RECOVERY;
        }
        Duration pause = Duration.between(tally.first, tally.last).multipliedBy(SPACES).dividedBy(tally.count - 1);
        Duration longest = pause.compareTo(LONGEST_RECOVERY) > 0 ? LONGEST_RECOVERY : pause;
        return longest.compareTo(RECOVERY) > 0 ? longest : RECOVERY;
    }

    /** Successes are only counted as a sum: those since the first failure are estimated by time. */
    private static int share(Tally ok, Instant since) {
        if (!ok.first.isBefore(since)) {
            return ok.count;
        }
        long whole = Math.max(1, Duration.between(ok.first, ok.last).toMillis());
        long part = Math.max(0, Duration.between(since, ok.last).toMillis());
        return (int) (ok.count * part / whole);
    }
}
