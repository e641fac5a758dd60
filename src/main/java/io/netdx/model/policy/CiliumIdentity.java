package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Coverage;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Namespace;
import io.netdx.fact.ObjectRef;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What Cilium makes of a peer: a set of labels, each with its source. Pods carry {@code k8s} labels, everything else
 * {@code reserved} ones. Policies are decided on nothing else, apart from addresses outside the cluster.
 */
final class CiliumIdentity {

    static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
    static final String NAMESPACE_LABELS = "io.cilium.k8s.namespace.labels.";
    /** Labels that identities leave out by default (identity-relevant labels); each pattern holds from the start of a key. */
    private static final Pattern LEFT_OUT = Pattern.compile("(io\\.kubernetes|kubernetes\\.io|statefulset\\.kubernetes\\.io/pod-name"
            + "|apps\\.kubernetes\\.io/pod-index|batch\\.kubernetes\\.io/(job-completion-index|controller-uid)|beta\\.kubernetes\\.io"
            + "|.*beta\\.kubernetes\\.io|k8s\\.io|pod-template-generation|pod-template-hash|controller-revision-hash|annotation|controller-uid"
            + "|etcd_node).*");

    /** What a side of a connection is to Cilium. */
    enum Kind { POD, HOST, REMOTE_NODE, SOME_NODE, WORLD }

    private final Cluster cluster;
    private final NodeLookup nodes;
    private final boolean closed;
    private final boolean chosenLabels;
    private final Optional<Set<String>> apiServers;

    CiliumIdentity(Cluster cluster) {
        this.cluster = cluster;
        this.nodes = new NodeLookup(cluster);
        this.closed = Scope.of(cluster) == Scope.DECLARED;
        this.chosenLabels = !setting(cluster, "labels").isEmpty();
        this.apiServers = apiServers(cluster);
    }

    /** A key of Cilium's configuration, empty where it is not set or was not seen. */
    static String setting(Cluster cluster, String key) {
        return cluster.all(ConfigMap.class).stream().filter(c -> c.meta().name().equals("cilium-config")).findFirst()
                .map(c -> c.data().getOrDefault(key, "")).orElse("");
    }

    private static Optional<Set<String>> apiServers(Cluster cluster) {
        Set<String> addresses = new TreeSet<>();
        for (EndpointSlice slice : cluster.all(EndpointSlice.class)) {
            if (slice.meta().namespace().equals("default") && slice.service().equals("kubernetes")) {
                slice.endpoints().forEach(e -> addresses.add(e.address()));
            }
        }
        return addresses.isEmpty() ? Optional.empty() : Optional.of(addresses);
    }

    NodeLookup nodes() {
        return nodes;
    }

    /** @param self the pod whose policies are asked: its node is the host, any other a remote one */
    Kind kind(Peer peer, Peer.OfPod self) {
        if (!nodes.isNode(peer)) {
            return peer instanceof Peer.OfPod ? Kind.POD : Kind.WORLD;
        }
        String node = nodes.nameOf(peer);
        return node.isEmpty() || self.node().isEmpty() ? Kind.SOME_NODE : node.equals(self.node()) ? Kind.HOST : Kind.REMOTE_NODE;
    }

    Match reserved(String name, Peer peer, Peer.OfPod self) {
        Kind kind = kind(peer, self);
        return switch (name) {
            case "host" -> kind == Kind.SOME_NODE ? Match.UNKNOWN : Match.of(kind == Kind.HOST);
            case "remote-node" -> kind == Kind.SOME_NODE ? Match.UNKNOWN : Match.of(kind == Kind.REMOTE_NODE);
            case "world" -> Match.of(kind == Kind.WORLD);
            case "world-ipv4" -> Match.of(kind == Kind.WORLD && peer.ips().stream().allMatch(ip -> ip.indexOf(':') < 0));
            case "world-ipv6" -> Match.of(kind == Kind.WORLD && peer.ips().stream().allMatch(ip -> ip.indexOf(':') >= 0));
            case "kube-apiserver" -> apiServer(peer, kind);
            // endpoints of Cilium itself, and pods that it does not manage: what is asked about is none of these
            case "health", "init", "unmanaged", "ingress", "none" -> Match.NO;
            default -> Match.UNKNOWN;
        };
    }

    private Match apiServer(Peer peer, Kind kind) {
        if (kind == Kind.POD) {
            return Match.NO;
        }
        return apiServers.map(known -> Match.of(peer.ips().stream().anyMatch(known::contains))).orElse(Match.UNKNOWN);
    }

    Match entity(String name, Peer peer, Peer.OfPod self) {
        return switch (name) {
            case "all" -> Match.YES;
            case "cluster" -> Match.of(kind(peer, self) != Kind.WORLD);
            default -> reserved(name, peer, self);
        };
    }

    /** A label's value; empty where it is absent, unknown where {@link #seen} is false. Keys without a source mean any source. */
    Optional<String> label(String key, Peer.OfPod pod) {
        String name = name(key);
        if (name.equals(POD_NAMESPACE)) {
            return Optional.of(pod.namespace());
        }
        if (name.startsWith(NAMESPACE_LABELS)) {
            return Optional.ofNullable(cluster.namespaceLabels(pod.namespace()).get(name.substring(NAMESPACE_LABELS.length())));
        }
        return switch (name) {
            case "io.cilium.k8s.policy.serviceaccount" -> Optional.of(pod.serviceAccount()).filter(a -> !a.isEmpty());
            case "io.cilium.k8s.policy.cluster" -> Optional.of(setting(cluster, "cluster-name")).filter(c -> !c.isEmpty());
            default -> Optional.ofNullable(pod.labels().get(name));
        };
    }

    boolean seen(String key, Peer.OfPod pod) {
        String name = name(key);
        if (name.equals(POD_NAMESPACE)) {
            return true;
        }
        if (name.startsWith(NAMESPACE_LABELS)) {
            return closed || label(key, pod).isPresent() || cluster.complete("Namespace", Coverage.ALL)
                    || cluster.find(Namespace.class, ObjectRef.ofNamespace(pod.namespace())).isPresent();
        }
        if (name.startsWith("io.cilium.k8s.policy.")) {
            return label(key, pod).isPresent();
        }
        // what a pod carries, its identity may not
        return !pod.labels().containsKey(name) || !chosenLabels && !LEFT_OUT.matcher(name).matches();
    }

    /** The label's source, {@code any} where the key names none. */
    static String source(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? "any" : key.substring(0, colon);
    }

    static String name(String key) {
        return key.substring(key.indexOf(':') + 1);
    }

}
