package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.Peers;
import io.netdx.model.policy.PolicyStack;
import io.netdx.model.wiring.ExpectedEdge;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Turns an expected connection into what policies judge: one flow for each pair of pods that they can tell apart, and each port. */
final class Flows {

    /** Reserved for documentation: they stand for any address outside the cluster. */
    private static final List<String> OUTSIDE = List.of("192.0.2.77", "203.0.113.77");

    private final Cluster cluster;
    private final Services services;
    private final PolicyStack stack;
    private final Map<ObjectRef, List<Pod>> podsOf = new TreeMap<>();
    private final Map<ObjectRef, List<Peer>> clients = new HashMap<>();
    private final Map<ObjectRef, List<Peer.OfPod>> backends = new HashMap<>();
    private final Map<ObjectRef, List<Peer.OfPod>> backendsByNode = new HashMap<>();
    private Optional<List<Peer>> apiServers = Optional.empty();

    Flows(Cluster cluster, Services services, PolicyStack stack) {
        this.cluster = cluster;
        this.services = services;
        this.stack = stack;
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished() && pod.labelsSeen()) {
                podsOf.computeIfAbsent(cluster.workloadOf(pod), w -> new ArrayList<>()).add(pod);
            }
        }
    }

    /** Unfinished pods by their workload, sorted. */
    Map<ObjectRef, List<Pod>> podsOf() {
        return podsOf;
    }

    /** Flows by port of the target; none where an end is not known. */
    List<List<Flow>> of(ExpectedEdge edge) {
        List<Peer> from = edge.client().equals(ExpectedEdge.API_SERVER) ? apiServers()
                : clients.computeIfAbsent(edge.client(), this::workload);
        Optional<Service> service = cluster.find(Service.class, edge.target());
        List<List<Flow>> all = new ArrayList<>();
        if (service.isPresent()) {
            for (Service.Port port : service.get().ports()) {
                if (edge.port() == 0 || port.port() == edge.port()) {
                    add(all, service.get().hasSelector() ? selected(from, service.get(), port, edge) : listed(from, service.get(), port));
                }
            }
        } else if (edge.target().kind().equals("Host")) {
            add(all, outside(from, edge.target().name(), edge.port()));
        } else if (edge.port() > 0) {
            List<Flow> flows = new ArrayList<>();
            for (Peer server : clients.computeIfAbsent(edge.target(), this::workload)) {
                from.forEach(client -> flows.add(new Flow(client, server, edge.port(), "TCP")));
            }
            add(all, flows);
        }
        return all;
    }

    private static void add(List<List<Flow>> all, List<Flow> flows) {
        if (!flows.isEmpty()) {
            all.add(flows);
        }
    }

    private List<Flow> selected(List<Peer> from, Service service, Service.Port port, ExpectedEdge edge) {
        List<Flow> flows = new ArrayList<>();
        for (Peer.OfPod server : from.stream().anyMatch(Flows::ofNode) ? backendsByNode(service) : backends(service)) {
            int number = Policies.targetPort(port, server);
            if (number > 0) {
                for (Peer client : from) {
                    flows.add(new Flow(self(client, server) ? sibling((Peer.OfPod) client, edge.client()) : client, server, number,
                            port.protocol()));
                }
            }
        }
        return flows;
    }

    /** Traffic of a node always reaches the pods beside it: which node a pod is on makes a difference. */
    static boolean ofNode(Peer peer) {
        return peer instanceof Peer.OfPod pod ? pod.hostNetwork() : !((Peer.OfAddress) peer).node().isEmpty();
    }

    private List<Peer.OfPod> backendsByNode(Service service) {
        return backendsByNode.computeIfAbsent(service.ref(), s -> byNode(services.matched(service).stream().filter(Pod::labelsSeen).map(Peers::of).toList()));
    }

    private List<Peer.OfPod> byNode(List<Peer.OfPod> pods) {
        Set<Object> seen = new HashSet<>();
        return pods.stream().filter(p -> seen.add(List.of(stack.classOf(p), p.node()))).toList();
    }

    private static boolean self(Peer client, Peer.OfPod server) {
        return client instanceof Peer.OfPod pod && pod.ref().equals(server.ref());
    }

    /** Behind a Service a pod meets its own like: another pod of its workload, or itself with the address of the Service in between. */
    private static Peer.OfPod sibling(Peer.OfPod pod, ObjectRef workload) {
        return new Peer.OfPod(workload.equals(pod.ref()) ? ObjectRef.of("Workload", pod.namespace(), pod.ref().name()) : workload,
                pod.namespace(), pod.labels(), pod.ips(), pod.hostNetwork(), "", pod.serviceAccount(), pod.ports());
    }

    /** A Service without a selector: the addresses that somebody wrote into its slices. */
    private List<Flow> listed(List<Peer> from, Service service, Service.Port port) {
        List<Flow> flows = new ArrayList<>();
        for (EndpointSlice slice : cluster.slicesOf(service)) {
            for (EndpointSlice.Endpoint e : slice.endpoints()) {
                List<EndpointSlice.Port> ports = e.ports().isEmpty() ? slice.ports() : e.ports();
                int number = ports.stream().filter(p -> p.name().equals(port.name()) || ports.size() == 1).mapToInt(EndpointSlice.Port::number)
                        .findFirst().orElse(0);
                if (number > 0 && Cidr.address(e.address()).isPresent()) {
                    Peer server = address(e.address());
                    from.forEach(client -> flows.add(new Flow(client, server, number, port.protocol())));
                }
            }
        }
        return flows;
    }

    private static List<Flow> outside(List<Peer> from, String host, int port) {
        List<Flow> flows = new ArrayList<>();
        if (port > 0 && !Names.clusterName(host) && host.indexOf('.') > 0) {
            for (String ip : Cidr.address(host).isPresent() ? List.of(host) : OUTSIDE) {
                from.forEach(client -> flows.add(new Flow(client, new Peer.OfAddress(ip, ""), port, "TCP")));
            }
        }
        return flows;
    }

    /** An address in place of one that is not known: whatever is true of it must be true of others too. */
    static boolean standsForOthers(Peer peer) {
        return peer instanceof Peer.OfAddress address && OUTSIDE.contains(address.ip());
    }

    private Peer address(String ip) {
        Optional<Pod> pod = cluster.podByIp(ip);
        return pod.isPresent() ? Peers.of(pod.get()) : new Peer.OfAddress(ip, node(ip));
    }

    private String node(String ip) {
        for (Node node : cluster.all(Node.class)) {
            if (node.addresses().stream().anyMatch(a -> a.value().equals(ip))) {
                return node.meta().name();
            }
        }
        return "";
    }

    /** Where the API server calls from: its own endpoints, else the nodes that are marked as control plane. */
    private List<Peer> apiServers() {
        if (apiServers.isEmpty()) {
            Set<Peer> found = new LinkedHashSet<>();
            cluster.service("default", "kubernetes").ifPresent(s -> cluster.slicesOf(s).forEach(slice -> slice.endpoints()
                    .forEach(e -> found.add(new Peer.OfAddress(e.address(), node(e.address()))))));
            for (Node node : cluster.all(Node.class)) {
                if (found.isEmpty() && node.meta().labels().containsKey("node-role.kubernetes.io/control-plane")) {
                    node.internalIp().ifPresent(ip -> found.add(new Peer.OfAddress(ip, node.meta().name())));
                }
            }
            apiServers = Optional.of(List.copyOf(found));
        }
        return apiServers.get();
    }

    /** Pods of a Service's selector, one of each kind. */
    List<Peer.OfPod> backends(Service service) {
        return backends.computeIfAbsent(service.ref(), s -> {
            List<Peer.OfPod> pods = stack.representatives(services.matched(service).stream().map(Peers::of).toList());
            return !pods.isEmpty() ? pods : cluster.complete("Pod", service.meta().namespace()) ? List.of() : templates(service);
        });
    }

    /** Of manifests, where workloads have no pods yet. */
    private List<Peer.OfPod> templates(Service service) {
        return cluster.all(Workload.class).stream().filter(w -> w.meta().owner().isEmpty()
                && w.meta().namespace().equals(service.meta().namespace()) && w.templateLabels().entrySet().containsAll(service.selector().entrySet()))
                .map(Peers::template).toList();
    }

    private List<Peer> workload(ObjectRef ref) {
        List<Pod> pods = podsOf.getOrDefault(ref, List.of());
        if (pods.isEmpty() && !cluster.complete("Pod", ref.namespace())) {
            return cluster.find(Workload.class, ref).<List<Peer>>map(w -> List.of(Peers.template(w))).orElse(List.of());
        }
        List<Peer.OfPod> peers = pods.stream().map(Peers::of).toList();
        return List.copyOf(peers.stream().anyMatch(Peer.OfPod::hostNetwork) ? byNode(peers) : stack.representatives(peers));
    }
}
