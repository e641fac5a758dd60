package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates {@code networking.k8s.io/v1} NetworkPolicies for one connection, as the API defines them: a pod is isolated in a
 * direction once any policy selects it for that direction, and then only what some policy admits is allowed; policies add up.
 */
final class PolicyModel {

    /** Three-valued: a namespace whose labels were not seen makes its selector undecidable. */
    enum Admits { YES, NO, UNKNOWN }

    /**
     * What the policies of one direction say.
     *
     * @param isolating policies that isolate the pod, in order of name
     * @param miss      nearest miss of the nearest policy, empty where allowed
     */
    record Verdict(Admits admits, List<NetworkPolicy> isolating, Optional<Miss> miss) {
    }

    /**
     * Why a rule does not admit.
     *
     * @param kind  {@code no-rule peer port namespace-label}; a larger rank is nearer
     */
    record Miss(NetworkPolicy policy, String kind, String text, int rank) {
    }

    /** A connection to judge: the pod port is resolved, names of ports are the server's. */
    record Flow(Pod client, Pod server, int port, String protocol) {
    }

    private final Cluster cluster;
    private final Map<String, List<NetworkPolicy>> byNamespace = new HashMap<>();

    PolicyModel(Cluster cluster) {
        this.cluster = cluster;
        for (NetworkPolicy policy : cluster.all(NetworkPolicy.class)) {
            byNamespace.computeIfAbsent(policy.meta().namespace(), ns -> new ArrayList<>()).add(policy);
        }
    }

    List<NetworkPolicy> isolating(Pod pod, boolean ingress) {
        List<NetworkPolicy> isolating = new ArrayList<>();
        if (pod.hostNetwork()) {
            return isolating;
        }
        for (NetworkPolicy policy : byNamespace.getOrDefault(pod.meta().namespace(), List.of())) {
            if ((ingress ? policy.isolatesIngress() : policy.isolatesEgress())
                    && policy.podSelector().matches(pod.meta().labels())) {
                isolating.add(policy);
            }
        }
        return isolating;
    }

    Verdict ingress(Flow flow) {
        return judge(flow, isolating(flow.server(), true), true);
    }

    Verdict egress(Flow flow) {
        return judge(flow, isolating(flow.client(), false), false);
    }

    private Verdict judge(Flow flow, List<NetworkPolicy> isolating, boolean ingress) {
        if (isolating.isEmpty()) {
            return new Verdict(Admits.YES, isolating, Optional.empty());
        }
        boolean unknown = false;
        Miss nearest = null;
        for (NetworkPolicy policy : isolating) {
            List<NetworkPolicy.Rule> rules = ingress ? policy.ingress() : policy.egress();
            if (rules.isEmpty()) {
                nearest = nearer(nearest, new Miss(policy, "no-rule", "it admits nothing", 0));
            }
            for (NetworkPolicy.Rule rule : rules) {
                Admits peer = peers(rule, flow, policy, ingress);
                boolean port = ports(rule.ports(), flow);
                if (peer == Admits.YES && port) {
                    return new Verdict(Admits.YES, isolating, Optional.empty());
                }
                unknown |= peer == Admits.UNKNOWN && port;
                nearest = nearer(nearest, miss(policy, rule, flow, ingress, peer, port));
            }
        }
        return new Verdict(unknown ? Admits.UNKNOWN : Admits.NO, isolating, Optional.ofNullable(nearest));
    }

    private static Miss nearer(Miss a, Miss b) {
        return a == null || b.rank() > a.rank() ? b : a;
    }

    private Miss miss(NetworkPolicy policy, NetworkPolicy.Rule rule, Flow flow, boolean ingress, Admits peer, boolean port) {
        if (peer == Admits.YES) {
            return new Miss(policy, "port", "the peer matches but the port does not: it allows " + portsText(rule.ports())
                    + ", the connection needs " + flow.port() + "/" + flow.protocol(), 4);
        }
        Pod other = ingress ? flow.client() : flow.server();
        for (NetworkPolicy.Peer p : rule.peers()) {
            boolean podFits = p.pods().map(s -> s.matches(other.meta().labels())).orElse(true);
            if (p.namespaces().isPresent() && podFits && selectsNoNamespace(p.namespaces().get())) {
                return new Miss(policy, "namespace-label", "it admits namespaces with " + p.namespaces().get()
                        + ", but namespace " + other.meta().namespace() + " has no such label", port ? 3 : 2);
            }
            // an empty podSelector plainly means "my own namespace"; one with labels was meant for somebody
            if (p.namespaces().isEmpty() && podFits && p.pods().filter(s -> !s.empty()).isPresent()
                    && !other.meta().namespace().equals(policy.meta().namespace())) {
                return new Miss(policy, "namespace", "its podSelector alone means pods of its own namespace "
                        + policy.meta().namespace() + ", not of " + other.meta().namespace(), port ? 3 : 2);
            }
        }
        return new Miss(policy, "peer", "no rule names " + other.ref() + " (it admits " + peersText(rule.peers()) + ")", 1);
    }

