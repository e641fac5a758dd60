package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Service;
import io.netdx.model.policy.Decision;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.PolicyStack;
import io.netdx.model.policy.Verdict;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Answers who may reach whom. Connections are judged between classes of pods and told for workloads. Not thread-safe. */
public final class Reach {

    /**
     * One side, as named or as found.
     *
     * @param name    for the answer
     * @param ref     object that was named; of kind {@code Host} for an address
     * @param peers   one of each kind of pod that stands for it; never empty
     * @param pods    number of pods that they stand for
     * @param service set where a Service was named: its ports are translated
     */
    public record End(String name, ObjectRef ref, List<Peer> peers, int pods, Optional<Service> service) {

        /** As a client of one of its own pods: another pod, where it has several. */
        private Peer client(Peer peer, Peer server) {
            return pods > 1 && peer instanceof Peer.OfPod a && server instanceof Peer.OfPod b && a.ref().equals(b.ref())
                    ? new Peer.OfPod(ref, a.namespace(), a.labels(), a.ips(), a.hostNetwork(), a.node(), a.serviceAccount(), a.ports())
                    : peer;
        }
    }

    /** @param port a pod port, or the Service's where a Service was named */
    public record Answer(String from, String to, String protocol, int port, Decision decision, List<ObjectRef> decidedBy, String why) {
    }

    private final PolicyStack stack;
    private final PeerNames names;
    private final Names hosts;
    private final Workloads workloads;

    public Reach(Cluster cluster, PolicyStack stack) {
        this.stack = stack;
        this.names = new PeerNames(cluster);
        this.hosts = new Names(cluster);
        this.workloads = new Workloads(cluster, stack);
    }

    /** An end, or the reason why the name means none. */
    public sealed interface Resolution {
        record Found(End end) implements Resolution {
        }

        record Missing(String reason) implements Resolution {
        }
    }

    /** What a name means as an end of a connection. */
    public Resolution resolve(String text) {
        Named named = names.resolve(text);
        if (named instanceof Named.OfHost host && Names.clusterName(host.host())) {
            named = hosts.service("", host.host()).map(s -> names.resolve("svc/" + s.ref().qualifiedName())).orElse(named);
        }
        if (named instanceof Named.OfPods pods) {
            return new Resolution.Found(end(text, pods.ref(), pods.peers(), Optional.empty()));
        }
        if (named instanceof Named.OfService service) {
            return service.backends().isEmpty() ? new Resolution.Missing("is a Service without pods")
                    : new Resolution.Found(end(text, service.service().ref(), service.backends(), Optional.of(service.service())));
        }
        if (named instanceof Named.OfAddress address) {
            return new Resolution.Found(new End(text, ObjectRef.of("Host", "", address.peer().ip()), List.of(address.peer()), 0,
                    Optional.empty()));
        }
        return new Resolution.Missing(named instanceof Named.Unresolved unresolved ? unresolved.reason()
                : "is a host name outside the cluster; give its address");
    }

    private End end(String text, ObjectRef ref, List<Peer.OfPod> pods, Optional<Service> service) {
        return new End(text, ref, List.copyOf(stack.representatives(pods)), pods.size(), service);
    }

    /** Every pair of pods behind the two ends; UNKNOWN where they differ. */
    public Answer ask(End from, End to, int port, String protocol) {
        Map<Decision, Verdict> verdicts = new LinkedHashMap<>();
        Map<Decision, String> pairs = new LinkedHashMap<>();
        TreeSet<ObjectRef> by = new TreeSet<>();
        for (Peer server : to.peers()) {
            int number = to.service().map(s -> target(s, port, protocol, (Peer.OfPod) server)).orElse(port);
            if (number == 0) {
                return new Answer(from.name(), to.name(), protocol, port, Decision.UNKNOWN, List.of(),
                        "the Service has no port " + port + "/" + protocol + " that its pods have too");
            }
            for (Peer client : from.peers()) {
                Flow flow = new Flow(from.client(client, server), server, number, protocol);
                Verdict verdict = to.service().isPresent() ? throughService(flow, port) : stack.judge(flow);
                verdicts.putIfAbsent(verdict.decision(), verdict);
                pairs.putIfAbsent(verdict.decision(), name(client) + " to " + name(server));
                by.addAll(verdict.decidedBy());
            }
        }
        Verdict any = verdicts.values().iterator().next();
        return verdicts.size() == 1 ? new Answer(from.name(), to.name(), protocol, port, any.decision(), List.copyOf(by), why(any))
                : new Answer(from.name(), to.name(), protocol, port, Decision.UNKNOWN, List.copyOf(by), "pods of one end differ: " + pairs);
    }

