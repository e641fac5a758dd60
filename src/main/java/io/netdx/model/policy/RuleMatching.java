package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import io.netdx.net.AddressIntervals;

/** Matches the other side of a flow and its port against rules, as {@code networking.k8s.io/v1} defines it. */
final class RuleMatching {

    private final NamespaceLabels namespaces;
    private final CniProfile profile;
    private final AddressIntervals intervals;
    private final boolean podsHaveIpv4;
    private final boolean podsHaveIpv6;

    RuleMatching(Cluster cluster, NamespaceLabels namespaces, CniProfile profile, AddressIntervals intervals) {
        this.namespaces = namespaces;
        this.profile = profile;
        this.intervals = intervals;
        this.podsHaveIpv4 = family(cluster, false);
        this.podsHaveIpv6 = family(cluster, true);
    }

    /** A pod has an address of each family of its cluster. */
    private static boolean family(Cluster cluster, boolean ipv6) {
        return cluster.all(Pod.class).stream().flatMap(p -> p.podIps().stream()).anyMatch(ip -> ipv6 == ip.indexOf(':') >= 0)
                || cluster.all(Node.class).stream().flatMap(n -> n.podCidrs().stream()).anyMatch(r -> ipv6 == r.indexOf(':') >= 0);
    }

    Match rule(CompiledPolicy policy, CompiledPolicy.Rule rule, Flow flow, Direction direction) {
        Match ports = ports(rule, flow);
        return ports == Match.NO ? Match.NO : ports.and(peers(policy, rule, direction == Direction.INGRESS ? flow.from() : flow.to()));
    }

    Match ports(CompiledPolicy.Rule rule, Flow flow) {
        Match best = Match.of(rule.ports().isEmpty());
        for (int i = 0; i < rule.ports().size() && best != Match.YES; i++) {
            best = best.or(rule.ports().get(i).matches(flow));
        }
        return best;
    }

    Match peers(CompiledPolicy policy, CompiledPolicy.Rule rule, Peer other) {
        Match best = Match.of(rule.peers().isEmpty());
        for (int i = 0; i < rule.peers().size() && best != Match.YES; i++) {
            best = best.or(peer(policy, rule.peers().get(i), other));
        }
        return best;
    }

    private Match peer(CompiledPolicy policy, PeerMatcher matcher, Peer other) {
        if (matcher instanceof PeerMatcher.Pods pods) {
            return other instanceof Peer.OfPod pod && asPod(pod) ? pods(policy, pods, pod) : Match.NO;
        }
        return matcher instanceof PeerMatcher.Block block ? block(block, other) : Match.UNKNOWN;
    }

    /** Traffic of pods on the host network is the node's: selectors do not see it. */
    private boolean asPod(Peer.OfPod pod) {
        return !pod.hostNetwork() || profile.hostNetworkAsPod();
    }

    private Match pods(CompiledPolicy policy, PeerMatcher.Pods matcher, Peer.OfPod pod) {
        Match labels = matcher.pods().matches(pod.labels());
        if (labels == Match.NO) {
            return Match.NO;
        }
        return labels.and(matcher.namespaces().map(s -> namespaces.matches(s, pod.namespace()))
                .orElse(Match.of(pod.namespace().equals(policy.namespace()))));
    }

    private Match block(PeerMatcher.Block block, Peer other) {
        if (other instanceof Peer.OfAddress address) {
            return !address.node().isEmpty() && nodesAreNoAddresses() ? Match.NO : any(block, other);
        }
        Peer.OfPod pod = (Peer.OfPod) other;
        if (!asPod(pod)) {
            return nodesAreNoAddresses() ? Match.NO : pod.ips().isEmpty() ? Match.UNKNOWN : any(block, pod);
        }
        if (!profile.ipBlockMatchesPods() && !profile.cni().equals(CniProfile.UNKNOWN)) {
            return Match.NO;
        }
        Match matches = !pod.ips().isEmpty() ? any(block, pod)
                : Match.of(block.whole() && (block.ipv6() ? podsHaveIpv6 : podsHaveIpv4)).or(Match.UNKNOWN);
        // whether the block sees addresses of pods at all depends on the CNI
        return profile.cni().equals(CniProfile.UNKNOWN) ? matches.and(Match.UNKNOWN) : matches;
    }

    /** To Cilium nodes are identities, not addresses, unless it was configured otherwise. */
    private boolean nodesAreNoAddresses() {
        return profile.cni().equals("cilium");
    }

    private Match any(PeerMatcher.Block block, Peer other) {
        Match best = Match.NO;
        for (String ip : other.ips()) {
            int interval = intervals.of(ip);
            best = best.or(interval < 0 ? Match.UNKNOWN : block.contains(interval));
        }
        return best;
    }
}
