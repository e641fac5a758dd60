package io.netdx.model.path;

import io.netdx.fact.Container;
import io.netdx.fact.ObjectRef;
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
    private final TranslatedFlows translated;

    PolicyHops(Layer policies, CniProfile cni) {
        this.policies = policies;
        this.cni = cni;
        this.translated = new TranslatedFlows(policies, cni);
    }

    /**
     * One direction of a flow.
     *
     * @param front the Service that the client asked: a policy that names its port is the commonest near miss
     */
    Hop judge(Flow flow, Direction direction, Front front) {
        Stage stage = direction == Direction.EGRESS ? Stage.EGRESS_POLICY : Stage.INGRESS_POLICY;
        String way = direction == Direction.EGRESS ? "outgoing" : "incoming";
        if (cni.enforces().filter(e -> !e).isPresent()) {
            return Hop.pass(stage, List.of(), "network policies have no effect here: " + cni.cni() + " does not enforce them");
        }
        Opinion opinion = translated.judge(flow, direction, front);
        if (opinion.decision().isEmpty()) {
            return Hop.pass(stage, opinion.by(), opinion.why().isEmpty() ? "no policy limits " + way + " connections here" : opinion.why());
        }
        String by = opinion.by().stream().map(Object::toString).collect(Collectors.joining(", "));
        return switch (opinion.decision().get()) {
            case ALLOW -> Hop.pass(stage, opinion.by(), opinion.why().isEmpty() ? (by.isEmpty() ? "policies admit it" : "admitted by " + by) : opinion.why());
            case UNKNOWN -> Hop.unknown(stage, opinion.by(), opinion.why().isEmpty() ? "what " + by + " says cannot be told" : opinion.why());
            case DENY -> denied(flow, direction, stage, way, opinion, by, front);
        };
    }

    /**
     * Egress to an address that nobody here knows: certain only where no policy limits the client at all. Asked of addresses far apart.
     */
    Hop outward(Peer client, int port, String protocol) {
        List<Hop> hops = new ArrayList<>();
        for (String ip : List.of("192.0.2.1", "198.51.100.9", "203.0.113.77")) {
            hops.add(judge(new Flow(client, new Peer.OfAddress(ip, ""), port, protocol), Direction.EGRESS, Front.NONE));
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

    private Hop denied(Flow flow, Direction direction, Stage stage, String way, Opinion opinion, String by, Front front) {
        String nearest = opinion.miss().map(m -> m.text()).orElse("");
        List<ObjectRef> deciding = new ArrayList<>(opinion.by());
        boolean early = direction == Direction.EGRESS && cni.egressBeforeDnat() && front.translates();
        Optional<Integer> meant = front.translates() && !early ? declared(flow, direction) : Optional.empty();
        if (early && front.port() != flow.port() && admits(flow, direction, flow.port())) {
            deciding.addAll(front.service());
            nearest = "this CNI judges outgoing connections before the Service is translated: the policy names the pods' port " + flow.port() + ", the Service has "
                    + front.port() + "; give the Service the port of its pods, or admit " + front.port() + " too";
        } else if (meant.isPresent()) {
            deciding.addAll(front.service());
            nearest = "the pods declare " + meant.get() + "/" + flow.protocol() + " and the policy admits it: " + front.service().get(0) + " sends to "
                    + flow.port() + " instead";
        } else if (front.translates() && !early && front.port() != flow.port() && admits(flow, direction, front.port())) {
            nearest = "peer matches, port does not: the policy names the Service port " + front.port() + ", the pods listen on " + flow.port();
        }
        String why = (opinion.by().size() == 1 ? by + " admits" : by + " admit") + " no such " + way + " connection on port " + (early ? front.port() : flow.port()) + "/"
                + flow.protocol();
        return Hop.fail(stage, deciding, why + (cni.enforces().isEmpty() ? " (whether the CNI enforces policies is not known)" : ""), nearest);
    }

    /** A port that the server declares and policies admit, where it does not declare the one that the Service sends to. */
    private Optional<Integer> declared(Flow flow, Direction direction) {
        List<Integer> ports = flow.to() instanceof Peer.OfPod server ? server.ports().stream().filter(p -> p.protocol().equals(flow.protocol()))
                .map(Container.Port::number).toList() : List.of();
        return ports.contains(flow.port()) ? Optional.empty() : ports.stream().filter(p -> admits(flow, direction, p)).findFirst();
    }

    private boolean admits(Flow flow, Direction direction, int port) {
        return policies.judge(new Flow(flow.from(), flow.to(), port, flow.protocol()), direction).decision().equals(Optional.of(Decision.ALLOW));
    }
}
