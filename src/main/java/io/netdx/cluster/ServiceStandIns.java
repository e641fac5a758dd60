package io.netdx.cluster;

import io.netdx.fact.EndpointSlice;
import io.netdx.fact.HostFact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Services as their endpoints and the rules of kube-proxy show them. What their pods have in common stands for the selector; of one
 * without endpoints it is {@link Service#UNSEEN_SELECTOR}.
 */
final class ServiceStandIns {

    private static final Set<String> OF_ONE_SET = Set.of("pod-template-hash", "controller-revision-hash", "pod-template-generation",
            "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index");
    private static final String HEADLESS = "service.kubernetes.io/headless";

    private final StandIns known;
    private final Map<ObjectRef, Pod> pods = new HashMap<>();
    private final Map<ObjectRef, Draft> drafts = new TreeMap<>();

    /** What is known of one Service so far; ports by name. */
    private static final class Draft {
        final Set<String> addresses = new LinkedHashSet<>();
        final Map<String, Service.Port> ports = new TreeMap<>();
        final Map<String, EndpointSlice.Port> targets = new TreeMap<>();
        Optional<Map<String, String>> common = Optional.empty();
        boolean headless;
        boolean byHand;
        /** A node drops what comes to its node port, for want of an endpoint of its own. */
        boolean local;
        final Provenance source;

        Draft(Provenance source) {
            this.source = source;
        }
    }

    ServiceStandIns(StandIns known, List<Pod> pods) {
        this.known = known;
        pods.forEach(p -> this.pods.put(p.ref(), p));
    }

    List<Service> make() {
        known.slices().forEach(this::endpoints);
        for (HostFact.PacketFilter filter : known.all(HostFact.PacketFilter.class)) {
            filter.services().forEach(rule -> rule(rule, filter.source()));
        }
        List<Service> services = new ArrayList<>();
        drafts.forEach((ref, draft) -> services.add(service(ref, draft)));
        return services;
    }

    private Draft named(ObjectRef service, Provenance source) {
        return drafts.computeIfAbsent(service, s -> new Draft(source));
    }

    private void endpoints(EndpointSlice slice) {
        if (slice.service().isEmpty()) {
            return;
        }
        Draft draft = named(StandIns.service(slice), slice.source());
        draft.headless |= slice.meta().labels().containsKey(HEADLESS);
        slice.ports().forEach(p -> draft.targets.put(p.name(), p));
        for (EndpointSlice.Endpoint e : slice.endpoints()) {
            draft.byHand |= e.targetName().isEmpty();
            Pod pod = pods.get(ObjectRef.of("Pod", slice.meta().namespace(), e.targetName()));
            if (pod != null) {
                Map<String, String> labels = new TreeMap<>(pod.meta().labels());
                labels.keySet().removeAll(OF_ONE_SET);
                draft.common.ifPresent(c -> labels.entrySet().retainAll(c.entrySet()));
                draft.common = Optional.of(labels);
            }
        }
    }

    /** {@code namespace/name:port} in the comment of a rule names the Service. */
    private void rule(HostFact.ServiceRule rule, Provenance source) {
        int slash = rule.service().indexOf('/');
        int colon = rule.service().indexOf(':', slash + 1);
        if (slash <= 0) {
            return;
        }
        String name = rule.service().substring(slash + 1, colon < 0 ? rule.service().length() : colon);
        String port = colon < 0 ? "" : rule.service().substring(colon + 1);
        Draft draft = named(ObjectRef.of("Service", rule.service().substring(0, slash), name), source);
        draft.local |= rule.address().isEmpty() && rule.verdict() == HostFact.ServiceRule.Verdict.DROPPED;
        if (rule.address().isEmpty() || draft.headless) {
            return;
        }
        draft.addresses.add(rule.address());
        String first = rule.endpoints().isEmpty() ? "" : rule.endpoints().get(0);
        draft.ports.put(port, new Service.Port(port, rule.port(), first.substring(first.lastIndexOf(':') + 1),
                rule.protocol().toUpperCase(Locale.ROOT), 0, ""));
    }

    private static String number(EndpointSlice.Port port) {
        return port.number() == 0 ? "" : String.valueOf(port.number());
    }

    private Service service(ObjectRef ref, Draft draft) {
        List<Service.Port> ports = new ArrayList<>();
        draft.ports.values().forEach(p -> ports.add(p.targetPort().isEmpty() && draft.targets.containsKey(p.name())
                ? new Service.Port(p.name(), p.port(), number(draft.targets.get(p.name())), p.protocol(), 0, "") : p));
        if (draft.headless) {
            draft.targets.values().forEach(p -> ports.add(new Service.Port(p.name(), p.number(), number(p), p.protocol(), 0, p.appProtocol())));
        }
        Map<String, String> selector = draft.byHand ? Map.of()
                : draft.common.filter(c -> !c.isEmpty()).orElse(Service.UNSEEN_SELECTOR);
        List<String> addresses = draft.headless ? List.of("None") : List.copyOf(draft.addresses);
        return new Service(StandIns.meta(ref, Map.of(), draft.source), draft.local ? "NodePort" : "ClusterIP", addresses, selector, ports, "",
                draft.local ? "Local" : "", "", false, "", List.of(), "", "", List.of(), "", List.of(), List.of(), List.of());
    }
}
