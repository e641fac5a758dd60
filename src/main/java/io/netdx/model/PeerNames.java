package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.Peers;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the names that users give to ends of a connection: {@code KIND/ns/name} with the kind in any form that kubectl accepts,
 * {@code ns/name} (a pod, else a Service, else a workload), {@code ns/name[Kind]}, an address, {@code ip:ADDRESS} for one that is
 * outside the cluster whatever the cluster says, or a host name.
 */
public final class PeerNames {

    private static final Pattern BRACKETED = Pattern.compile("([^/\\[\\]]+)/([^/\\[\\]]+)\\[([A-Za-z]+)]");
    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?";
    private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*\\.?");
    private static final int LONGEST = 520;
    private static final Map<String, String> KINDS = kinds();

    private final Cluster cluster;
    private final Map<ObjectRef, List<Pod>> podsOf = new HashMap<>();
    private final Map<String, List<Workload>> workloads = new HashMap<>();
    private final Map<String, String> nodeByIp = new TreeMap<>();

    public PeerNames(Cluster cluster) {
        this.cluster = cluster;
        for (Pod pod : cluster.all(Pod.class)) {
            ObjectRef top = cluster.workloadOf(pod);
            if (top.equals(pod.ref())) {
                continue;
            }
            podsOf.computeIfAbsent(top, w -> new ArrayList<>()).add(pod);
            pod.meta().owner().filter(o -> !o.equals(top)).ifPresent(o -> podsOf.computeIfAbsent(o, w -> new ArrayList<>()).add(pod));
        }
        for (Workload w : cluster.all(Workload.class)) {
            workloads.computeIfAbsent(w.ref().qualifiedName(), n -> new ArrayList<>()).add(w);
        }
        for (Node node : cluster.all(Node.class)) {
            node.addresses().forEach(a -> nodeByIp.putIfAbsent(a.value(), node.meta().name()));
        }
    }

