package io.netdx.cluster;

import io.netdx.fact.Condition;
import io.netdx.fact.Container;
import io.netdx.fact.DnsConfig;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Event;
import io.netdx.fact.Meta;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import io.netdx.fact.Workload;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Pods as others name them: endpoints give address, node and readiness; logs give the name; events give the trouble. Labels and
 * containers are those of the template that the name points to, and the labels that a Service selects its endpoints by.
 */
final class PodStandIns {

    private static final String TRIGGERED = "endpoints.kubernetes.io/last-change-trigger-time";

    private final StandIns known;
    private final PodOwners owners;
    private final Map<ObjectRef, Draft> drafts = new TreeMap<>();
    private final Map<ObjectRef, Service> services = new HashMap<>();
    private final Set<String> nodeAddresses = new HashSet<>();

    /** What is known of one pod so far. */
    private static final class Draft {
        final Set<String> addresses = new LinkedHashSet<>();
        final Map<String, String> selected = new TreeMap<>();
        String node = "";
        Optional<Boolean> ready = Optional.empty();
        Instant since = Instant.EPOCH;
        boolean terminating;
        Optional<PodEvents.State> trouble = Optional.empty();
        final Provenance source;

        Draft(Provenance source) {
            this.source = source;
        }
    }

    PodStandIns(StandIns known, List<Workload> workloads) {
        this.known = known;
        this.owners = new PodOwners(workloads);
        known.all(Service.class).forEach(s -> services.put(s.ref(), s));
        known.all(Node.class).forEach(n -> n.addresses().forEach(a -> nodeAddresses.add(a.value())));
    }

    List<Pod> make() {
        known.slices().forEach(this::endpoints);
        PodEvents events = new PodEvents(known.all(Event.class));
        Set<Provenance> eventTexts = events.places();
        for (Signature text : known.all(Signature.class)) {
            if (text.ref().kind().equals("Pod") && !eventTexts.contains(text.source())) {
                named(text.ref(), text.source());
            }
        }
        for (PodEvents.State state : events.states()) {
            Optional<Workload> owner = owners.of(state.pod()).workload();
            boolean lacking = owner.filter(Workload::hasStatus).map(w -> w.ready() < w.desired()).orElse(state.lasting());
            Draft seen = drafts.get(state.pod());
            if (lacking && (seen == null || !seen.ready.orElse(false))) {
                named(state.pod(), state.source()).trouble = Optional.of(state);
            }
        }
        List<Pod> pods = new ArrayList<>();
        drafts.forEach((ref, draft) -> {
            if (draft.node.isEmpty()) {
                draft.node = events.node(ref);
            }
            pods.add(pod(ref, draft));
        });
        return pods;
    }

    private Draft named(ObjectRef pod, Provenance source) {
        return drafts.computeIfAbsent(pod, p -> new Draft(source));
    }

    private void endpoints(EndpointSlice slice) {
        String namespace = slice.meta().namespace();
        Map<String, String> selector = Optional.ofNullable(services.get(StandIns.service(slice)))
                .map(Service::selector).orElse(Map.of());
        for (EndpointSlice.Endpoint e : slice.endpoints()) {
            if (!e.targetName().isEmpty()) {
                Draft draft = named(ObjectRef.of("Pod", namespace, e.targetName()), slice.source());
                draft.addresses.add(e.address());
                draft.selected.putAll(selector);
                draft.node = e.node().isEmpty() ? draft.node : e.node();
                draft.ready = Optional.of(e.ready() || draft.ready.orElse(false));
                draft.terminating |= e.terminating();
                draft.since = triggered(slice);
            }
        }
    }

    /** When the endpoints last changed: an endpoint that is not ready has not been since then, at least. */
    private Instant triggered(EndpointSlice slice) {
        try {
            Instant time = Instant.parse(slice.meta().annotations().getOrDefault(TRIGGERED, ""));
            return time.isBefore(known.now()) ? time : known.now();
        } catch (DateTimeException e) {
            return known.now();
        }
    }

    private Pod pod(ObjectRef ref, Draft draft) {
        PodOwners.Owner owner = owners.of(ref);
        Optional<Workload> template = owner.workload();
        Map<String, String> labels = new TreeMap<>(draft.selected);
        labels.putAll(owner.labels());
        boolean allReady = template.filter(w -> w.hasStatus() && w.desired() > 0 && w.ready() >= w.desired()).isPresent();
        Optional<Boolean> ready = draft.trouble.isPresent() ? Optional.of(false) : draft.ready.or(() -> allReady ? Optional.of(true) : Optional.empty());
        List<Condition> conditions = new ArrayList<>();
        ready.ifPresent(r -> conditions.add(new Condition("Ready", r ? "True" : "False", r ? "" : "ContainersNotReady", "",
                r ? Instant.EPOCH : draft.trouble.map(PodEvents.State::since).orElse(draft.since))));
        draft.trouble.ifPresent(t -> conditions.addAll(t.conditions()));
        boolean host = template.map(Workload::hostNetwork).orElse(false) || draft.addresses.stream().anyMatch(nodeAddresses::contains);
        List<Container> containers = template.map(Workload::containers).orElse(List.of());
        return new Pod(new Meta(ref, labels, Map.of(), owner.ref(), Instant.EPOCH, draft.terminating, draft.source, Map.of()), draft.node,
                draft.trouble.map(PodEvents.State::phase).orElse(ready.isPresent() || !draft.addresses.isEmpty() ? "Running" : ""), List.copyOf(draft.addresses), host,
                template.map(Workload::dnsPolicy).orElse("ClusterFirst"), List.of(),
                draft.trouble.map(t -> t.on(containers)).orElse(containers), conditions,
                template.map(Workload::nodeSelector).orElse(Map.of()), template.map(Workload::serviceAccount).orElse(""), DnsConfig.NONE, "", "");
    }
}
