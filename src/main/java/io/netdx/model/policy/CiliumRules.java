package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.CiliumCidrGroup;
import io.netdx.fact.CiliumPolicy;
import io.netdx.fact.Coverage;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Matches flows against rules of Cilium. */
final class CiliumRules {

    /** A rule, read once. */
    static final class Rule {
        final CiliumPolicy.Rule source;
        private final List<CiliumSelector> endpoints;
        private final List<RangeOf> blocks;

        Rule(CiliumPolicy.Rule source) {
            this.source = source;
            this.endpoints = source.peers().map(p -> p.endpoints().stream().map(CiliumSelector::new).toList()).orElse(List.of());
            this.blocks = source.peers().map(p -> p.blocks().stream().map(b -> new RangeOf(b, new Blocks(b.cidr().isEmpty()
                    ? List.of() : List.of(b.cidr())), new Blocks(b.except()))).toList()).orElse(List.of());
        }
    }

    private record RangeOf(CiliumPolicy.Block source, Blocks range, Blocks except) {
    }

    private final Cluster cluster;
    private final CiliumIdentity identity;
    private final boolean blocksMatchNodes;

    CiliumRules(Cluster cluster, CiliumIdentity identity) {
        this.cluster = cluster;
        this.identity = identity;
        this.blocksMatchNodes = CiliumIdentity.setting(cluster, "policy-cidr-match-mode").contains("nodes");
    }

    /**
     * Whether the rule holds for the flow.
     *
     * @param namespace of the policy, empty for a clusterwide one
     */
    Match matches(Rule rule, String namespace, Flow flow, Peer.OfPod self, Peer other) {
        CiliumPolicy.Rule source = rule.source;
        boolean l4 = !source.ports().isEmpty();
        if (source.icmp() && !l4 || source.peers().isEmpty() && !l4) {
            // an empty rule selects nobody: it only brings isolation about
            return source.unsupported().isEmpty() ? Match.NO : Match.UNKNOWN;
        }
        Match match = l4 ? ports(source.ports(), flow) : Match.YES;
        if (match == Match.NO) {
            return Match.NO;
        }
        match = match.and(source.peers().isEmpty() ? Match.YES : peers(rule, namespace, self, other));
        return source.unsupported().isEmpty() ? match : match.and(Match.UNKNOWN);
    }

    private static Match ports(List<CiliumPolicy.Ports> all, Flow flow) {
        Match best = Match.NO;
        for (CiliumPolicy.Ports ports : all) {
            best = best.or(Match.of(ports.ports().isEmpty()));
            for (CiliumPolicy.Port port : ports.ports()) {
                best = best.or(port(port, flow));
            }
        }
        return best;
    }

    private static Match port(CiliumPolicy.Port port, Flow flow) {
        String protocol = port.protocol().toUpperCase(Locale.ROOT);
        if (!protocol.equals("ANY") && !protocol.equals(flow.protocol())) {
            return Match.NO;
        }
        if (!port.port().chars().allMatch(c -> c >= '0' && c <= '9') || port.port().length() > 5) {
            return Match.of(Ports.named(flow, port.port(), ""));
        }
        int first = Integer.parseInt(port.port());
        return Match.of(first == 0 || flow.port() >= first && flow.port() <= Math.max(first, port.last()));
    }

    /** Whether the other side is among the peers of the rule, whatever the port. */
    Match peers(Rule rule, String namespace, Peer.OfPod self, Peer other) {
        CiliumPolicy.Peers peers = rule.source.peers().orElseThrow();
        // an empty list of peers selects everybody in old versions and nobody in new ones
        Match best = peers.none() ? Match.UNKNOWN : Match.NO;
        for (CiliumSelector selector : rule.endpoints) {
            best = best.or(endpoint(selector, namespace, self, other));
        }
        for (String entity : peers.entities()) {
            best = best.or(identity.entity(entity, other, self));
        }
        CiliumIdentity.Kind kind = identity.kind(other, self);
        boolean node = kind != CiliumIdentity.Kind.POD && kind != CiliumIdentity.Kind.WORLD;
        if (kind == CiliumIdentity.Kind.WORLD || node && blocksMatchNodes) {
            for (RangeOf block : rule.blocks) {
                best = best.or(block(block, other));
            }
        }
        if (kind == CiliumIdentity.Kind.WORLD && !peers.domainNames().isEmpty() || node && !peers.nodes().isEmpty()) {
            best = best.or(Match.UNKNOWN);
        }
        for (CiliumPolicy.ServicePeer service : peers.services()) {
            best = best.or(services(service, namespace, other, kind));
        }
        return peers.unsupported().isEmpty() || kind == CiliumIdentity.Kind.POD ? best : best.or(Match.UNKNOWN);
    }

