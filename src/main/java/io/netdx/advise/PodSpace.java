package io.netdx.advise;

import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import io.netdx.knowledge.Knowledge;
import io.netdx.model.address.AddressHeadroom;
import io.netdx.model.address.AddressPlan;
import io.netdx.model.address.AddressRange;
import io.netdx.model.address.AddressUse;
import io.netdx.net.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many pods the addresses suffice for: on the nodes that there are, and on as many as the cluster's range serves. IPv4 decides;
 * nobody runs out of IPv6 ranges.
 */
final class PodSpace {

    private static final int BITS = 32;
    private static final long RESERVED = 3;
    private static final long USUAL_MASK = 24;

    private final Situation situation;
    private final long usualPods;
    private final List<AddressRange> plan;
    private final List<AddressHeadroom> headroom;

    PodSpace(Situation situation, Knowledge knowledge) {
        this.situation = situation;
        this.usualPods = knowledge.row("scale", "pods-per-node").number("most");
        this.plan = situation.cluster().map(AddressPlan::of).orElse(List.of());
        this.headroom = situation.cluster().map(c -> new AddressUse(c, plan).headroom()).orElse(List.of());
    }

    List<AddressHeadroom> of(String kind) {
        return headroom.stream().filter(h -> h.kind().equals(kind) && !ipv6(h.range())).toList();
    }

    private static boolean ipv6(String range) {
        return range.indexOf(':') >= 0;
    }

    /** The cluster's pod range as it is counted with; empty if unknown. */
    Optional<Cidr> range() {
        return situation.whatIf().podRange().or(() -> stated().map(AddressRange::cidr));
    }

    private Optional<AddressRange> stated() {
        return plan.stream().filter(r -> r.use() == AddressRange.Use.POD && r.wholeCluster() && !r.cidr().ipv6())
                .max(java.util.Comparator.comparingLong((AddressRange r) -> r.cidr().size()).thenComparing(r -> r.cidr().toString()));
    }

    /** True where each node has its own piece of the range. */
    boolean byNode() {
        return !situation.nodeRanges().equals("no") && range().filter(r -> r.size() > piece()).isPresent();
    }

    /** Addresses in a node's piece. */
    long piece() {
        Long mask = situation.whatIf().numbers().get("node-mask");
        if (mask != null || situation.whatIf().podRange().isPresent()) {
            return 1L << BITS - (mask != null ? mask : USUAL_MASK);
        }
        return of("node-pods").stream().findFirst().flatMap(h -> Cidr.block(h.range())).map(Cidr::size).orElse(1L << BITS - USUAL_MASK);
    }

    /** Pods of one node: what the kubelet takes, or the addresses of its range, if those are less. */
    long perNode() {
        Long given = situation.whatIf().numbers().get("max-pods");
        long most = given != null ? given : situation.cluster().map(c -> c.all(Node.class)).orElse(List.of()).stream().mapToLong(Node::maxPods)
                .filter(n -> n > 0).max().orElse(usualPods);
        return situation.nodeRanges().equals("no") && situation.whatIf().podRange().isEmpty() ? most : Math.min(most, Math.max(0, piece() - RESERVED));
    }

    /** As many nodes get a range; empty where nothing says. */
    OptionalLong nodesAtMost() {
        return byNode() ? OptionalLong.of(range().orElseThrow().size() / piece()) : OptionalLong.empty();
    }

    /** Pods that all nodes together may have, of those that there are. */
    OptionalLong present() {
        OptionalLong nodes = situation.number("nodes");
        return nodes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.min(nodes.getAsLong(), nodesAtMost().orElse(Long.MAX_VALUE)) * perNode());
    }

    /** Pods that the whole range suffices for, with as many nodes as it serves. */
    OptionalLong whole() {
        return range().isEmpty() ? OptionalLong.empty() : OptionalLong.of(byNode() ? nodesAtMost().orElseThrow() * perNode()
                : Math.max(0, range().orElseThrow().size() - RESERVED));
    }

    /** Pods that take an address now: those on the host network do not. */
    OptionalLong pods() {
        Long given = situation.whatIf().numbers().get("pods");
        return given != null ? OptionalLong.of(given) : situation.number("pods").isEmpty() ? OptionalLong.empty()
                : OptionalLong.of(situation.cluster().orElseThrow().all(Pod.class).stream().filter(p -> !p.finished() && !p.hostNetwork()).count());
    }
}
