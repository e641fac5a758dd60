package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Container;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.model.policy.Decision;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Opinion;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.Peers;
import io.netdx.model.policy.PolicyStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where it is not the rules of a policy that are wrong, but when or for whom the CNI applies them. */
final class PolicyTiming {

    private static final Duration EARLY = Duration.ofSeconds(15);
    /** They program the rules of a pod after it has started, and deny until then. */
    private static final Set<String> LATE = Set.of("aws-vpc", "kube-router", "flannel", "azure");

    /** Versions of them went on to count the address of a finished pod as that pod's (antrea#6507, kube-router#1056, azure ACN#428). */
    private static final Set<String> FORGETFUL = Set.of("antrea", "kube-router", "azure");

    private final Cluster cluster;
    private final PolicyStack stack;
    private final Services services;
    private final Cni cni;

    PolicyTiming(Cluster cluster, PolicyStack stack, Services services, Cni cni) {
        this.cluster = cluster;
        this.stack = stack;
        this.services = services;
        this.cni = cni;
    }

    List<Object> find(List<FlowFailure> failures, List<WorkloadTrouble> troubles) {
        List<Object> facts = new ArrayList<>();
        if (LATE.contains(cni.name())) {
            failures.stream().filter(f -> f.connection() || f.dns()).forEach(f -> early(f).ifPresent(facts::add));
        }
        if (FORGETFUL.contains(cni.name())) {
            stale(facts);
        }
        Optional<String> setting = strictNode();
        if (setting.isPresent()) {
            troubles.stream().filter(t -> t.kind().equals("not-ready") || t.kind().equals("liveness"))
                    .forEach(t -> probe(t, setting.get()).ifPresent(facts::add));
        }
        return facts;
    }

    /** All pods that failed are gone within seconds of their start, and what selects them for egress admits the call. */
    private Optional<EarlyCall> early(FlowFailure failure) {
        long longest = 0;
        Pod last = null;
        for (ObjectRef ref : failure.pods()) {
            Optional<Pod> pod = cluster.find(Pod.class, ref);
            Optional<Duration> ran = pod.filter(Pod::finished).flatMap(PolicyTiming::ran);
            if (ran.isEmpty() || ran.get().compareTo(EARLY) > 0) {
                return Optional.empty();
            }
            longest = Math.max(longest, ran.get().toSeconds());
            last = pod.get();
        }
        Optional<Service> target = cluster.find(Service.class, failure.target());
        if (last == null || target.isEmpty()) {
            return Optional.empty();
        }
        Peer.OfPod client = Peers.template(failure.client(), last);
        for (Pod server : services.matched(target.get())) {
            for (Service.Port port : target.get().ports()) {
                Peer.OfPod peer = Peers.of(server);
                Opinion egress = stack.judge(new Flow(client, peer, Math.max(1, Policies.targetPort(port, peer)), port.protocol()), Direction.EGRESS);
                if (egress.decision().filter(d -> d == Decision.ALLOW).isPresent() && !egress.by().isEmpty()) {
                    return Optional.of(new EarlyCall(failure.client(), failure.target(), egress.by().get(0), longest, failure.source()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> ran(Pod pod) {
        return pod.containers().stream().flatMap(c -> c.state().stream()).filter(s -> s.phase().equals("terminated")
                && !s.started().equals(Instant.EPOCH) && !s.finished().equals(Instant.EPOCH))
                .map(s -> Duration.between(s.started(), s.finished())).max(Duration::compareTo);
    }

    private void stale(List<Object> facts) {
        for (Pod finished : cluster.all(Pod.class)) {
            Optional<Pod> now = finished.finished() && !finished.hostNetwork() ? cluster.podByIp(finished.ip()) : Optional.empty();
            if (now.isPresent()) {
                List<NetworkPolicy> isolating = stack.kubernetes().isolating(Peers.of(finished), Direction.INGRESS);
                if (!isolating.isEmpty() && stack.kubernetes().isolating(Peers.of(now.get()), Direction.INGRESS).isEmpty()) {
                    facts.add(new StaleAddress(now.get().ref(), finished.ref(), finished.ip(), isolating.get(0).ref(), cni.name(), finished.source()));
                }
            }
        }
    }

    /** Cilium admits the node to its own pods, unless it is told to let policies decide that too. */
    private Optional<String> strictNode() {
        return cluster.configMap("kube-system", "cilium-config").map(ConfigMap::data).filter(d -> "policy".equals(d.get("allow-localhost")))
                .map(d -> "allow-localhost: policy");
    }

    private Optional<ProbeDenied> probe(WorkloadTrouble trouble, String setting) {
        if (!trouble.detail().contains("deadline exceeded") && !trouble.detail().contains("i/o timeout")) {
            return Optional.empty();
        }
        Optional<Pod> pod = cluster.find(Pod.class, trouble.pods().get(0));
        Optional<String> address = pod.flatMap(p -> cluster.node(p.node())).flatMap(n -> n.internalIp());
        if (pod.isEmpty() || address.isEmpty()) {
            return Optional.empty();
        }
        for (Container container : pod.get().containers()) {
            Optional<Container.Probe> probe = trouble.kind().equals("liveness") ? container.liveness() : container.readiness();
            int port = probe.map(p -> number(p.port(), container)).orElse(0);
            if (port > 0) {
                Opinion opinion = stack.kubernetes().judge(new Flow(new Peer.OfAddress(address.get(), ""), Peers.of(pod.get()), port, "TCP"),
                        Direction.INGRESS);
                if (Policies.denies(opinion)) {
                    ObjectRef policy = opinion.by().get(0);
                    return Optional.of(new ProbeDenied(trouble.workload(), policy, port + "/TCP", setting,
                            cluster.find(NetworkPolicy.class, policy).map(p -> p.meta().at("spec.ingress")).orElse(trouble.source())));
                }
            }
        }
        return Optional.empty();
    }

    private static int number(String port, Container container) {
        return EndpointName.number(port).orElse(container.ports().stream().filter(p -> p.name().equals(port)).mapToInt(Container.Port::number)
                .findFirst().orElse(0));
    }
}