    /** Never throws; what cannot be resolved says why. */
    public Named resolve(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return new Named.Unresolved(text, text.isEmpty() ? "is empty" : "is too long for a name");
        }
        if (text.startsWith("ip:")) {
            String ip = text.substring(3);
            return Cidr.address(ip).isPresent() ? new Named.OfAddress(new Peer.OfAddress(ip, ""))
                    : new Named.Unresolved(text, "is no address");
        }
        if (Cidr.address(text).isPresent()) {
            return address(text);
        }
        Matcher bracketed = BRACKETED.matcher(text);
        if (bracketed.matches()) {
            return object(bracketed.group(3), bracketed.group(1), bracketed.group(2), text);
        }
        String[] parts = text.split("/", -1);
        return switch (parts.length) {
            case 1 -> HOST.matcher(text).matches() ? new Named.OfHost(text)
                    : new Named.Unresolved(text, "is neither KIND/namespace/name nor namespace/name, an address or a host name");
            case 2 -> twoParts(parts[0], parts[1], text);
            case 3 -> object(parts[0], parts[1], parts[2], text);
            default -> new Named.Unresolved(text, "has too many slashes; write KIND/namespace/name");
        };
    }

    /** The live pods of a workload, or of a pod itself, sorted; finished ones left out. */
    public List<Pod> pods(ObjectRef ref) {
        List<Pod> pods = ref.kind().equals("Pod") ? cluster.find(Pod.class, ref).map(List::of)
                .orElse(podsOf.getOrDefault(ref, List.of())) : podsOf.getOrDefault(ref, List.of());
        return pods.stream().filter(p -> !p.finished()).toList();
    }

    /** The singular kind of a resource name as kubectl takes it: {@code deploy}, {@code svc}, {@code statefulsets.apps}. */
    public static Optional<String> kind(String form) {
        int dot = form.indexOf('.');
        return Optional.ofNullable(KINDS.get((dot < 0 ? form : form.substring(0, dot)).toLowerCase(Locale.ROOT)));
    }

    private Named address(String ip) {
        Optional<Pod> pod = cluster.podByIp(ip);
        if (pod.isPresent()) {
            return new Named.OfPods(pod.get().ref(), List.of(Peers.of(pod.get())), false);
        }
        Optional<Service> service = cluster.serviceByIp(ip);
        return service.isPresent() ? service(service.get())
                : new Named.OfAddress(new Peer.OfAddress(ip, nodeByIp.getOrDefault(ip, "")));
    }

    private Named twoParts(String first, String name, String text) {
        ObjectRef pod = ObjectRef.of("Pod", first, name);
        if (cluster.find(Pod.class, pod).isPresent()) {
            return pods(pod, text);
        }
        Optional<Service> service = cluster.service(first, name);
        if (service.isPresent()) {
            return service(service.get());
        }
        List<Workload> named = workloads.getOrDefault(first + "/" + name, List.of());
        if (named.size() == 1) {
            return pods(named.get(0).ref(), text);
        }
        if (named.size() > 1) {
            return new Named.Unresolved(text, "names several workloads; put the kind in front, as in "
                    + named.get(0).ref().kind().toLowerCase(Locale.ROOT) + "/" + text);
        }
        boolean kindFirst = kind(first).isPresent() && cluster.podsIn(first).isEmpty();
        return kindFirst ? object(first, kind(first).orElseThrow().equals("Node") ? "" : "default", name, text)
                : new Named.Unresolved(text, "names no pod, Service or workload of the snapshot");
    }

    private Named object(String form, String namespace, String name, String text) {
        Optional<String> kind = kind(form);
        if (kind.isEmpty()) {
            return new Named.Unresolved(text, "has the kind " + form + ", which has no pods");
        }
        if (kind.get().equals("Node")) {
            return cluster.node(name).flatMap(Node::internalIp).<Named>map(ip -> new Named.OfAddress(new Peer.OfAddress(ip, name)))
                    .orElse(new Named.Unresolved(text, "names no node of the snapshot that has an address"));
        }
        if (kind.get().equals("Service")) {
            return cluster.service(namespace, name).map(this::service)
                    .orElse(new Named.Unresolved(text, "names no Service of the snapshot"));
        }
        return pods(ObjectRef.of(kind.get(), namespace, name), text);
    }

    private Named pods(ObjectRef ref, String text) {
        List<Peer.OfPod> live = pods(ref).stream().map(Peers::of).toList();
        if (live.isEmpty() && ref.kind().equals("Pod")) {
            // the owner of a pod in a manifest may name no kind
            live = pods(ObjectRef.of("", ref.namespace(), ref.name())).stream().map(Peers::of).toList();
        }
        if (!live.isEmpty()) {
            return new Named.OfPods(ref, live, false);
        }
        Optional<Workload> workload = cluster.find(Workload.class, ref);
        if (workload.isPresent()) {
            return new Named.OfPods(ref, List.of(Peers.template(workload.get())), true);
        }
        List<Pod> finished = podsOf.getOrDefault(ref, List.of());
        if (!finished.isEmpty()) {
            // a Job that has ended: what its next pod would meet
            return new Named.OfPods(ref, List.of(Peers.template(ref, finished.get(0))), true);
        }
        return new Named.Unresolved(text, cluster.find(Pod.class, ref).isPresent() ? "has finished: it takes part in no connection"
                : "names no " + ref.kind() + " of the snapshot");
    }

    private Named service(Service service) {
        List<Peer.OfPod> backends = new ArrayList<>();
        if (service.hasSelector()) {
            String namespace = service.meta().namespace();
            for (Pod pod : cluster.podsIn(namespace)) {
                if (!pod.finished() && selects(service, pod.meta().labels())) {
                    backends.add(Peers.of(pod));
                }
            }
            if (!cluster.complete("Pod", namespace)) {
                // manifests: a workload without pods of its own stands for those that it will make
                cluster.all(Workload.class).stream().filter(w -> w.meta().namespace().equals(namespace) && w.meta().owner().isEmpty()
                        && selects(service, w.templateLabels()) && pods(w.ref()).isEmpty()).forEach(w -> backends.add(Peers.template(w)));
            }
        }
        return new Named.OfService(service, List.copyOf(backends));
    }

    private static boolean selects(Service service, Map<String, String> labels) {
        return labels.entrySet().containsAll(service.selector().entrySet());
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new HashMap<>();
        String[][] forms = {{"Pod", "po", "pods"}, {"Service", "svc", "services"}, {"Deployment", "deploy", "deployments"},
                {"StatefulSet", "sts", "statefulsets"}, {"DaemonSet", "ds", "daemonsets"}, {"ReplicaSet", "rs", "replicasets"},
                {"ReplicationController", "rc", "replicationcontrollers"}, {"Job", "jobs"}, {"CronJob", "cj", "cronjobs"},
                {"DeploymentConfig", "dc", "deploymentconfigs"}, {"Rollout", "ro", "rollouts"}, {"Node", "no", "nodes"}};
        for (String[] row : forms) {
            for (String form : row) {
                kinds.put(form.toLowerCase(Locale.ROOT), row[0]);
            }
        }
        return Map.copyOf(kinds);
    }
}
