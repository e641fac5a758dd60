package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.Peers;
import io.netdx.model.policy.PolicyStack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** All workloads as ends of connections: by their pods, or by their template where pods were not listed. */
final class Workloads {

    /** A port of pods; {@code name} may be empty. */
    record PodPort(String name, int number, String protocol) implements Comparable<PodPort> {
        private static final Comparator<PodPort> ORDER = Comparator.comparingInt(PodPort::number).thenComparing(PodPort::protocol)
                .thenComparing(PodPort::name);

        @Override
        public int compareTo(PodPort other) {
            return ORDER.compare(this, other);
        }
    }

    private final PolicyStack stack;
    private final List<Reach.End> ends = new ArrayList<>();
    private final Map<String, List<Service>> services = new HashMap<>();
    private final Map<ObjectRef, Integer> kinds = new HashMap<>();
    private final Map<List<Object>, Integer> numbers = new HashMap<>();

    Workloads(Cluster cluster, PolicyStack stack) {
        this.stack = stack;
        TreeMap<ObjectRef, List<Peer.OfPod>> peers = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished() && pod.specSeen()) {
                peers.computeIfAbsent(cluster.workloadOf(pod), w -> new ArrayList<>()).add(Peers.of(pod));
            }
        }
        for (Workload w : cluster.all(Workload.class)) {
            if (w.meta().owner().isEmpty() && !cluster.complete("Pod", w.meta().namespace())) {
                peers.putIfAbsent(w.ref(), List.of(Peers.template(w)));
            }
        }
        peers.forEach((ref, pods) -> ends.add(new Reach.End(name(ref), ref,
                List.copyOf(stack.representatives(pods)), pods.size(), Optional.empty())));
        for (Service service : cluster.all(Service.class)) {
            if (service.hasSelector()) {
                services.computeIfAbsent(service.meta().namespace(), ns -> new ArrayList<>()).add(service);
            }
        }
    }

    /** As the command line takes it: {@code Deployment/shop/web}. */
    static String name(ObjectRef ref) {
        return ref.kind() + "/" + ref.qualifiedName();
    }

    List<Reach.End> ends() {
        return ends;
    }

    /** Equal for workloads that have the same connections to all others. */
    int kindOf(Reach.End end) {
        return kinds.computeIfAbsent(end.ref(), r -> {
            List<Object> likeness = end.peers().stream().map(this::likeness).toList();
            return numbers.computeIfAbsent(likeness, l -> numbers.size());
        });
    }

    /** Pods on the host network are their node to the pods beside them. */
    private Object likeness(Peer peer) {
        Peer.OfPod pod = (Peer.OfPod) peer;
        Object known = stack.classOf(pod);
        return List.of(known, pod.hostNetwork() ? pod.node() : "", pod.ips().stream().map(ip -> ip.indexOf(':') >= 0).toList());
    }

    /** Ports that the pods declare, and pod ports of the Services that select them; a Service's own ports where one was named. */
    TreeSet<PodPort> ports(Reach.End to) {
        TreeSet<PodPort> ports = new TreeSet<>();
        if (to.service().isPresent()) {
            to.service().get().ports().forEach(p -> ports.add(new PodPort(p.name(), p.port(), p.protocol())));
            return ports;
        }
        for (Peer peer : to.peers()) {
            if (peer instanceof Peer.OfPod pod) {
                for (Container.Port p : pod.ports()) {
                    ports.add(new PodPort(p.name(), p.number(), p.protocol()));
                }
                for (Service service : services.getOrDefault(pod.namespace(), List.of())) {
                    if (pod.labels().entrySet().containsAll(service.selector().entrySet())) {
                        service.ports().forEach(p -> ports.add(new PodPort(p.name(), Policies.targetPort(p, pod), p.protocol())));
                    }
                }
            }
        }
        ports.removeIf(p -> p.number() < 1 || p.number() > 65535);
        return ports;
    }
}
