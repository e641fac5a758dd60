package io.netdx.simulate.behave;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Profile;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the controllers write: EndpointSlices, ReplicaSets, the status of workloads and nodes. */
final class Controllers {

    private final World world;
    private final Map<String, List<SimPod>> byNamespace = new LinkedHashMap<>();
    private final Map<String, List<SimPod>> byWorkload = new LinkedHashMap<>();

    Controllers(World world, List<SimPod> pods) {
        this.world = world;
        pods.forEach(p -> {
            byNamespace.computeIfAbsent(p.namespace(), n -> new ArrayList<>()).add(p);
            byWorkload.computeIfAbsent(p.workload().key(), w -> new ArrayList<>()).add(p);
        });
    }

    /** The slices of a Service; none for one without a selector. */
    List<Resource> slices(Resource service) {
        Map<String, String> selector = service.labels("spec", "selector");
        if (selector.isEmpty()) {
            return List.of();
        }
        List<SimPod> chosen = byNamespace.getOrDefault(service.namespace(), List.of()).stream().filter(p -> !p.ip().isEmpty()
                && service.text("spec", "ipFamilies", 0).equals("IPv4") && p.state() != SimPod.State.COMPLETED && p.workload().makesPodsWith(selector)).toList();
        // pods that resolve a named port to different numbers stand in different slices
        Map<List<Integer>, List<SimPod>> byPorts = new LinkedHashMap<>();
        chosen.forEach(p -> byPorts.computeIfAbsent(targets(service, p), n -> new ArrayList<>()).add(p));
        if (byPorts.isEmpty()) {
            byPorts.put(List.of(), List.of());
        }
        List<Resource> slices = new ArrayList<>();
        byPorts.forEach((targets, pods) -> slices.add(slice(service, targets, pods, slices.size())));
        return slices;
    }

    private static List<Integer> targets(Resource service, SimPod pod) {
        return service.items("spec", "ports").stream().map(p -> Ports.target(pod.workload(), p.text("targetPort"))).toList();
    }

