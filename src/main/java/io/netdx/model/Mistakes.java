package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.KubeObject;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.Namespace;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Miss;
import io.netdx.model.policy.Opinion;
import io.netdx.model.policy.Peer;
import io.netdx.net.Cidr;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Says what is wrong with the rule that came nearest to admitting a denied connection. The verdict itself is the policy engine's;
 * here its author's intention is guessed:
 * {@code port named-port or-peers namespace namespace-label host-network except ip-block peer-label ephemeral types
 * empty-rule no-rule peer}, and {@code admin calico cilium} where a policy of another kind denies.
 */
final class Mistakes {

    static final Set<String> EPHEMERAL = Set.of("pod-template-hash", "controller-revision-hash", "statefulset.kubernetes.io/pod-name",
            "apps.kubernetes.io/pod-index", "job-name", "batch.kubernetes.io/job-name", "controller-uid", "batch.kubernetes.io/controller-uid",
            "pod-template-generation");
    /** Below this a rule is not near: it was written for somebody else. */
    static final int NEAR = 6;
    private static final int DECIDES = 100;

    /** @param rank nearer mistakes have larger ranks */
    record Mistake(String kind, ObjectRef policy, String text, int rank) {
    }

    private final Cluster cluster;
    private final Cni cni;

    Mistakes(Cluster cluster, Cni cni) {
        this.cluster = cluster;
        this.cni = cni;
    }

    /** The nearest of all policies that deny; of several that are not near, the newest, because what worked before worked without it. */
    Mistake of(Flow flow, Direction direction, Opinion opinion, Optional<Service> target) {
        ObjectRef newest = opinion.by().get(0);
        Mistake best = new Mistake("peer", newest, "", 0);
        ObjectRef other = ObjectRef.CLUSTER;
        for (ObjectRef ref : opinion.by()) {
            Optional<NetworkPolicy> policy = cluster.find(NetworkPolicy.class, ref);
            if (policy.isPresent()) {
                best = nearer(best, nearest(policy.get(), flow, direction, target));
            } else {
                other = other.equals(ObjectRef.CLUSTER) || created(ref).isAfter(created(other)) ? ref : other;
            }
            newest = created(ref).isAfter(created(newest)) ? ref : newest;
        }
        if (!other.equals(ObjectRef.CLUSTER) && (best.rank() < NEAR && newest.equals(other) || best.rank() == 0)) {
            String text = opinion.miss().filter(m -> m.policy().kind().equals("NetworkPolicy")).isEmpty()
                    ? opinion.miss().map(Miss::text).orElse(opinion.why()) : "";
            return new Mistake(layer(other.kind()), other, text.isEmpty() ? "it denies the connection" : text, DECIDES);
        }
        if (best.rank() < NEAR && !best.policy().equals(newest)) {
            best = cluster.find(NetworkPolicy.class, newest).map(p -> nearest(p, flow, direction, target)).orElse(best);
        }
        return best.text().isEmpty() ? new Mistake(best.kind(), best.policy(), text(best, opinion), best.rank()) : best;
    }

    private Instant created(ObjectRef policy) {
        return created(cluster, policy);
    }

    /** {@link Instant#EPOCH} where it is not known. */
    static Instant created(Cluster cluster, ObjectRef policy) {
        return cluster.find(KubeObject.class, policy).map(o -> o.meta().created()).orElse(Instant.EPOCH);
    }

    private static String text(Mistake mistake, Opinion opinion) {
        return opinion.miss().filter(m -> m.policy().equals(mistake.policy())).map(Miss::text).orElse(switch (mistake.kind()) {
            case "port" -> "the peer matches but the port does not";
            case "namespace-label" -> "no namespace has the label that it names";
            case "namespace" -> "its podSelector alone means pods of its own namespace " + mistake.policy().namespace();
            default -> "no rule names the other side";
        });
    }

    /** {@code admin calico cilium}: whose policy it is. */
    static String layer(String kind) {
        return kind.startsWith("Cilium") ? "cilium" : kind.contains("AdminNetworkPolicy") || kind.equals("ClusterNetworkPolicy") ? "admin"
                : "calico";
    }

    private static Mistake nearer(Mistake a, Mistake b) {
        return b.rank() > a.rank() ? b : a;
    }

    private Mistake nearest(NetworkPolicy policy, Flow flow, Direction direction, Optional<Service> target) {
        boolean ingress = direction == Direction.INGRESS;
        Peer other = ingress ? flow.from() : flow.to();
        Mistake best = new Mistake("peer", policy.ref(), "", 1);
        if ((ingress ? policy.ingress() : policy.egress()).isEmpty()) {
            best = withoutRules(policy, ingress);
        }
        for (NetworkPolicy.Rule rule : ingress ? policy.ingress() : policy.egress()) {
            best = nearer(best, rule(policy, rule, flow, other, target));
        }
        return ephemeral(policy.podSelector()).isPresent() ? nearer(best, new Mistake("ephemeral", policy.ref(), "its podSelector names "
                + ephemeral(policy.podSelector()).get() + ", which changes with every rollout", 20)) : best;
    }

