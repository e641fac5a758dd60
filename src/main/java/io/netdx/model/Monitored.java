package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Measurement;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Workload;
import io.netdx.net.Cidr;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the workload or node that monitoring means: by the labels' pod or node, an address, or a name within the path of a scrape. */
final class Monitored {

    private final Cluster cluster;
    private final Optional<ObjectRef> dns;
    private final Map<String, Pod> pods = new HashMap<>();
    private final Map<String, ObjectRef> nodes = new HashMap<>();

    /** @param dns the workload of the DNS servers: who else would show figures of CoreDNS */
    Monitored(Cluster cluster, Optional<ObjectRef> dns) {
        this.cluster = cluster;
        this.dns = dns;
        for (Pod pod : cluster.all(Pod.class)) {
            pods.put(pod.meta().name(), pod);
            if (!pod.hostNetwork() && !pod.finished()) {
                pod.podIps().forEach(ip -> pods.put(ip, pod));
            }
        }
        for (Node node : cluster.all(Node.class)) {
            nodes.put(node.meta().name(), node.ref());
            node.internalIp().ifPresent(ip -> nodes.put(ip, node.ref()));
        }
    }

    /** @param about as of a figure */
    Optional<ObjectRef> of(ObjectRef ref, String about) {
        Optional<Pod> pod = pod(ref);
        return switch (about) {
            case "dns" -> pod.map(cluster::workloadOf).or(() -> stranger(ref) ? Optional.empty() : dns);
            case "container", "workload" -> pod.map(cluster::workloadOf).or(() -> ref.kind().equals(Measurement.NAME) ? Optional.empty() : Optional.of(ref));
            case "apiservice" -> Optional.of(ref);
            case "pool" -> Optional.of(ObjectRef.of("IPPool", "", ref.name()));
            default -> ref.kind().equals("Node") ? Optional.of(ref) : pod.filter(p -> !p.node().isEmpty()).map(p -> ObjectRef.ofNode(p.node()))
                    .or(() -> node(ref));
        };
    }

    /** It is named by something that would have to be a pod of the cluster, and none of the pods is it: a server beside the cluster. */
    private boolean stranger(ObjectRef ref) {
        boolean address = ref.kind().equals(Measurement.NAME) && Cidr.parse(ref.name()).isPresent();
        return (address || ref.kind().equals("Pod") && !ref.namespace().isEmpty()) && cluster.complete("Pod", "kube-system");
    }

    private Optional<Pod> pod(ObjectRef ref) {
        if (ref.kind().equals("Pod") && !ref.namespace().isEmpty()) {
            Optional<Pod> exact = cluster.find(Pod.class, ref);
            // kubectl exec takes a workload's name, too
            return exact.isPresent() ? exact : cluster.podsIn(ref.namespace()).stream().filter(p -> cluster.workloadOf(p).name().equals(ref.name())).findFirst();
        }
        if (ref.kind().equals(Measurement.NAME) || ref.kind().equals("Pod")) {
            return Optional.ofNullable(pods.get(ref.name())).or(() -> pods.entrySet().stream().filter(e -> within(ref.name(), e.getKey()))
                    .map(Map.Entry::getValue).max(Comparator.comparing((Pod p) -> p.meta().name().length()).thenComparing(Pod::ref)));
        }
        return Optional.empty();
    }

    private Optional<ObjectRef> node(ObjectRef ref) {
        ObjectRef known = nodes.get(ref.name());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ObjectRef> named = nodes.entrySet().stream().filter(e -> within(ref.name(), e.getKey())).map(Map.Entry::getValue)
                .max(Comparator.comparing((ObjectRef n) -> n.name().length()).thenComparing(n -> n));
        // whatever is monitored beside the nodes of a cluster is none of them
        boolean may = nodes.isEmpty() && ref.kind().equals(Measurement.NAME) && !ref.name().isEmpty() && ref.name().indexOf('/') < 0;
        return named.isPresent() || !may ? named : Optional.of(ObjectRef.ofNode(ref.name()));
    }

    /** A name as a word of a path: {@code snapshot/metrics/coredns-668d6bf9bc-2x6x6.prom}. */
    private static boolean within(String path, String name) {
        if (name.length() < 4) {
            return false;
        }
        for (int at = path.indexOf(name); at >= 0; at = path.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || !Character.isLetterOrDigit(path.charAt(at - 1))) && (end == path.length() || !Character.isLetterOrDigit(path.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    /** The snapshot itself shows how the object is, which counts more than what an alert says of it. */
    boolean shown(ObjectRef ref) {
        return switch (ref.kind()) {
            case "Node" -> cluster.node(ref.name()).isPresent();
            case "APIService" -> cluster.find(io.netdx.fact.ApiService.class, ref).isPresent();
            case "Pod" -> cluster.find(Pod.class, ref).isPresent() || cluster.complete("Pod", ref.namespace());
            default -> cluster.find(Workload.class, ref).isPresent() && cluster.complete("Pod", ref.namespace())
                    || cluster.podsIn(ref.namespace()).stream().anyMatch(p -> cluster.workloadOf(p).equals(ref));
        };
    }
}