    private Resource slice(Resource service, List<Integer> targets, List<SimPod> pods, int index) {
        List<Object> ports = new ArrayList<>();
        List<Resource> declared = service.items("spec", "ports");
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) > 0) {
                ports.add(map("name", declared.get(i).text("name"), "port", targets.get(i), "protocol", declared.get(i).text("protocol")));
            }
        }
        List<Object> endpoints = new ArrayList<>();
        for (SimPod pod : pods) {
            boolean stale = world.troubles().contains(World.Trouble.ENDPOINTS_STALE) && world.fresh().contains(pod.workload().key());
            boolean ready = stale || pod.ready() && !Kubelet.lost(pod);
            endpoints.add(map("addresses", list(stale ? before(pod) : pod.ip()), "conditions", map("ready", ready, "serving", ready, "terminating", false), "nodeName", pod.host().get().name(),
                    "targetRef", map("kind", "Pod", "name", stale ? pod.name().substring(0, pod.name().length() - 5) + "x7k2p" : pod.name(), "namespace", pod.namespace(), "uid", pod.uid())));
        }
        String suffix = Objects.uid(service.key() + index).substring(0, 5);
        return Resource.of(map("addressType", service.text("spec", "ipFamilies", 0), "apiVersion", "discovery.k8s.io/v1", "endpoints", endpoints, "kind", "EndpointSlice", "metadata",
                map("creationTimestamp", world.born().plusSeconds(400).toString(), "generateName", service.name() + "-",
                        "labels", map("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io", "kubernetes.io/service-name", service.name()),
                        "name", service.name() + "-" + suffix, "namespace", service.namespace(), "ownerReferences",
                        list(map("apiVersion", "v1", "blockOwnerDeletion", true, "controller", true, "kind", "Service", "name", service.name(), "uid", Objects.uid(service.key()))),
                        "uid", Objects.uid("EndpointSlice/" + service.key() + index)), "ports", ports));
    }

    /** The address of the pod that this one replaced. */
    private static String before(SimPod pod) {
        int dot = pod.ip().lastIndexOf('.') + 1;
        return pod.ip().substring(0, dot) + (Integer.parseInt(pod.ip().substring(dot)) + 100);
    }

    /** The declared workload with its status. */
    Resource workload(Resource declared) {
        Resource object = Objects.stored(declared, world.born().plusSeconds(300));
        List<SimPod> pods = byWorkload.getOrDefault(declared.key(), List.of());
        int ready = (int) pods.stream().filter(p -> p.ready() && !Kubelet.lost(p)).count();
        int wanted = declared.number("spec", "replicas");
        if (declared.kind().equals("DaemonSet")) {
            object.set(map("currentNumberScheduled", pods.size(), "desiredNumberScheduled", pods.size(), "numberAvailable", ready, "numberMisscheduled", 0,
                    "numberReady", ready, "numberUnavailable", pods.size() > ready ? pods.size() - ready : null, "observedGeneration", generation(declared),
                    "updatedNumberScheduled", pods.size()), "status");
        } else if (declared.kind().equals("Job")) {
            object.set(map("completionTime", world.born().plusSeconds(700).toString(), "succeeded", 1), "status");
        } else {
            boolean available = ready * 4 >= wanted * 3;
            int updated = (int) pods.stream().filter(p -> !declared.kind().equals("Deployment") || p.hash().equals(Objects.hash(declared))).count();
            object.set(map("availableReplicas", ready == 0 ? null : ready, "conditions", declared.kind().equals("Deployment") ? conditions(declared, available) : null,
                    "observedGeneration", generation(declared), "readyReplicas", ready == 0 ? null : ready, "replicas", pods.size(),
                    "unavailableReplicas", pods.size() > ready || wanted > ready ? Math.max(wanted, pods.size()) - ready : null, "updatedReplicas", updated), "status");
        }
        return object;
    }

    /** Controllers have always seen the newest. */
    private static int generation(Resource declared) {
        return Math.max(1, declared.number("metadata", "generation"));
    }

    private List<Object> conditions(Resource deployment, boolean available) {
        Instant since = available ? world.born().plusSeconds(420) : world.faultAt().plusSeconds(20);
        List<Object> conditions = list(progress("Available", available, available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                available ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", since));
        if (world.before(deployment).isPresent()) {
            // the usual deadline is 600 s
            conditions.add(progress("Progressing", false, "ProgressDeadlineExceeded", "ReplicaSet \"" + deployment.name() + "-" + Objects.hash(deployment) + "\" has timed out progressing.",
                    world.faultAt().plusSeconds(604)));
        }
        return conditions;
    }

    private static Map<String, Object> progress(String type, boolean holds, String reason, String message, Instant since) {
        return map("lastTransitionTime", since.toString(), "lastUpdateTime", since.toString(), "message", message, "reason", reason, "status", holds ? "True" : "False", "type", type);
    }

    /** The ReplicaSets of a Deployment: two where a rollout goes on. */
    Stream<Resource> replicaSets(Resource deployment) {
        Stream<Resource> old = world.before(deployment).stream().map(b -> replicaSet(deployment, b.workload(), Objects.hashBefore(b.workload())));
        return Stream.concat(old, Stream.of(replicaSet(deployment, deployment, Objects.hash(deployment))));
    }

    /** The ReplicaSet of a release that nothing runs any more. */
    Resource retired(Resource release) {
        Resource set = replicaSet(release, release, Objects.hash(release));
        return set.set(0, "spec", "replicas").set(map("replicas", 0), "status");
    }

    private Resource replicaSet(Resource deployment, Resource template, String hash) {
        List<SimPod> pods = byWorkload.getOrDefault(deployment.key(), List.of()).stream().filter(p -> p.hash().equals(hash)).toList();
        long ready = pods.stream().filter(p -> p.ready() && !Kubelet.lost(p)).count();
        int wanted = world.before(deployment).isPresent() ? pods.size() : deployment.number("spec", "replicas");
        return Objects.stored(Resource.of(map("apiVersion", "apps/v1", "kind", "ReplicaSet", "metadata", map("annotations", template.has("metadata", "annotations", Objects.REVISION)
                        ? map(Objects.REVISION, template.text("metadata", "annotations", Objects.REVISION)) : null, "labels", template.copy().map("spec", "template", "metadata", "labels"),
                "name", deployment.name() + "-" + hash, "namespace", deployment.namespace(), "ownerReferences", list(map("apiVersion", "apps/v1",
                        "blockOwnerDeletion", true, "controller", true, "kind", "Deployment", "name", deployment.name(), "uid", Objects.uid(deployment.key())))),
                "spec", map("replicas", wanted, "selector", deployment.copy().map("spec", "selector"),
                        "template", template.copy().map("spec", "template")),
                "status", map("availableReplicas", ready, "readyReplicas", ready, "replicas", pods.size()))),
                hash.equals(Objects.hash(deployment)) && world.before(deployment).isPresent() ? world.faultAt().plusSeconds(2) : world.born().plusSeconds(310));
    }

    /** The aggregator's view of an API that a Service serves. */
    Resource apiService(Resource stored) {
        String namespace = stored.text("spec", "service", "namespace");
        String name = stored.text("spec", "service", "name");
        boolean served = world.find("Service", namespace, name).stream().flatMap(s -> slices(s).stream()).flatMap(s -> s.items("endpoints").stream())
                .anyMatch(e -> e.text("conditions", "ready").equals("true"));
        boolean exists = world.find("Service", namespace, name).isPresent();
        stored.set(list(map("lastTransitionTime", (served ? world.born().plusSeconds(500) : world.faultAt().plusSeconds(5)).toString(),
                "message", served ? "all checks passed" : exists ? "endpoints for service/" + name + " in \"" + namespace + "\" have no addresses with port name \"https\""
                        : "service/" + name + " in \"" + namespace + "\" is not present", "reason", served ? "Passed" : exists ? "MissingEndpoints" : "ServiceNotFound",
                "status", served ? "True" : "False", "type", "Available")), "status", "conditions");
        return stored;
    }

    /** One that is being deleted: what the namespace controller says of its work, which it does not end while it cannot list what there is. */
    Resource namespace(Resource stored) {
        if (!stored.has("metadata", "deletionTimestamp")) {
            return stored;
        }
        List<String> failing = world.all("APIService").stream().map(a -> apiService(a.copy())).filter(a -> a.text("status", "conditions", 0, "status").equals("False"))
                .map(a -> a.text("spec", "group") + "/" + a.text("spec", "version") + ": stale GroupVersion discovery: " + a.text("spec", "group") + "/" + a.text("spec", "version")).toList();
        Instant since = Instant.parse(stored.text("metadata", "deletionTimestamp")).plusSeconds(5);
        List<Object> conditions = new ArrayList<>();
        conditions.add(failing.isEmpty() ? phase("NamespaceDeletionDiscoveryFailure", "False", "ResourcesDiscovered", "All resources successfully discovered", since)
                : phase("NamespaceDeletionDiscoveryFailure", "True", "DiscoveryFailed", "Discovery failed for some groups, " + failing.size()
                + " failing: unable to retrieve the complete list of server APIs: " + String.join(", ", failing), since));
        conditions.add(phase("NamespaceDeletionGroupVersionParsingFailure", "False", "ParsedGroupVersions", "All legacy kube types successfully parsed", since));
        conditions.add(phase("NamespaceDeletionContentFailure", "False", "ContentDeleted", "All content successfully deleted, may be waiting on finalization", since));
        conditions.add(phase("NamespaceContentRemaining", "False", "ContentRemoved", "All content successfully removed", since));
        conditions.add(phase("NamespaceFinalizersRemaining", "False", "ContentHasNoFinalizers", "All content-preserving finalizers finished", since));
        return stored.set(map("conditions", conditions, "phase", "Terminating"), "status");
    }

    private static Map<String, Object> phase(String type, String status, String reason, String message, Instant since) {
        return map("lastTransitionTime", since.toString(), "message", message, "reason", reason, "status", status, "type", type);
    }

    /** The declared node with conditions, and the taints of the node controller. */
    Resource node(Resource declared) {
        Resource node = Objects.stored(declared, world.born());
        Host host = world.host(declared.name());
        boolean silent = host.silent();
        boolean network = !host.has(Host.Trouble.CNI_CONFIG_MISSING);
        boolean runtime = !host.has(Host.Trouble.RUNTIME_DOWN);
        Instant heartbeat = silent ? world.faultAt().minusSeconds(5) : world.now().minusSeconds(20 + host.index() % 30);
        List<Object> conditions = new ArrayList<>();
        for (String[] c : new String[][] {{"MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"},
            {"DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"}, {"PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"}}) {
            conditions.add(condition(c[0], silent ? "Unknown" : "False", silent ? "NodeStatusUnknown" : c[1],
                    silent ? "Kubelet stopped posting node status." : c[2], heartbeat, silent));
        }
        if (world.profile().cni() == Profile.Cni.CALICO || world.profile().cni() == Profile.Cni.FLANNEL) {
            boolean down = host.has(Host.Trouble.NETWORK_MARKED);
            conditions.add(condition("NetworkUnavailable", down ? "True" : "False", world.profile().cni() == Profile.Cni.CALICO ? down ? "CalicoIsDown" : "CalicoIsUp" : "FlannelIsUp",
                    world.profile().cni() == Profile.Cni.CALICO ? "Calico is " + (down ? "shutting down" : "running") + " on this node" : "Flannel is running on this node",
                    world.born().plusSeconds(90), down));
        }
        conditions.add(silent ? condition("Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.", heartbeat, true)
                : !runtime ? condition("Ready", "False", "KubeletNotReady", "[container runtime is down, PLEG is not healthy: pleg was last seen active 12m41s ago; threshold is 3m0s]",
                        heartbeat, true)
                : network ? condition("Ready", "True", "KubeletReady", "kubelet is posting ready status", heartbeat, false)
                : condition("Ready", "False", "KubeletNotReady", "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady "
                        + "message:Network plugin returns error: cni plugin not initialized", heartbeat, true));
        node.set(conditions, "status", "conditions");
        node.set(map("kubeletEndpoint", map("Port", 10250)), "status", "daemonEndpoints");
        String id = Objects.uid(node.key() + "machine").replace("-", "");
        node.set(map("architecture", "amd64", "bootID", Objects.uid(node.key() + "boot"), "containerRuntimeVersion", "containerd://2.1.4", "kernelVersion", "6.8.0-79-generic",
                "kubeProxyVersion", "", "kubeletVersion", world.profile().version(), "machineID", id, "operatingSystem", "linux", "osImage", "Ubuntu 24.04.3 LTS",
                "systemUUID", Objects.uid(node.key() + "system")), "status", "nodeInfo");
        if (host.has(Host.Trouble.NETWORK_MARKED)) {
            node.list("spec", "taints").add(map("effect", "NoSchedule", "key", "node.kubernetes.io/network-unavailable", "timeAdded", world.faultAt().toString()));
        }
        if (silent || !network || !runtime) {
            String key = "node.kubernetes.io/" + (silent ? "unreachable" : "not-ready");
            String since = world.faultAt().plusSeconds(45).toString();
            node.list("spec", "taints").add(map("effect", "NoSchedule", "key", key, "timeAdded", since));
            node.list("spec", "taints").add(map("effect", "NoExecute", "key", key, "timeAdded", since));
        }
        return node;
    }

    private Map<String, Object> condition(String type, String status, String reason, String message, Instant heartbeat, boolean late) {
        Instant since = late ? world.faultAt().plusSeconds(45) : world.born().plusSeconds(60);
        return map("lastHeartbeatTime", heartbeat.toString(), "lastTransitionTime", since.toString(), "message", message, "reason", reason, "status", status, "type", type);
    }

    /** The kubelet's sign of life. */
    Resource lease(Resource node) {
        Host host = world.host(node.name());
        boolean silent = host.silent();
        Instant renewed = silent ? world.faultAt() : world.now().minusSeconds(host.index() % 10);
        return Objects.stored(Resource.of(map("apiVersion", "coordination.k8s.io/v1", "kind", "Lease", "metadata", map("name", node.name(), "namespace", "kube-node-lease"),
                "spec", map("holderIdentity", node.name(), "leaseDurationSeconds", 40, "renewTime", renewed.toString().replace("Z", ".000000Z")))), world.born());
    }
}