    /** The API server drops an empty list: only the policy's name still says that it was meant to admit everybody. */
    private static Mistake withoutRules(NetworkPolicy policy, boolean ingress) {
        String name = policy.meta().name().toLowerCase(Locale.ROOT);
        boolean allow = (name.contains("allow") || name.contains("permit")) && !name.contains("deny") && !name.contains("disallow");
        if (!(ingress ? policy.egress() : policy.ingress()).isEmpty()) {
            return new Mistake("types", policy.ref(), "it has no " + (ingress ? "ingress" : "egress") + " rule, and isolates for "
                    + (ingress ? "ingress" : "egress") + " all the same", 6);
        }
        return allow ? new Mistake("empty-rule", policy.ref(), "it is called " + policy.meta().name()
                + " and has no rule: an empty list admits nobody, one empty rule ({}) would admit everybody", 7)
                : new Mistake("no-rule", policy.ref(), "it admits nothing", 5);
    }

    private Mistake rule(NetworkPolicy policy, NetworkPolicy.Rule rule, Flow flow, Peer other, Optional<Service> target) {
        boolean ports = rule.ports().isEmpty() || rule.ports().stream().anyMatch(p -> admits(p, flow));
        if (rule.peers().isEmpty() || rule.peers().stream().anyMatch(p -> admits(policy, p, other))) {
            return port(policy, rule, flow, target, other == flow.from());
        }
        Mistake best = new Mistake("peer", policy.ref(), "", 2);
        for (NetworkPolicy.Peer peer : rule.peers()) {
            Mistake one = peer(policy, rule, peer, other, target);
            best = nearer(best, ports ? one : new Mistake(one.kind(), one.policy(), one.text(), one.rank() - 10));
        }
        return best;
    }

    /** A rule for everybody on a port of its own (DNS) was never meant for this connection. */
    private static Mistake port(NetworkPolicy policy, NetworkPolicy.Rule rule, Flow flow, Optional<Service> target, boolean ingress) {
        boolean meant = rule.peers().stream().anyMatch(p -> p.pods().filter(s -> !s.empty()).isPresent()
                || p.namespaces().filter(s -> !s.empty()).isPresent() || !p.cidr().isEmpty() && !p.cidr().endsWith("/0"));
        for (NetworkPolicy.Port p : rule.ports()) {
            boolean name = !p.port().isEmpty() && !Character.isDigit(p.port().charAt(0));
            if (name && !named(p, flow)) {
                return new Mistake("named-port", policy.ref(), flow.to() instanceof Peer.OfPod pod ? "it names the port " + p.port() + "/"
                        + p.protocol() + ", and no container of " + pod.ref() + " has a port of that name"
                        : "it names the port " + p.port() + ", and a name means nothing for an address", meant ? 41 : 15);
            }
            meant |= p.port().equals(flow.port() + "") || target.filter(s -> s.ports().stream()
                    .anyMatch(q -> p.port().equals(q.port() + "") && !p.port().equals("53"))).isPresent();
        }
        boolean dns = rule.ports().stream().allMatch(p -> p.port().equals("53"));
        return (meant || ingress && nobodyListens(rule, flow)) && !dns ? new Mistake("port", policy.ref(), "", 40) : new Mistake("peer", policy.ref(), "", 3);
    }

    /** The rule opens ports of its own pods that none of their containers declares. */
    private static boolean nobodyListens(NetworkPolicy.Rule rule, Flow flow) {
        return flow.to() instanceof Peer.OfPod pod && !pod.ports().isEmpty() && rule.ports().stream().allMatch(p -> !p.port().isEmpty()
                && pod.ports().stream().noneMatch(q -> p.port().equals(q.number() + "") || p.port().equals(q.name())));
    }

    private static boolean named(NetworkPolicy.Port port, Flow flow) {
        return flow.to() instanceof Peer.OfPod pod && pod.ports().stream()
                .anyMatch(p -> p.name().equals(port.port()) && p.protocol().equals(port.protocol()));
    }

    private static boolean admits(NetworkPolicy.Port port, Flow flow) {
        if (!port.protocol().equals(flow.protocol())) {
            return false;
        }
        Optional<Integer> number = EndpointName.number(port.port());
        return port.port().isEmpty() || number.filter(n -> flow.port() >= n && flow.port() <= Math.max(n, port.endPort())).isPresent()
                || number.isEmpty() && flow.to() instanceof Peer.OfPod pod && pod.ports().stream().anyMatch((Container.Port p) ->
                p.name().equals(port.port()) && p.number() == flow.port() && p.protocol().equals(flow.protocol()));
    }

