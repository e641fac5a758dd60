package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Figure;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Failing calls that the proxies of a mesh count, by the response flags of Envoy: what logs would say line by line. Counters of all
 * the time since a proxy started tell nothing of today, and are left out.
 */
final class CountedCalls {

    private static final Duration RECENT = Duration.ofMinutes(30);

    private final Cluster cluster;
    private final Names names;

    CountedCalls(Cluster cluster) {
        this.cluster = cluster;
        this.names = new Names(cluster);
    }

    /** @param flag {@code UF}, {@code UH} */
    record Counted(ObjectRef client, ObjectRef target, String host, String port, String mode, String flag, int failed, int succeeded, List<Pod> pods,
                   Instant from, Instant to, Provenance source) {

        FlowFailure failure() {
            return new FlowFailure(client, target, host, port, mode, failed, succeeded, pods.stream().map(Pod::ref).toList(),
                    pods.stream().map(Pod::node).filter(n -> !n.isEmpty()).distinct().sorted().toList(), from, to, true, source);
        }
    }

    List<Counted> find() {
        List<Counted> found = new ArrayList<>();
        for (Figure f : cluster.all(Figure.class)) {
            if (f.about().equals("calls") && f.unusual() && f.recent() && !f.to().isBefore(cluster.now().minus(RECENT))) {
                counted(f).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Counted> counted(Figure f) {
        // Envoy's own names: outbound|80||cart.shop.svc.cluster.local
        String[] parts = f.part().split("\\|", -1);
        boolean envoy = f.what().startsWith("connect-");
        List<Pod> pods = pods(f.ref());
        if (pods.isEmpty() || envoy && (parts.length != 4 || !parts[0].equals("outbound"))) {
            return Optional.empty();
        }
        String host = envoy ? parts[3] : f.part();
        ObjectRef target = names.target(pods.get(0).meta().namespace(), host);
        int failed = (int) Math.round(f.value() * f.amount());
        boolean known = host.indexOf('.') > 0 || target.kind().equals("Service");
        return known ? Optional.of(new Counted(cluster.workloadOf(pods.get(0)), target, host, envoy ? parts[1] : "", f.what().startsWith("http-") ? "http-error" : "failed",
                f.what().substring(f.what().indexOf('-') + 1), failed, (int) f.amount() - failed, pods, f.from(), f.to(), f.source())) : Optional.empty();
    }

    private List<Pod> pods(ObjectRef client) {
        return cluster.podsIn(client.namespace()).stream().filter(p -> !p.finished()
                && (client.kind().equals("Pod") ? p.ref().equals(client) : cluster.workloadOf(p).name().equals(client.name()))).toList();
    }
}
