package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.Namespace;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the rule that came nearest to admitting a denied flow, and says in words what is missing. */
final class NearestMiss {

    /** Keys that people take for the label that holds a namespace's name. */
    private static final Set<String> MISTAKEN_NAMES = Set.of("name", "namespace", "ns", "app", "kubernetes.io/name", "project");

    private final NamespaceLabels namespaces;
    private final RuleMatching matching;
    private final Map<String, List<Service>> services = new HashMap<>();

    NearestMiss(Cluster cluster, NamespaceLabels namespaces, RuleMatching matching) {
        this.namespaces = namespaces;
        this.matching = matching;
        for (Service service : cluster.all(Service.class)) {
            if (service.hasSelector()) {
                services.computeIfAbsent(service.meta().namespace(), ns -> new ArrayList<>()).add(service);
            }
        }
    }

    /** A rule, or the policy alone where it has none. */
    record Nearest(CompiledPolicy policy, CompiledPolicy.Rule rule, String kind, int peer, int rank) {
    }

    /** The nearest of all rules of these policies; the first of several that are equally near. Null without a policy. */
    Nearest nearest(List<CompiledPolicy> policies, Flow flow, Direction direction) {
        Nearest best = null;
        for (CompiledPolicy policy : policies) {
            List<CompiledPolicy.Rule> rules = policy.rules(direction);
            if (rules.isEmpty()) {
                best = nearer(best, new Nearest(policy, null, "no-rule", 0, 0));
            }
            for (CompiledPolicy.Rule rule : rules) {
                best = nearer(best, miss(policy, rule, flow, direction == Direction.INGRESS ? flow.from() : flow.to()));
            }
        }
        return best;
    }

    private static Nearest nearer(Nearest a, Nearest b) {
        return a == null || b.rank() > a.rank() ? b : a;
    }

    private Nearest miss(CompiledPolicy policy, CompiledPolicy.Rule rule, Flow flow, Peer other) {
        Match peers = matching.peers(policy, rule, other);
        // a peer of which not enough was seen may match: the port is what surely does not
        if (peers == Match.YES || peers == Match.UNKNOWN && matching.ports(rule, flow) == Match.NO) {
            return new Nearest(policy, rule, "port", 0, peers == Match.YES ? 4 : 3);
        }
        int rank = matching.ports(rule, flow) == Match.YES ? 3 : 2;
        for (int i = 0; i < rule.peers().size(); i++) {
            if (other instanceof Peer.OfPod pod && rule.peers().get(i) instanceof PeerMatcher.Pods wanted
                    && wanted.pods().matches(pod.labels()) == Match.YES) {
                if (wanted.namespaces().filter(namespaces::nowhere).isPresent()) {
                    return new Nearest(policy, rule, "namespace-label", i, rank);
                }
                // an empty podSelector plainly means "my own namespace"; one with labels was meant for somebody
                if (wanted.namespaces().isEmpty() && !wanted.pods().everything() && !pod.namespace().equals(policy.namespace())) {
                    return new Nearest(policy, rule, "namespace", i, rank);
                }
            }
        }
        return new Nearest(policy, rule, "peer", 0, 1);
    }

    Miss inWords(Nearest nearest, Flow flow, Direction direction) {
        Peer other = direction == Direction.INGRESS ? flow.from() : flow.to();
        String text = switch (nearest.kind()) {
            case "no-rule" -> "it admits nothing";
            case "port" -> (matching.peers(nearest.policy(), nearest.rule(), other) == Match.YES ? "the peer matches but the port does not: it allows "
                    : "the port does not match: it allows ") + portsText(nearest.rule().source().ports())
                    + ", the connection needs " + flow.port() + "/" + flow.protocol() + servicePort(nearest.rule(), flow)
                    + portName(nearest.rule(), flow);
            case "namespace-label" -> {
                LabelSelector selector = selector(nearest);
                yield "it admits namespaces with " + selector + ", but namespace " + ((Peer.OfPod) other).namespace()
                        + " has no such label" + nameLabel(selector);
            }
            case "namespace" -> "its podSelector alone means pods of its own namespace " + nearest.policy().namespace()
                    + ", not of " + ((Peer.OfPod) other).namespace();
            default -> "no rule names " + name(other) + " (it admits " + peersText(nearest.rule().source().peers()) + ")";
        };
        return new Miss(nearest.policy().ref(), nearest.kind(), text, nearest.rank());
    }

    private static LabelSelector selector(Nearest nearest) {
        return nearest.rule().source().peers().get(nearest.peer()).namespaces().orElseThrow();
    }

    private String nameLabel(LabelSelector selector) {
        if (!namespaces.named()) {
            return "";
        }
        Set<Map.Entry<String, String>> wanted = new TreeSet<>(Map.Entry.comparingByKey());
        wanted.addAll(selector.matchLabels().entrySet());
        selector.matchExpressions().stream().filter(r -> r.operator().equals("In") && r.values().size() == 1)
                .forEach(r -> wanted.add(Map.entry(r.key(), r.values().get(0))));
        return wanted.stream().filter(w -> MISTAKEN_NAMES.contains(w.getKey()) && namespaces.exists(w.getValue())).findFirst()
                .map(w -> "; the label that every namespace has is " + Namespace.NAME_LABEL + "=" + w.getValue()).orElse("");
    }

    /** Policies are judged after the Service's port was translated: its number in a rule is a usual mistake. */
    private String servicePort(CompiledPolicy.Rule rule, Flow flow) {
        if (flow.to() instanceof Peer.OfPod pod) {
            for (Service service : services.getOrDefault(pod.namespace(), List.of())) {
                if (pod.labels().entrySet().containsAll(service.selector().entrySet())) {
                    for (Service.Port port : service.ports()) {
                        boolean named = rule.ports().stream().anyMatch(p -> p.source().port().equals(port.port() + ""));
                        if (named && port.port() != flow.port() && port.protocol().equals(flow.protocol()) && targets(port, pod, flow)) {
                            return "; " + port.port() + " is the port of Service " + service.ref().qualifiedName()
                                    + ", its pods listen on " + flow.port();
                        }
                    }
                }
            }
        }
        return "";
    }

    private static boolean targets(Service.Port port, Peer.OfPod pod, Flow flow) {
        return port.targetPort().equals(flow.port() + "") || pod.ports().stream().anyMatch(p -> p.name().equals(port.targetPort())
                && p.number() == flow.port() && p.protocol().equals(flow.protocol()));
    }

    private static String portName(CompiledPolicy.Rule rule, Flow flow) {
        for (PortMatcher port : rule.ports()) {
            if (!port.name().isEmpty()) {
                if (!(flow.to() instanceof Peer.OfPod pod)) {
                    return "; the port name " + port.name() + " means nothing for an address";
                }
                if (pod.ports().stream().noneMatch(p -> p.name().equals(port.name()) && p.protocol().equals(port.source().protocol()))) {
                    return "; no container of " + name(pod) + " has a port named " + port.name() + "/" + port.source().protocol();
                }
            }
        }
        return "";
    }

    static String name(Peer peer) {
        return peer instanceof Peer.OfPod pod ? pod.ref().toString() : ((Peer.OfAddress) peer).ip();
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
}