    /**
     * As far as CNIs differ: some judge egress on the Service's own port. The API leaves open whether a pod that reaches itself by a
     * Service is beyond policies, as it is by its own address.
     */
    private Verdict throughService(Flow flow, int port) {
        Verdict verdict = stack.judge(flow);
        if (flow.from() instanceof Peer.OfPod from && flow.to() instanceof Peer.OfPod to && from.ref().equals(to.ref())) {
            Peer.OfPod twin = new Peer.OfPod(ObjectRef.of("Pod", from.namespace(), from.ref().name() + "'s twin"), from.namespace(), from.labels(), from.ips(),
                    from.hostNetwork(), from.node(), from.serviceAccount(), from.ports());
            Verdict asTwin = stack.judge(new Flow(twin, to, flow.port(), flow.protocol()));
            return asTwin.decision() != Decision.DENY ? verdict : new Verdict(Decision.UNKNOWN, asTwin.egress(), asTwin.ingress(),
                    "the pod calls itself through a Service: whether policies hold then depends on the CNI");
        }
        if (!stack.profile().egressBeforeDnat() || flow.port() == port) {
            return verdict;
        }
        Verdict before = stack.judge(new Flow(flow.from(), flow.to(), port, flow.protocol()));
        Optional<Decision> egress = before.egress().decision();
        Optional<Decision> ingress = verdict.ingress().decision();
        List<Decision> both = List.of(egress.orElse(Decision.ALLOW), ingress.orElse(Decision.ALLOW));
        Decision decision = both.contains(Decision.DENY) ? Decision.DENY : both.contains(Decision.UNKNOWN) ? Decision.UNKNOWN : Decision.ALLOW;
        return new Verdict(decision, before.egress(), verdict.ingress(), "egress is judged on the Service's port " + port);
    }

    private static String why(Verdict verdict) {
        String miss = verdict.miss().map(m -> m.policy() + ": " + m.text()).orElse("");
        return miss.isEmpty() || verdict.why().isEmpty() ? miss + verdict.why() : miss + "; " + verdict.why();
    }

    private static String name(Peer peer) {
        return peer instanceof Peer.OfPod pod ? pod.ref().qualifiedName() : peer.ips().get(0);
    }

    private static int target(Service service, int port, String protocol, Peer.OfPod server) {
        return service.ports().stream().filter(p -> p.port() == port && p.protocol().equals(protocol))
                .mapToInt(p -> Policies.targetPort(p, server)).filter(n -> n > 0).findFirst().orElse(0);
    }

    /**
     * What to ask of all pairs.
     *
     * @param from     empty for every workload
     * @param to       empty for every workload
     * @param port     number or port name; empty for the ports that destinations declare and that Services translate to
     * @param protocol empty for every protocol
     */
    public record Filter(Optional<End> from, Optional<End> to, String port, String protocol) {
    }

    /** All answers, streamed in the order of destination, port and source; a bare pod to itself only where it was named. */
    public void all(Filter filter, Consumer<Answer> answers) {
        List<End> sources = filter.from().map(List::of).orElseGet(workloads::ends);
        for (End to : filter.to().map(List::of).orElseGet(workloads::ends)) {
            for (Workloads.PodPort port : ports(to, filter)) {
                Map<Integer, Answer> ofKind = new HashMap<>();
                for (End from : sources) {
                    boolean self = from.ref().equals(to.ref());
                    if (filter.from().isPresent() || self && !to.ref().kind().equals("Pod")) {
                        answers.accept(ask(from, to, port.number(), port.protocol()));
                    } else if (!self) {
                        Answer alike = ofKind.computeIfAbsent(workloads.kindOf(from), k -> ask(from, to, port.number(), port.protocol()));
                        answers.accept(new Answer(from.name(), alike.to(), alike.protocol(), alike.port(), alike.decision(),
                                alike.decidedBy(), alike.why()));
                    }
                }
            }
        }
    }

    private List<Workloads.PodPort> ports(End to, Filter filter) {
        Optional<Integer> number = EndpointName.number(filter.port());
        String protocol = filter.protocol();
        if (number.isPresent() && filter.to().isPresent()) {
            return List.of(new Workloads.PodPort("", number.get(), protocol.isEmpty() ? "TCP" : protocol));
        }
        return workloads.ports(to).stream()
                .filter(p -> filter.port().isEmpty() || number.map(n -> n == p.number()).orElse(p.name().equals(filter.port())))
                .filter(p -> protocol.isEmpty() || p.protocol().equals(protocol))
                .map(p -> new Workloads.PodPort("", p.number(), p.protocol())).distinct().toList();
    }
}
