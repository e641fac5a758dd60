package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.CalicoNetworkSet;
import io.netdx.fact.CalicoRule;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Matches flows against rules of Calico: all that a rule names must fit. */
final class CalicoRules {

    private static final int REMEMBERED = 10_000;

    private record SetOf(CalicoNetworkSet set, Blocks nets) {
    }

    /** One side of a rule, read once; {@code namespaces} empty where every namespace will do. */
    private record Side(CalicoRule.Entity source, Blocks nets, Blocks notNets, Optional<CalicoSelector> selector,
                        Optional<CalicoSelector> notSelector, Optional<CalicoSelector> namespaces, Optional<CalicoSelector> accounts) {
    }

    /** A rule, read once. */
    static final class Rule {
        final CalicoRule source;
        private final Side from;
        private final Side to;

        /** @param namespace of the policy; empty for one of the whole cluster */
        Rule(CalicoRule source, String namespace) {
            this.source = source;
            this.from = side(source.source(), namespace);
            this.to = side(source.destination(), namespace);
        }

        private static Side side(CalicoRule.Entity entity, String namespace) {
            boolean accounts = !entity.serviceAccounts().isEmpty() || !entity.serviceAccountSelector().isEmpty();
            boolean selects = !entity.selector().isEmpty() || accounts || !entity.notSelector().isEmpty();
            Optional<CalicoSelector> namespaces = !entity.namespaceSelector().isEmpty()
                    ? Optional.of(CalicoSelector.parse(entity.namespaceSelector(), CalicoLabels.OF_NAMESPACE))
                    : !namespace.isEmpty() && selects ? Optional.of(CalicoSelector.parse(CalicoLabels.NAMESPACE + " == '" + namespace + "'"))
                    : Optional.empty();
            return new Side(entity, new Blocks(entity.nets()), new Blocks(entity.notNets()), selector(entity.selector(), ""),
                    selector(entity.notSelector(), ""), namespaces,
                    accounts ? Optional.of(accounts(entity)) : Optional.empty());
        }

        private static CalicoSelector accounts(CalicoRule.Entity entity) {
            if (entity.serviceAccounts().isEmpty()) {
                return CalicoSelector.parse(entity.serviceAccountSelector(), CalicoLabels.OF_ACCOUNT);
            }
            String names = CalicoLabels.OF_ACCOUNT + "projectcalico.org/name in {'" + String.join("','", entity.serviceAccounts()) + "'}";
            return entity.serviceAccountSelector().isEmpty() ? CalicoSelector.parse(names)
                    : CalicoSelector.both(CalicoSelector.parse(names), CalicoSelector.parse(entity.serviceAccountSelector(), CalicoLabels.OF_ACCOUNT));
        }

        private static Optional<CalicoSelector> selector(String text, String prefix) {
            return text.isEmpty() ? Optional.empty() : Optional.of(CalicoSelector.parse(text, prefix));
        }
    }

    private final Cluster cluster;
    private final CalicoLabels labels;
    private final NodeLookup nodes;
    private final List<SetOf> sets = new ArrayList<>();
    private final Map<List<String>, List<SetOf>> holding = new HashMap<>();
    private final List<OtherObject> hosts = new ArrayList<>();

    CalicoRules(Cluster cluster, CalicoLabels labels) {
        this.cluster = cluster;
        this.labels = labels;
        this.nodes = new NodeLookup(cluster);
        cluster.all(CalicoNetworkSet.class).forEach(s -> sets.add(new SetOf(s, new Blocks(s.nets()))));
        for (OtherObject object : cluster.all(OtherObject.class)) {
            if (object.ref().kind().equals("HostEndpoint")) {
                hosts.add(object);
            }
        }
    }

    Match matches(Rule rule, Flow flow) {
        Match match = protocol(rule.source, flow);
        if (match == Match.NO) {
            return Match.NO;
        }
        match = match.and(version(rule.source, flow)).and(ports(rule, flow));
        if (match == Match.NO) {
            return Match.NO;
        }
        match = match.and(side(rule.from, flow.from(), flow)).and(side(rule.to, flow.to(), flow));
        return rule.source.unsupported().isEmpty() ? match : match.and(Match.UNKNOWN);
    }

    private static Match protocol(CalicoRule rule, Flow flow) {
        if (rule.icmp()) {
            return Match.NO;
        }
        boolean fits = (rule.protocol().isEmpty() || same(rule.protocol(), flow.protocol()))
                && (rule.notProtocol().isEmpty() || !same(rule.notProtocol(), flow.protocol()));
        return Match.of(fits);
    }

    private static boolean same(String written, String protocol) {
        return switch (written) {
            case "6" -> protocol.equals("TCP");
            case "17" -> protocol.equals("UDP");
            case "132" -> protocol.equals("SCTP");
            default -> written.toUpperCase(Locale.ROOT).equals(protocol);
        };
    }

    private static Match version(CalicoRule rule, Flow flow) {
        if (rule.ipVersion() == 0) {
            return Match.YES;
        }
        List<String> ips = flow.to().ips().isEmpty() ? flow.from().ips() : flow.to().ips();
        return ips.isEmpty() ? Match.UNKNOWN : Match.of(ips.stream().anyMatch(ip -> (ip.indexOf(':') >= 0) == (rule.ipVersion() == 6)));
    }

