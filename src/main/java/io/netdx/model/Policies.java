package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.KubeObject;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.model.policy.Decision;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Opinion;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.PolicyStack;
import io.netdx.model.policy.Verdict;
import io.netdx.model.wiring.ExpectedEdge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Connections that somebody needs and policies do not allow. */
final class Policies {

    /** Policies of one rollout are written within this. */
    private static final Duration TOGETHER = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final PolicyStack stack;
    private final Flows flows;
    private final Mistakes mistakes;
    private final PolicyDrafts drafts;

    Policies(Cluster cluster, Flows flows, PolicyStack stack, Cni cni) {
        this.cluster = cluster;
        this.stack = stack;
        this.flows = flows;
        this.mistakes = new Mistakes(cluster, cni);
        this.drafts = new PolicyDrafts(cluster, cni);
    }

    /** A connection that one side denies, with what is wrong on that side. */
    record Denial(ExpectedEdge edge, Flow flow, Direction direction, Opinion opinion, Mistakes.Mistake mistake, boolean partly) {
    }

    List<BlockedEdge> blocked(Collection<ExpectedEdge> expected) {
        List<Denial> denials = new ArrayList<>();
        for (ExpectedEdge edge : expected) {
            for (List<Flow> ofPort : flows.of(edge)) {
                List<Denial> denied = denied(edge, ofPort);
                if (denied.isEmpty() && edge.port() == 0 && !edge.origin().equals("failure")) {
                    // which of the Service's ports is meant is not said: one that works is enough
                    denials.removeIf(d -> d.edge() == edge);
                    break;
                }
                denials.addAll(denied);
            }
        }
        return new Blame(cluster, drafts, this::seen).share(denials);
    }

    /** Whether something that was collected would show calls failing: logs, for the API server events and the status of its APIs. */
    private boolean seen(ExpectedEdge edge) {
        if (edge.client().equals(ExpectedEdge.API_SERVER)) {
            return edge.origin().equals("apiservice") || cluster.complete("Event", Coverage.ALL);
        }
        return cluster.complete("Log", edge.client().namespace());
    }

    /** One denial for each side and policy. */
    private List<Denial> denied(ExpectedEdge edge, List<Flow> ofPort) {
        Map<String, Denial> denied = new LinkedHashMap<>();
        boolean passes = false;
        for (Flow flow : ofPort) {
            Verdict verdict = stack.judge(flow);
            passes |= verdict.decision() == Decision.ALLOW;
            if (verdict.decision() == Decision.DENY) {
                deny(edge, flow, Direction.EGRESS, verdict, denied);
                deny(edge, flow, Direction.INGRESS, verdict, denied);
            }
        }
        List<Denial> all = new ArrayList<>();
        for (Denial d : denied.values()) {
            all.add(passes ? new Denial(d.edge(), d.flow(), d.direction(), d.opinion(), partly(d), true) : d);
        }
        return all;
    }

    private void deny(ExpectedEdge edge, Flow flow, Direction direction, Verdict verdict, Map<String, Denial> denied) {
        Opinion opinion = direction == Direction.EGRESS ? verdict.egress() : verdict.ingress();
        if (!denies(opinion)) {
            return;
        }
        Optional<Service> target = cluster.find(Service.class, edge.target());
        Mistakes.Mistake mistake = mistakes.of(flow, direction, opinion, target);
        if (mistake.rank() < Mistakes.NEAR && otherSideOpened(direction == Direction.EGRESS ? verdict.ingress() : verdict.egress(), mistake.policy())) {
            mistake = new Mistakes.Mistake("one-side", mistake.policy(), (direction == Direction.EGRESS
                    ? "the server's side admits it, the client's egress does not: " : "the client's egress admits it, the server's side does not: ")
                    + mistake.text(), mistake.rank());
        }
        denied.putIfAbsent(direction + " " + mistake.policy(), new Denial(edge, flow, direction, opinion, mistake, false));
    }

    static boolean denies(Opinion opinion) {
        return opinion.decision().filter(d -> d == Decision.DENY).isPresent() && !opinion.by().isEmpty();
    }

    /** Somebody opened the other side, with or after the policy that denies here: this connection was meant to work. */
    private boolean otherSideOpened(Opinion other, ObjectRef denying) {
        if (other.decision().filter(d -> d == Decision.ALLOW).isEmpty()) {
            return false;
        }
        Instant since = Mistakes.created(cluster, denying).minus(TOGETHER);
        return other.by().stream().anyMatch(ref -> Mistakes.created(cluster, ref).isAfter(since) && cluster.find(NetworkPolicy.class, ref)
                .filter(Policies::namesSomebody).isPresent());
    }

    private static boolean namesSomebody(NetworkPolicy policy) {
        return Stream.concat(policy.ingress().stream(), policy.egress().stream()).flatMap(r -> r.peers().stream())
                .anyMatch(p -> p.pods().filter(s -> !s.empty()).isPresent() || p.namespaces().filter(s -> !s.empty()).isPresent());
    }

    /** Pods of one end differ to the policy; on the host network it is their nodes that differ. */
    private static Mistakes.Mistake partly(Denial denial) {
        Mistakes.Mistake m = denial.mistake();
        boolean nodes = denial.flow().from() instanceof Peer.OfPod a && a.hostNetwork() || denial.flow().to() instanceof Peer.OfPod b && b.hostNetwork()
                || !(denial.flow().from() instanceof Peer.OfPod);
        return nodes || m.rank() >= Mistakes.NEAR && !m.kind().equals("types") ? m : new Mistakes.Mistake("ephemeral", m.policy(),
                "some pods of the two ends match its selectors and others do not: " + m.text(), m.rank());
    }

    /** Port that a Service port means at this pod; 0 where it names one that the pod has not. */
    static int targetPort(Service.Port port, Peer.OfPod server) {
        if (!port.targetPort().isEmpty() && Character.isDigit(port.targetPort().charAt(0))) {
            return EndpointName.number(port.targetPort()).orElse(0);
        }
        for (Container.Port p : server.ports()) {
            if (p.name().equals(port.targetPort()) && p.protocol().equals(port.protocol())) {
                return p.number();
            }
        }
        return 0;
    }

    static Provenance place(Cluster cluster, ObjectRef policy, Direction direction) {
        return cluster.find(KubeObject.class, policy).map(o -> o.meta().at("spec." + (direction == Direction.EGRESS ? "egress" : "ingress")))
                .orElse(Provenance.NONE);
    }

    /** The workload of a pod; the address itself for anything else. */
    static ObjectRef owner(Cluster cluster, Peer peer) {
        return peer instanceof Peer.OfPod pod ? cluster.find(Pod.class, pod.ref()).map(cluster::workloadOf).orElse(pod.ref())
                : ObjectRef.of("Host", "", peer.ips().get(0));
    }
}