    /** Without a namespace, a namespaced policy means its own, and a clusterwide one the pods of all. */
    private Match endpoint(CiliumSelector selector, String namespace, Peer.OfPod self, Peer other) {
        Match match = selector.matches(other, self, identity);
        if (match == Match.NO || selector.names("reserved", "")) {
            return match;
        }
        boolean named = selector.names("", CiliumIdentity.POD_NAMESPACE);
        boolean pod = identity.kind(other, self) == CiliumIdentity.Kind.POD;
        if (named) {
            return match;
        }
        if (!pod) {
            return Match.NO;
        }
        if (namespace.isEmpty() || namespace.equals(((Peer.OfPod) other).namespace())) {
            return match;
        }
        // labels of namespaces lift the limit to one's own namespace in new versions only
        return selector.names("", CiliumIdentity.NAMESPACE_LABELS) ? match.and(Match.UNKNOWN) : Match.NO;
    }

    private Match block(RangeOf block, Peer other) {
        CiliumPolicy.Block source = block.source();
        Match range = source.cidr().isEmpty() ? groups(source, other) : block.range().contain(other.ips());
        if (range == Match.NO || source.except().isEmpty()) {
            return range;
        }
        Match hole = block.except().contain(other.ips());
        return hole == Match.YES ? Match.NO : hole == Match.UNKNOWN ? range.and(Match.UNKNOWN) : range;
    }

    private Match groups(CiliumPolicy.Block block, Peer other) {
        List<CiliumCidrGroup> groups = new ArrayList<>();
        for (CiliumCidrGroup group : cluster.all(CiliumCidrGroup.class)) {
            boolean wanted = group.meta().name().equals(block.group()) || block.groups().filter(s -> s.matches(group.meta().labels())).isPresent();
            if (wanted) {
                groups.add(group);
            }
        }
        Match best = groups.isEmpty() && !cluster.complete("CiliumCIDRGroup", Coverage.ALL) ? Match.UNKNOWN : Match.NO;
        for (CiliumCidrGroup group : groups) {
            best = best.or(new Blocks(group.cidrs()).contain(other.ips()));
        }
        return best;
    }

    private Match services(CiliumPolicy.ServicePeer peer, String namespace, Peer other, CiliumIdentity.Kind kind) {
        String in = peer.namespace().isEmpty() ? namespace : peer.namespace();
        if (peer.labels().isEmpty()) {
            Optional<Service> service = in.isEmpty() ? Optional.empty() : cluster.find(Service.class, ObjectRef.of("Service", in, peer.name()));
            return service.map(s -> behind(s, other, kind)).orElse(!in.isEmpty() && cluster.complete("Service", in) ? Match.NO : Match.UNKNOWN);
        }
        LabelSelector labels = peer.labels().get();
        Match best = cluster.complete("Service", in.isEmpty() ? Coverage.ALL : in) ? Match.NO : Match.UNKNOWN;
        for (Service service : cluster.all(Service.class)) {
            if ((in.isEmpty() || service.meta().namespace().equals(in)) && labels.matches(service.meta().labels())) {
                best = best.or(behind(service, other, kind));
            }
        }
        return best;
    }

    /** A Service stands for the pods that its selector matches, else for the addresses of its endpoints outside the cluster. */
    private Match behind(Service service, Peer other, CiliumIdentity.Kind kind) {
        if (kind == CiliumIdentity.Kind.POD) {
            Peer.OfPod pod = (Peer.OfPod) other;
            return Match.of(service.hasSelector() && pod.namespace().equals(service.meta().namespace())
                    && pod.labels().entrySet().containsAll(service.selector().entrySet()));
        }
        if (service.hasSelector() || kind != CiliumIdentity.Kind.WORLD) {
            return Match.NO;
        }
        boolean listed = cluster.slicesOf(service).stream().flatMap(s -> s.endpoints().stream()).anyMatch(e -> other.ips().contains(e.address()));
        return listed ? Match.YES : cluster.slicesOf(service).isEmpty() ? Match.UNKNOWN : Match.NO;
    }

    /** Why a rule could not be decided, for people. */
    static String doubt(ObjectRef policy, CiliumPolicy.Rule rule) {
        if (!rule.unsupported().isEmpty()) {
            return policy + " uses " + String.join(", ", rule.unsupported()) + ", which is not evaluated";
        }
        CiliumPolicy.Peers peers = rule.peers().orElse(new CiliumPolicy.Peers(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of()));
        if (!peers.domainNames().isEmpty()) {
            return policy + " names addresses by DNS names, which only the answers seen by Cilium's DNS proxy can tell: "
                    + String.join(", ", peers.domainNames());
        }
        return peers.unsupported().isEmpty() ? "labels, nodes or addresses that " + policy + " asks for were not seen"
                : policy + " uses " + String.join(", ", peers.unsupported()) + ", which is not evaluated";
    }
}
