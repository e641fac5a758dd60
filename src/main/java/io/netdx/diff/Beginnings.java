package io.netdx.diff;

import io.netdx.fact.Event;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.model.FlowFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** When a fault first showed: in failing calls, else in warnings, else in pods and nodes that are not ready since then. */
final class Beginnings {

    private final Side.Objects objects;

    Beginnings(Side.Objects objects) {
        this.objects = objects;
    }

    Optional<Instant> of(Found found) {
        Set<ObjectRef> named = new HashSet<>(found.evidence());
        Stream<Instant> calls = flows().filter(f -> named.contains(f.ref())).map(FlowFailure::first);
        named.addAll(found.affected());
        named.add(found.subject());
        return earliest(calls).or(() -> earliest(objects.cluster().all(Event.class).stream()
                .filter(e -> e.type().equals("Warning") && about(e.ref(), named)).map(e -> e.first().equals(Instant.EPOCH) ? e.last() : e.first())))
                .or(() -> earliest(unready(named)));
    }

    /** Objects that the evidence is about, and those at the ends of its calls. */
    Set<ObjectRef> evidence(Found found) {
        Set<ObjectRef> named = new HashSet<>(found.evidence());
        flows().filter(f -> found.evidence().contains(f.ref())).forEach(f -> named.addAll(List.of(f.client(), f.target())));
        return named;
    }

    private Stream<FlowFailure> flows() {
        return objects.facts().stream().filter(FlowFailure.class::isInstance).map(FlowFailure.class::cast);
    }

    private boolean about(ObjectRef ref, Set<ObjectRef> named) {
        return named.contains(ref) || objects.cluster().find(Pod.class, ref).map(pod -> named.contains(objects.cluster().workloadOf(pod))).orElse(false);
    }

    private Stream<Instant> unready(Set<ObjectRef> named) {
        List<Instant> since = new ArrayList<>();
        objects.cluster().all(Pod.class).stream().filter(pod -> about(pod.ref(), named))
                .forEach(pod -> pod.condition("Ready").filter(c -> c.status().equals("False")).ifPresent(c -> since.add(c.since())));
        objects.cluster().all(Node.class).stream().filter(node -> named.contains(node.ref()))
                .forEach(node -> node.conditions().stream().filter(c -> c.type().equals("Ready") && !c.status().equals("True")).forEach(c -> since.add(c.since())));
        return since.stream();
    }

    private static Optional<Instant> earliest(Stream<Instant> times) {
        return times.filter(at -> !at.equals(Instant.EPOCH)).min(Instant::compareTo);
    }
}
