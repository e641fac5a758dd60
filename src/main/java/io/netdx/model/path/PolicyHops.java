package io.netdx.model.path;

import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.Decision;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Layer;
import io.netdx.model.policy.Opinion;
import io.netdx.model.policy.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The two policy hops: what the policies at either end say, and whether the CNI would enforce it. */
final class PolicyHops {

    private final Layer policies;
    private final CniProfile cni;

    PolicyHops(Layer policies, CniProfile cni) {
        this.policies = policies;
        this.cni = cni;
    }

    /**
     * One direction of a flow.
     *
     * @param servicePort port of the Service in front, 0 if none: a policy that names it is the commonest near miss
     */
    Hop judge(Flow flow, Direction direction, int servicePort) {
        Stage stage = direction == Direction.EGRESS ? Stage.EGRESS_POLICY : Stage.INGRESS_POLICY;
        String way = direction == Direction.EGRESS ? "outgoing" : "incoming";
        if (cni.enforces().filter(e -> !e).isPresent()) {
            return Hop.pass(stage, List.of(), "network policies have no effect here: " + cni.cni() + " does not enforce them");
        }
        Opinion opinion = policies.judge(flow, direction);
        if (opinion.decision().isEmpty()) {
            return Hop.pass(stage, opinion.by(), opinion.why().isEmpty() ? "no policy limits " + way + " connections here" : opinion.why());
        }
        String by = opinion.by().stream().map(Object::toString).collect(Collectors.joining(", "));
        return switch (opinion.decision().get()) {
            case ALLOW -> Hop.pass(stage, opinion.by(), opinion.why().isEmpty() ? (by.isEmpty() ? "policies admit it" : "admitted by " + by) : opinion.why());
            case UNKNOWN -> Hop.unknown(stage, opinion.by(), opinion.why().isEmpty() ? "what " + by + " says cannot be told" : opinion.why());
            case DENY -> denied(flow, direction, stage, way, opinion, by, servicePort);
        };
    }

    /**
     * Egress to an address that nobody here knows: certain only where no policy limits the client at all. Asked of addresses far apart.
     */
    Hop outward(Peer client, int port, String protocol) {
        List<Hop> hops = new ArrayList<>();
        for (String ip : List.of("192.0.2.1", "198.51.100.9", "203.0.113.77")) {
            hops.add(judge(new Flow(client, new Peer.OfAddress(ip, ""), port, protocol), Direction.EGRESS, 0));
        }
        Hop first = hops.get(0);
        boolean unlimited = first.outcome() == Hop.Outcome.PASS && first.decidedBy().isEmpty();
        if (unlimited || first.outcome() == Hop.Outcome.UNKNOWN) {
            return first;
        }
        boolean allPass = hops.stream().allMatch(h -> h.outcome() == Hop.Outcome.PASS);
        boolean allFail = hops.stream().allMatch(Hop::failed);
        return Hop.unknown(Stage.EGRESS_POLICY, first.decidedBy(), "it depends on the address, which is not known: " + (allPass ? "most are admitted"
                : allFail ? "most are not admitted" : "some are admitted") + "; trace to the address itself");
    }

    private Hop denied(Flow flow, Direction direction, Stage stage, String way, Opinion opinion, String by, int servicePort) {
        String nearest = opinion.miss().map(m -> m.text()).orElse("");
        if (servicePort > 0 && servicePort != flow.port() && allows(policies.judge(new Flow(flow.from(), flow.to(), servicePort, flow.protocol()), direction))) {
            nearest = "peer matches, port does not: the policy names the Service port " + servicePort + ", the pods listen on " + flow.port();
        }
        String why = (opinion.by().size() == 1 ? by + " admits" : by + " admit") + " no such " + way + " connection on port " + flow.port() + "/"
                + flow.protocol();
        return Hop.fail(stage, opinion.by(), why + (cni.enforces().isEmpty() ? " (whether the CNI enforces policies is not known)" : ""), nearest);
    }

    private static boolean allows(Opinion opinion) {
        return opinion.decision().equals(Optional.of(Decision.ALLOW));
    }
}