    /** A selector that fits another namespace means that one; one that fits none has lost its namespace. */
    private boolean selectsNoNamespace(LabelSelector selector) {
        List<io.netdx.fact.Namespace> all = cluster.all(io.netdx.fact.Namespace.class);
        return !all.isEmpty() && all.stream().noneMatch(n -> selector.matches(n.meta().labels()));
    }

    static String peersText(List<NetworkPolicy.Peer> peers) {
        List<String> texts = new ArrayList<>();
        for (NetworkPolicy.Peer p : peers) {
            texts.add(!p.cidr().isEmpty() ? p.cidr() : p.namespaces().map(s -> "namespaces " + s).orElse("")
                    + (p.namespaces().isPresent() && p.pods().isPresent() ? " and " : "")
                    + p.pods().map(s -> "pods " + s).orElse(""));
        }
        return texts.isEmpty() ? "everyone" : String.join(" or ", texts);
    }

    private static String portsText(List<NetworkPolicy.Port> ports) {
        List<String> texts = new ArrayList<>();
        ports.forEach(p -> texts.add((p.port().isEmpty() ? "every port" : p.port()) + (p.endPort() > 0 ? "-" + p.endPort() : "")
                + "/" + p.protocol()));
        return String.join(", ", texts);
    }

    private Admits peers(NetworkPolicy.Rule rule, Flow flow, NetworkPolicy policy, boolean ingress) {
        if (rule.peers().isEmpty()) {
            return Admits.YES;
        }
        Pod other = ingress ? flow.client() : flow.server();
        Admits best = Admits.NO;
        for (NetworkPolicy.Peer peer : rule.peers()) {
            Admits admits = peer(peer, other, policy);
            if (admits == Admits.YES) {
                return Admits.YES;
            }
            best = admits == Admits.UNKNOWN ? Admits.UNKNOWN : best;
        }
        return best;
    }

    private Admits peer(NetworkPolicy.Peer peer, Pod other, NetworkPolicy policy) {
        if (!peer.cidr().isEmpty()) {
            return other.podIps().isEmpty() ? Admits.UNKNOWN : block(peer, other) ? Admits.YES : Admits.NO;
        }
        if (other.hostNetwork() || !peer.pods().map(s -> s.matches(other.meta().labels())).orElse(true)) {
            return Admits.NO;
        }
        if (peer.namespaces().isEmpty()) {
            return other.meta().namespace().equals(policy.meta().namespace()) ? Admits.YES : Admits.NO;
        }
        return namespace(peer.namespaces().get(), other.meta().namespace());
    }

    private Admits namespace(LabelSelector selector, String namespace) {
        if (selector.empty()) {
            return Admits.YES;
        }
        Map<String, String> labels = cluster.namespaceLabels(namespace);
        if (labels.isEmpty() && !cluster.complete("Namespace", io.netdx.fact.Coverage.ALL)) {
            // every namespace carries its name as a label since Kubernetes 1.21
            Map<String, String> name = Map.of("kubernetes.io/metadata.name", namespace);
            return selector.matches(name) ? Admits.YES : selector.matchExpressions().isEmpty()
                    && selector.matchLabels().keySet().equals(name.keySet()) ? Admits.NO : Admits.UNKNOWN;
        }
        return selector.matches(labels) ? Admits.YES : Admits.NO;
    }

    private static boolean block(NetworkPolicy.Peer peer, Pod other) {
        for (String ip : other.podIps()) {
            Optional<Cidr> cidr = Cidr.parse(peer.cidr());
            if (cidr.isPresent() && cidr.get().contains(ip)
                    && peer.except().stream().noneMatch(e -> Cidr.parse(e).filter(c -> c.contains(ip)).isPresent())) {
                return true;
            }
        }
        return false;
    }

    private static boolean ports(List<NetworkPolicy.Port> ports, Flow flow) {
        if (ports.isEmpty()) {
            return true;
        }
        for (NetworkPolicy.Port port : ports) {
            if (port.protocol().equals(flow.protocol()) && (port.port().isEmpty() || number(port, flow))) {
                return true;
            }
        }
        return false;
    }

    private static boolean number(NetworkPolicy.Port port, Flow flow) {
        if (Character.isDigit(port.port().charAt(0))) {
            int from = Integer.parseInt(port.port());
            return flow.port() == from || port.endPort() > 0 && flow.port() >= from && flow.port() <= port.endPort();
        }
        for (Container c : flow.server().containers()) {
            for (Container.Port p : c.ports()) {
                if (p.name().equals(port.port()) && p.number() == flow.port() && p.protocol().equals(flow.protocol())) {
                    return true;
                }
            }
        }
        return false;
    }
}