    /** Ports of a source are the client's own choice: what names them cannot be decided. */
    private static Match ports(Rule rule, Flow flow) {
        CalicoRule.Entity to = rule.source.destination();
        Match match = to.ports().isEmpty() ? Match.YES : any(to.ports(), flow);
        if (!to.notPorts().isEmpty()) {
            Match not = any(to.notPorts(), flow);
            match = match.and(not == Match.UNKNOWN ? not : Match.of(not == Match.NO));
        }
        boolean source = !rule.source.source().ports().isEmpty() || !rule.source.source().notPorts().isEmpty();
        return source ? match.and(Match.UNKNOWN) : match;
    }

    private static Match any(List<String> ports, Flow flow) {
        Match best = Match.NO;
        for (String port : ports) {
            best = best.or(port(port, flow));
        }
        return best;
    }

    private static Match port(String port, Flow flow) {
        if (!port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9' || c == ':')) {
            int colon = port.indexOf(':');
            try {
                int first = Integer.parseInt(colon < 0 ? port : port.substring(0, colon));
                int last = colon < 0 ? first : Integer.parseInt(port.substring(colon + 1));
                return Match.of(flow.port() >= first && flow.port() <= last);
            } catch (NumberFormatException e) {
                return Match.UNKNOWN;
            }
        }
        return Match.of(Ports.named(flow, port, ""));
    }

    private Match side(Side side, Peer peer, Flow flow) {
        CalicoRule.Entity entity = side.source;
        Match match = Match.YES;
        if (!entity.nets().isEmpty()) {
            match = side.nets.contain(peer.ips());
        }
        if (!entity.notNets().isEmpty()) {
            match = match.and(not(side.notNets.contain(peer.ips())));
        }
        if (match != Match.NO && (side.selector.isPresent() || side.namespaces.isPresent() || side.accounts.isPresent())) {
            match = match.and(selected(peer, l -> all(l, side.namespaces, side.accounts, side.selector)));
        }
        if (match != Match.NO && side.notSelector.isPresent()) {
            match = match.and(not(selected(peer, side.notSelector.get()::matches)));
        }
        if (match != Match.NO && entity.service().isPresent()) {
            match = match.and(service(entity.service().get(), peer, peer == flow.to() ? Optional.of(flow) : Optional.empty()));
        }
        return match;
    }

    private static Match not(Match match) {
        return match == Match.UNKNOWN ? match : Match.of(match == Match.NO);
    }

    @SafeVarargs
    private static Match all(CalicoSelector.Labels labels, Optional<CalicoSelector>... selectors) {
        Match match = Match.YES;
        for (Optional<CalicoSelector> selector : selectors) {
            match = selector.isEmpty() ? match : match.and(selector.get().matches(labels));
        }
        return match;
    }

    private interface Wanted {
        Match of(CalicoSelector.Labels labels);
    }

    /** Selectors become sets of addresses: those of pods, of network sets and of host endpoints. */
    private Match selected(Peer peer, Wanted wanted) {
        Match best = Match.NO;
        if (peer instanceof Peer.OfPod pod && !pod.hostNetwork()) {
            best = wanted.of(labels.of(pod));
        } else if (nodes.isNode(peer)) {
            best = host(peer, wanted);
        }
        List<SetOf> holding = sets.isEmpty() ? List.of() : holding(peer.ips());
        for (int i = 0; i < holding.size() && best != Match.YES; i++) {
            SetOf set = holding.get(i);
            Match matches = wanted.of(labels.of(set.set()));
            best = matches == Match.NO ? best : best.or(matches.and(set.nets().contain(peer.ips())));
        }
        return best;
    }

    /** Sets that hold one of the addresses, or may. */
    private List<SetOf> holding(List<String> ips) {
        if (holding.size() > REMEMBERED) {
            holding.clear();
        }
        return holding.computeIfAbsent(ips, of -> sets.stream().filter(s -> s.nets().contain(of) != Match.NO).toList());
    }

    private Match host(Peer peer, Wanted wanted) {
        Match best = Match.NO;
        for (OtherObject host : hosts) {
            Map<String, String> fields = host.fields();
            boolean same = fields.getOrDefault("spec.node", "").equals(nodes.nameOf(peer)) || fields.entrySet().stream()
                    .anyMatch(f -> f.getKey().startsWith("spec.expectedIPs[") && peer.ips().contains(f.getValue()));
            best = same ? best.or(wanted.of(labels.ofHost(host.meta().labels()))) : best;
        }
        return best;
    }

    /** @param destination the flow, where ports of endpoints count too */
    private Match service(ObjectRef ref, Peer peer, Optional<Flow> destination) {
        Optional<Service> service = cluster.find(Service.class, ref);
        List<EndpointSlice> slices = service.map(cluster::slicesOf).orElse(List.of());
        if (service.isEmpty() || slices.isEmpty() || peer.ips().isEmpty()) {
            return service.isEmpty() && cluster.complete("Service", ref.namespace()) ? Match.NO : Match.UNKNOWN;
        }
        for (EndpointSlice slice : slices) {
            boolean port = destination.isEmpty() || slice.ports().isEmpty() || slice.ports().stream()
                    .anyMatch(p -> p.number() == destination.get().port() && p.protocol().equals(destination.get().protocol()));
            if (port && slice.endpoints().stream().anyMatch(e -> peer.ips().contains(e.address()))) {
                return Match.YES;
            }
        }
        return Match.NO;
    }
}
