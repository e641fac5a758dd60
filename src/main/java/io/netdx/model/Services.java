package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Looks at what stands behind each Service. */
final class Services {

    /** From so many pods in a namespace on an index is worth its memory. */
    private static final int MANY = 200;

    private final Cluster cluster;
    private final Map<ObjectRef, List<Pod>> matched = new ConcurrentHashMap<>();
    private final Map<String, PodsByLabel> byLabel = new ConcurrentHashMap<>();

    Services(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * One state per Service with a selector; the healthy ones too, rules look only at what is wrong. None where neither all pods of
     * the namespace with their status nor its endpoints were seen: nobody knows then what stands behind the Service.
     */
    List<ServiceState> states() {
        List<ServiceState> states = new ArrayList<>();
        for (Service service : cluster.all(Service.class)) {
            if (service.hasSelector() && !service.external()) {
                List<Pod> matched = matched(service);
                boolean podsSeen = cluster.complete("Pod", service.meta().namespace())
                        && matched.stream().allMatch(Pod::readinessSeen);
                ServiceState state = state(service, matched, podsSeen);
                if (podsSeen || state.endpointsSeen() || state.ready() > 0) {
                    states.add(state);
                }
            }
        }
        return states;
    }

    /** The pods that a Service selects; asked by many, on several threads. */
    List<Pod> matched(Service service) {
        List<Pod> known = matched.get(service.ref());
        if (known != null) {
            return known;
        }
        List<Pod> pods = new ArrayList<>();
        if (service.hasSelector()) {
            for (Pod pod : candidates(service)) {
                if (!pod.finished() && pod.meta().labels().entrySet().containsAll(service.selector().entrySet())) {
                    pods.add(pod);
                }
            }
        }
        matched.put(service.ref(), pods);
        return pods;
    }

    private List<Pod> candidates(Service service) {
        List<Pod> all = cluster.podsIn(service.meta().namespace());
        if (all.size() < MANY || service.selector().isEmpty()) {
            return all;
        }
        PodsByLabel index = byLabel.get(service.meta().namespace());
        if (index == null) {
            index = new PodsByLabel(all);
            byLabel.put(service.meta().namespace(), index);
        }
        return index.candidates(service.selector());
    }

    private ServiceState state(Service service, List<Pod> matched, boolean podsSeen) {
        int ready = 0;
        int starting = 0;
        TreeSet<ObjectRef> workloads = new TreeSet<>();
        for (Pod pod : matched) {
            ready += pod.ready() && !pod.meta().terminating() ? 1 : 0;
            starting += Pods.starting(pod, cluster.now()) ? 1 : 0;
            workloads.add(cluster.workloadOf(pod));
        }
        List<EndpointSlice> slices = cluster.slicesOf(service);
        TreeSet<String> addresses = new TreeSet<>();
        TreeSet<String> readyAddresses = new TreeSet<>();
        for (EndpointSlice slice : slices) {
            for (EndpointSlice.Endpoint e : slice.endpoints()) {
                addresses.add(e.address());
                if (e.ready()) {
                    readyAddresses.add(e.address());
                }
            }
        }
        String ns = service.meta().namespace();
        boolean seen = !slices.isEmpty() || cluster.complete("EndpointSlice", ns) || cluster.complete("Endpoints", ns);
        Near near = matched.isEmpty() && service.selectorSeen() ? nearest(service) : Near.NOBODY;
        // of pods that were not all seen the slices know more
        int serving = podsSeen ? ready : Math.max(ready, readyAddresses.size());
        return new ServiceState(service.ref(), service.type(), selector(service), matched.size(), serving, starting, seen,
                addresses.size(), readyAddresses.size(), List.copyOf(workloads), near.differs(), near.selector(),
                service.meta().at("spec.selector"));
    }

    private static String selector(Service service) {
        return !service.selectorSeen() ? "" : service.selector().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    }

    /** What differs, and the selector's keys with the values that the pods carry. */
    private record Near(String differs, String selector) {
        static final Near NOBODY = new Near("", "");
    }

    /** The workload that misses the selector by the fewest labels: "Deployment cart has app=cart instead of app=crat". */
    private Near nearest(Service service) {
        Map<ObjectRef, Map<String, String>> candidates = new LinkedHashMap<>();
        if (!cluster.complete("Pod", service.meta().namespace())) {
            cluster.all(Workload.class).stream().filter(w -> w.meta().namespace().equals(service.meta().namespace()) && w.meta().owner().isEmpty()
                    && !w.templateLabels().isEmpty()).forEach(w -> candidates.put(w.ref(), w.templateLabels()));
        }
        for (Pod pod : cluster.podsIn(service.meta().namespace())) {
            if (!pod.finished() && pod.specSeen()) {
                candidates.putIfAbsent(cluster.workloadOf(pod), pod.meta().labels());
            }
        }
        Near best = Near.NOBODY;
        int bestScore = Integer.MIN_VALUE;
        for (Map.Entry<ObjectRef, Map<String, String>> candidate : candidates.entrySet()) {
            int score = 0;
            List<String> differs = new ArrayList<>();
            List<String> carried = new ArrayList<>();
            for (Map.Entry<String, String> want : service.selector().entrySet()) {
                String has = candidate.getValue().get(want.getKey());
                if (has != null) {
                    carried.add(want.getKey() + "=" + has);
                }
                if (want.getValue().equals(has)) {
                    score += 10;
                } else {
                    int distance = has == null ? 8 : Math.min(8, Spelling.distance(has, want.getValue()));
                    score -= distance;
                    differs.add(has == null ? "no label " + want.getKey()
                            : want.getKey() + "=" + has + " instead of " + want.getKey() + "=" + want.getValue());
                }
            }
            if (differs.isEmpty()) {
                // its pods would carry them all: not the labels keep them away
                return Near.NOBODY;
            }
            if (candidate.getKey().name().equals(service.meta().name())) {
                score += 8;
            }
            if (score > bestScore) {
                bestScore = score;
                best = new Near(candidate.getKey().kind() + " " + candidate.getKey().name() + " has " + String.join(" and ", differs),
                        String.join(",", carried));
            }
        }
        return bestScore > -8 ? best : Near.NOBODY;
    }

    List<PortProblem> portProblems() {
        List<PortProblem> problems = new ArrayList<>();
        for (Service service : cluster.all(Service.class)) {
            List<Pod> pods = matched(service);
            if (pods.isEmpty() || service.external() || !pods.stream().allMatch(Pod::specSeen)) {
                continue;
            }
            for (Service.Port port : service.ports()) {
                problem(service, port, pods, problems);
            }
        }
        return problems;
    }

    private static void problem(Service service, Service.Port port, List<Pod> pods, List<PortProblem> problems) {
        if (port.targetPort().isEmpty()) {
            return;
        }
        TreeSet<String> declared = new TreeSet<>();
        TreeSet<Integer> serves = new TreeSet<>();
        boolean silent = false;
        boolean fits = false;
        boolean otherProtocol = false;
        boolean named = !isNumber(port.targetPort());
        for (Pod pod : pods) {
            int ports = 0;
            for (Container c : pod.containers()) {
                for (Container.Port p : c.ports()) {
                    ports++;
                    declared.add(p.number() + "/" + p.protocol() + (p.name().isEmpty() ? "" : " (" + p.name() + ")"));
                    if (p.protocol().equals(port.protocol())) {
                        serves.add(p.number());
                    }
                    boolean same = named ? p.name().equals(port.targetPort()) : port.targetPort().equals(p.number() + "");
                    fits |= same && p.protocol().equals(port.protocol());
                    otherProtocol |= same && !p.protocol().equals(port.protocol());
                }
            }
            // a pod need not declare its ports: what it listens on is then unknown
            silent |= ports == 0 || pod.hostNetwork() && !named;
        }
        if (fits || silent && !named) {
            return;
        }
        String kind = otherProtocol ? "protocol" : named ? "name-missing" : "number-undeclared";
        problems.add(new PortProblem(service.ref(), kind, port.port(), port.targetPort(), port.protocol(),
                declared.isEmpty() ? "no ports" : String.join(", ", declared),
                serves.size() == 1 ? serves.first() + "" : "", service.meta().at("spec.ports")));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    List<LocalPolicyGap> localPolicyGaps() {
        List<LocalPolicyGap> gaps = new ArrayList<>();
        List<Node> nodes = cluster.all(Node.class);
        for (Service service : cluster.all(Service.class)) {
            boolean external = service.externalTrafficPolicy().equals("Local") && !service.type().equals("ClusterIP");
            boolean internal = service.internalTrafficPolicy().equals("Local");
            if ((external || internal) && !service.external()) {
                TreeSet<String> without = new TreeSet<>();
                nodes.stream().filter(Node::ready).forEach(n -> without.add(n.meta().name()));
                matched(service).stream().filter(Pod::ready).forEach(pod -> without.remove(pod.node()));
                if (!without.isEmpty() && without.size() < nodes.size()) {
                    String direction = external ? "external" : "internal";
                    gaps.add(new LocalPolicyGap(service.ref(), direction, List.copyOf(without), nodes.size(),
                            service.type().equals("NodePort") && matched(service).stream().anyMatch(Services::pinned),
                            service.meta().at("spec." + direction + "TrafficPolicy")));
                }
            }
        }
        return gaps;
    }

    /** Bound to particular nodes, not merely to an operating system. */
    private static boolean pinned(Pod pod) {
        return pod.nodeSelector().keySet().stream().anyMatch(key -> !key.endsWith("kubernetes.io/os") && !key.endsWith("kubernetes.io/arch"));
    }

    /** LoadBalancers without an address. A controller was seen where another Service of the cluster got one. */
    List<LoadBalancerPending> pendingLoadBalancers() {
        List<Service> waiting = cluster.all(Service.class).stream().filter(s -> s.type().equals("LoadBalancer") && s.ingress().isEmpty()).toList();
        if (waiting.isEmpty()) {
            return List.of();
        }
        boolean controller = cluster.all(Service.class).stream()
                .anyMatch(s -> s.type().equals("LoadBalancer") && !s.ingress().isEmpty())
                || cluster.all(Pod.class).stream().anyMatch(pod -> servesLoadBalancers(pod.ref()))
                || cluster.all(Workload.class).stream().anyMatch(w -> servesLoadBalancers(w.ref()));
        return waiting.stream().map(service -> new LoadBalancerPending(service.ref(), controller, service.loadBalancerClass().isEmpty()
                ? "no loadBalancerClass" : "loadBalancerClass " + service.loadBalancerClass(), service.meta().at("spec.type"))).toList();
    }

    private static boolean servesLoadBalancers(ObjectRef ref) {
        String name = ref.name();
        return name.startsWith("metallb") || ref.namespace().equals("metallb-system") || name.contains("cloud-controller-manager")
                || name.startsWith("svclb-") || name.startsWith("kube-vip") || name.startsWith("aws-load-balancer-controller")
                || name.contains("cloud-provider");
    }
}