    private boolean admits(NetworkPolicy policy, NetworkPolicy.Peer peer, Peer other) {
        if (!peer.cidr().isEmpty()) {
            return !cni.name().equals("cilium") && contains(peer, other) && !excepted(peer, other);
        }
        return other instanceof Peer.OfPod pod && !pod.hostNetwork() && peer.pods().map(s -> s.matches(pod.labels())).orElse(true)
                && peer.namespaces().map(s -> s.matches(cluster.namespaceLabels(pod.namespace()))).orElse(pod.namespace().equals(policy.meta().namespace()));
    }

    private Mistake peer(NetworkPolicy policy, NetworkPolicy.Rule rule, NetworkPolicy.Peer peer, Peer other, Optional<Service> target) {
        if (!peer.cidr().isEmpty()) {
            return block(policy, peer, other, target);
        }
        if (!(other instanceof Peer.OfPod pod)) {
            return new Mistake("peer", policy.ref(), "", 2);
        }
        boolean labels = peer.pods().map(s -> s.matches(pod.labels())).orElse(true);
        boolean namespace = peer.namespaces().map(s -> s.matches(cluster.namespaceLabels(pod.namespace()))).orElse(pod.namespace().equals(policy.meta().namespace()));
        if (labels && pod.hostNetwork() && namespace && peer.pods().filter(s -> !s.empty()).isPresent()) {
            return new Mistake("host-network", policy.ref(), "it admits pods by labels, and " + pod.ref()
                    + " is on the host network: its packets carry the address of its node", 43);
        }
        boolean someone = peer.pods().filter(s -> !s.empty()).isPresent();
        if (labels && someone && peer.namespaces().isEmpty() && split(rule)) {
            return new Mistake("or-peers", policy.ref(), "the namespaceSelector and the podSelector are two list items: the podSelector alone means"
                    + " pods of namespace " + policy.meta().namespace() + ", and " + pod.ref() + " is in " + pod.namespace(), 42);
        }
        if (labels && peer.namespaces().filter(s -> nowhere(s)).isPresent()) {
            return new Mistake("namespace-label", policy.ref(), "", 36);
        }
        if (labels && peer.namespaces().isEmpty() && !pod.namespace().equals(policy.meta().namespace())) {
            return someone ? new Mistake("namespace", policy.ref(), "", 34) : ownNamespace(policy, pod);
        }
        if (namespace && someone && !labels) {
            return labels(policy, peer, pod);
        }
        return new Mistake("peer", policy.ref(), "", 2);
    }

    /** The usual way to write "everybody here"; a policy that calls itself open to all meant more. */
    private static Mistake ownNamespace(NetworkPolicy policy, Peer.OfPod pod) {
        String text = "podSelector {} means every pod of namespace " + policy.meta().namespace() + ", not everybody: " + pod.ref() + " is in "
                + pod.namespace();
        return opensToAll(policy) ? new Mistake("empty-rule", policy.ref(), text, 14) : new Mistake("peer", policy.ref(), text, 4);
    }

    private static boolean opensToAll(NetworkPolicy policy) {
        String name = policy.meta().name().toLowerCase(Locale.ROOT);
        return (name.contains("allow-all") || name.contains("open") || name.contains("everyone") || name.contains("anyone") || name.contains("public"))
                && !name.contains("namespace");
    }

    /** A namespaceSelector and a podSelector as two items of one list. */
    static boolean split(NetworkPolicy.Rule rule) {
        return rule.peers().stream().anyMatch(p -> p.namespaces().isPresent() && p.pods().isEmpty())
                && rule.peers().stream().anyMatch(p -> p.pods().isPresent() && p.namespaces().isEmpty());
    }

    /** A selector that nobody matches, and that this pod nearly does: a letter apart, or under another key. */
    private Mistake labels(NetworkPolicy policy, NetworkPolicy.Peer peer, Peer.OfPod pod) {
        LabelSelector selector = peer.pods().orElseThrow();
        Optional<String> volatileKey = ephemeral(selector);
        if (volatileKey.isPresent()) {
            return new Mistake("ephemeral", policy.ref(), "it admits pods by " + selector + "; " + volatileKey.get()
                    + " changes with every rollout or replica", 33);
        }
        String differs = "";
        for (Map.Entry<String, String> wanted : selector.matchLabels().entrySet()) {
            String has = pod.labels().get(wanted.getKey());
            if (!wanted.getValue().equals(has)) {
                Optional<String> near = near(wanted, has, pod.labels());
                if (near.isEmpty()) {
                    return new Mistake("peer", policy.ref(), "", 2);
                }
                differs = near.get();
            }
        }
        return differs.isEmpty() || somebody(policy, peer) ? new Mistake("peer", policy.ref(), "", 2)
                : new Mistake("peer-label", policy.ref(), "it admits pods with " + selector + ", which no pod has; " + pod.ref() + " has "
                        + differs, 35);
    }

