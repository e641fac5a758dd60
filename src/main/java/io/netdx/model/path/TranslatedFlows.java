package io.netdx.model.path;

import io.netdx.fact.ObjectRef;
import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.Decision;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Layer;
import io.netdx.model.policy.Opinion;
import io.netdx.model.policy.Peer;
import java.util.List;
import java.util.TreeSet;

/**
 * What policies see of a connection that went through a Service: where CNIs differ, or where the API leaves it open, both answers are
 * asked, and the outcome is unknown if they disagree.
 */
final class TranslatedFlows {

    private final Layer policies;
    private final CniProfile cni;

    TranslatedFlows(Layer policies, CniProfile cni) {
        this.policies = policies;
        this.cni = cni;
    }

    Opinion judge(Flow flow, Direction direction, Front front) {
        if (front.translates() && flow.from() instanceof Peer.OfPod from && flow.to() instanceof Peer.OfPod to && from.ref().equals(to.ref())) {
            return hairpin(flow, from, direction);
        }
        if (front.translates() && direction == Direction.EGRESS && cni.egressBeforeDnat()) {
            return untranslated(flow, front);
        }
        Opinion opinion = policies.judge(flow, direction);
        return direction == Direction.INGRESS && front.mask().isPresent() ? masked(opinion, flow, front.mask().get()) : opinion;
    }

    /** A pod reaches itself; through a Service the API leaves open whether that still holds (kubernetes#95879). */
    private Opinion hairpin(Flow flow, Peer.OfPod self, Direction direction) {
        Peer.OfPod twin = new Peer.OfPod(ObjectRef.of("Pod", self.namespace(), self.ref().name() + "'s twin"), self.namespace(), self.labels(), self.ips(),
                self.hostNetwork(), self.node(), self.serviceAccount(), self.ports());
        Flow asTwin = direction == Direction.INGRESS ? new Flow(twin, flow.to(), flow.port(), flow.protocol()) : new Flow(flow.from(), twin, flow.port(), flow.protocol());
        Opinion opinion = policies.judge(asTwin, direction);
        return opinion.decision().filter(d -> d == Decision.DENY).isEmpty() ? policies.judge(flow, direction)
                : Opinion.unknown(opinion.by(), "the pod calls itself through a Service: whether policies hold then depends on the CNI, and they do not admit the pod's "
                + "own labels");
    }

    /** Judged before the Service is translated: its own port, toward its pods or its address. */
    private Opinion untranslated(Flow flow, Front front) {
        Opinion toPods = policies.judge(new Flow(flow.from(), flow.to(), front.port(), flow.protocol()), Direction.EGRESS);
        if (toPods.decision().isEmpty() || toPods.decision().get() == Decision.ALLOW || front.ip().isEmpty()) {
            return toPods;
        }
        Opinion toAddress = policies.judge(new Flow(flow.from(), new Peer.OfAddress(front.ip(), ""), front.port(), flow.protocol()), Direction.EGRESS);
        return toAddress.decision().filter(d -> d != Decision.DENY).isPresent() ? toAddress : toPods;
    }

    /** From outside, nodes usually put their own address in place of the client's unless the Service keeps to local endpoints. */
    private Opinion masked(Opinion asClient, Flow flow, Peer node) {
        Opinion asNode = policies.judge(new Flow(node, flow.to(), flow.port(), flow.protocol()), Direction.INGRESS);
        boolean clientPasses = asClient.decision().filter(d -> d == Decision.DENY).isEmpty();
        boolean nodePasses = asNode.decision().filter(d -> d == Decision.DENY).isEmpty();
        if (clientPasses == nodePasses) {
            return asClient;
        }
        TreeSet<ObjectRef> by = new TreeSet<>(asClient.by());
        by.addAll(asNode.by());
        return Opinion.unknown(List.copyOf(by), "with externalTrafficPolicy Cluster the pods usually see the address of a node: " + flow.from().ips().get(0)
                + (clientPasses ? " is admitted, " : " is not admitted, ") + node.ips().get(0) + (nodePasses ? " is" : " is not"));
    }
}