    private static Optional<String> near(Map.Entry<String, String> wanted, String has, Map<String, String> labels) {
        if (has != null) {
            boolean close = has.equalsIgnoreCase(wanted.getValue()) || Spelling.distance(has, wanted.getValue()) <= Math.max(1, has.length() / 4)
                    || has.startsWith(wanted.getValue() + "-") || wanted.getValue().startsWith(has + "-") || has.endsWith("-" + wanted.getValue())
                    || wanted.getValue().endsWith("-" + has);
            return close ? Optional.of(wanted.getKey() + "=" + has) : Optional.empty();
        }
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            if (label.getValue().equals(wanted.getValue())) {
                return Optional.of(label.getKey() + "=" + label.getValue() + " and no label " + wanted.getKey());
            }
        }
        return Optional.empty();
    }

    private boolean somebody(NetworkPolicy policy, NetworkPolicy.Peer peer) {
        for (Pod pod : cluster.all(Pod.class)) {
            boolean there = peer.namespaces().map(s -> s.matches(cluster.namespaceLabels(pod.meta().namespace())))
                    .orElse(pod.meta().namespace().equals(policy.meta().namespace()));
            if (there && !pod.finished() && peer.pods().orElseThrow().matches(pod.meta().labels())) {
                return true;
            }
        }
        return false;
    }

    static Optional<String> ephemeral(LabelSelector selector) {
        return Stream.concat(selector.matchLabels().keySet().stream(), selector.matchExpressions().stream()
                .map(LabelSelector.Requirement::key)).filter(EPHEMERAL::contains).sorted().findFirst();
    }

    private Mistake block(NetworkPolicy policy, NetworkPolicy.Peer peer, Peer other, Optional<Service> target) {
        if (excepted(peer, other)) {
            return new Mistake("except", policy.ref(), "it admits " + peer.cidr() + " except " + String.join(", ", peer.except()) + ", and "
                    + name(other) + " has an address that is excepted", 32);
        }
        if (contains(peer, other)) {
            return new Mistake("ip-block", policy.ref(), "it admits the addresses " + peer.cidr() + ", but to this CNI (" + cni.name()
                    + ") an ipBlock never means pods", 38);
        }
        Optional<Cidr> range = Cidr.block(peer.cidr());
        boolean service = target.isPresent() && range.isPresent() && target.get().clusterIps().stream()
                .anyMatch(ip -> Cidr.address(ip).filter(range.get()::contains).isPresent());
        if (service) {
            return new Mistake("ip-block", policy.ref(), "it admits " + peer.cidr() + ", the address of " + target.get().ref()
                    + "; policies see the address of the pod behind it", 38);
        }
        boolean pods = range.isPresent() && !range.get().everything() && other instanceof Peer.OfPod pod && !pod.hostNetwork() && podRange(range.get());
        return pods ? new Mistake("ip-block", policy.ref(), "it admits " + peer.cidr() + ", an address for pods that is not "
                + name(other) + "'s: pods get a new address each time they start", 37) : new Mistake("peer", policy.ref(), "", 2);
    }

    private boolean podRange(Cidr range) {
        return cluster.all(Node.class).stream().flatMap(n -> n.podCidrs().stream()).map(Cidr::block).flatMap(Optional::stream)
                .anyMatch(pods -> pods.contains(range));
    }

    private static boolean contains(NetworkPolicy.Peer peer, Peer other) {
        Optional<Cidr> range = Cidr.block(peer.cidr());
        return range.isPresent() && other.ips().stream().anyMatch(ip -> Cidr.address(ip).filter(range.get()::contains).isPresent());
    }

    private static boolean excepted(NetworkPolicy.Peer peer, Peer other) {
        return contains(peer, other) && peer.except().stream().map(Cidr::block).flatMap(Optional::stream)
                .anyMatch(hole -> other.ips().stream().anyMatch(ip -> Cidr.address(ip).filter(hole::contains).isPresent()));
    }

    private static String name(Peer peer) {
        return peer instanceof Peer.OfPod pod ? pod.ref().toString() : peer.ips().get(0);
    }

    private boolean nowhere(LabelSelector selector) {
        return cluster.complete("Namespace", Coverage.ALL) && cluster.all(Namespace.class).stream().noneMatch(n -> selector.matches(cluster.namespaceLabels(n.meta().name())));
    }

}
