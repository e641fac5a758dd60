package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Ingress;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import io.netdx.fact.Workload;
import io.netdx.work.Aside;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Computes from a cluster what rules reason about. Everything here is an algorithm, not experience: what follows from it is the
 * business of the rules. Healthy objects yield no facts.
 */
public final class NetworkModel {

    /** Kinds whose lack rules ask for: what they would tell, behaviour has to. */
    private static final List<String> NEVER_LOOKED = List.of("NetworkPolicy", "KubeletConfig", "Pod");

    /** From so many on their verdicts are worth a thread. */
    private static final int MANY_POLICIES = 500;

    private final Cluster cluster;
    private final Cni cni;
    private final List<Object> facts = new ArrayList<>();

    private NetworkModel(Cluster cluster, Aside aside) {
        this.cluster = cluster;
        Services services = new Services(cluster);
        Hosts hosts = new Hosts(cluster);
        this.cni = new Cnis(cluster).detect(hosts.enforcement());
        Supplier<List<Object>> standing = aside.start("model", () -> standing(services, hosts));
        Dns dns = new Dns(cluster, services);
        Aside few = cluster.all(NetworkPolicy.class).size() < MANY_POLICIES ? Aside.LATER : aside;
        Supplier<PolicyFacts> prepared = few.start("policies", () -> new PolicyFacts(cluster, cni, services, dns.service(), few));
        Pods pods = new Pods(cluster);

        List<Dependency> dependencies = new Dependencies(cluster).find();
        CallGraph calls = new CallGraph(cluster, services, dependencies);
        List<CountedCalls.Counted> counted = new CountedCalls(cluster).find();
        List<FlowFailure> failures = new Failures(cluster, dependencies, calls).find(counted);
        List<WorkloadTrouble> troubles = pods.byWorkload(pods.troubles());
        Supplier<List<Object>> policies = few.start("policies", () -> prepared.get().of(failures, troubles));

        facts.add(cni);
        facts.addAll(cluster.coverage());
        NEVER_LOOKED.stream().filter(kind -> cluster.coverage().stream().noneMatch(c -> c.kind().equals(kind)))
                .forEach(kind -> facts.add(cluster.coverage(kind, Coverage.ALL)));
        facts.addAll(failures);
        facts.addAll(new InitWaits(cluster, services, failures).find());
        facts.addAll(new Unanswered(cluster, services).find(failures));
        dependencies.stream().filter(d -> !d.kind().equals("ok")).forEach(facts::add);
        facts.addAll(new UnheardCalls(cluster).of(dependencies));
        facts.addAll(troubles);
        List<WorkloadShort> shortfalls = new Shortfalls(cluster).find(troubles);
        facts.addAll(shortfalls);
        facts.addAll(new NodeFits(cluster).of(troubles, shortfalls));
        List<CreationRefused> refused = new Refusals(cluster).find();
        facts.addAll(refused);
        facts.addAll(new Bounds(cluster).limits(troubles, refused));
        List<ScaledToZero> scaledToZero = pods.scaledToZero();
        List<ServiceState> states = services.states();
        facts.addAll(scaledToZero);
        services(states, troubles, failures);
        scaledToZero.forEach(zero -> templateBacking(zero.workload()));
        refused.forEach(r -> templateBacking(r.workload()));
        shortfalls.forEach(s -> templateBacking(s.workload()));
        needs(states, dependencies);
        facts.addAll(new Agents(cluster).onHostNetwork(troubles));
        List<NetworkConfigProblem> settings = new ArrayList<>();
        if (!cluster.all(OtherObject.class).isEmpty() || cni.name().equals("calico")) {
            new CalicoConfig(cluster).problems(cni, settings);
        }
        new OtherConfig(cluster).problems(failures, settings);
        new PodAddresses(cluster).problems(settings);
        CallsAstray astray = new CallsAstray(cluster, failures);
        astray.shadowed(settings);
        facts.addAll(astray.excluded());
        if (!cluster.all(OtherObject.class).isEmpty()) {
            OpenShift openShift = new OpenShift(cluster);
            openShift.checks(settings);
            facts.addAll(openShift.routes());
        }
        facts.addAll(settings);
        Optional<DnsService> dnsService = dns.state();
        dnsService.ifPresent(facts::add);
        facts.addAll(new Monitoring(cluster, dnsService).facts());
        dns.limits().ifPresent(facts::add);
        List<CorefileProblem> corefile = dns.corefile();
        facts.addAll(corefile);
        facts.addAll(dns.mismatches());
        facts.addAll(dns.ownResolvers());
        facts.addAll(new Resolution(cluster, dns, services).facts(failures, corefile));
        facts.addAll(new Probes(cluster).find(troubles));
        facts.addAll(new Webhooks(cluster, services).refusals(refused));
        facts.addAll(new MeshCalls(cluster, services).facts(failures, counted));
        facts.addAll(new Slowness(new Measures(cluster, services), calls).facts());
        facts.addAll(policies.get());
        placement(troubles, failures);
        texts();
        facts.addAll(standing.get());
    }

    /** What is true of the cluster whether or not anything fails in it. */
    private List<Object> standing(Services services, Hosts hosts) {
        List<Object> found = new ArrayList<>();
        found.addAll(new Quotas(cluster).find());
        found.addAll(services.portProblems());
        found.addAll(services.localPolicyGaps());
        found.addAll(services.pendingLoadBalancers());
        Agents agents = new Agents(cluster);
        found.addAll(agents.doubles());
        found.addAll(agents.ending());
        Nodes nodes = new Nodes(cluster);
        found.addAll(nodes.troubles());
        found.addAll(nodes.darkened());
        found.addAll(new NodeIdentities(cluster).troubles(cni));
        found.addAll(new NodeReports(cluster).find());
        found.addAll(nodes.silences());
        found.addAll(hosts.troubles(cni));
        hosts.overlay().ifPresent(found::add);
        found.addAll(new ProxySettings(cluster).find());
        found.addAll(new ServiceChecks(cluster, services).find());
        found.addAll(new LoopbackBindings(cluster).find());
        found.addAll(new Balancers(cluster).find());
        Entrances entrances = new Entrances(cluster, services);
        found.addAll(entrances.ingresses());
        found.addAll(entrances.targets());
        found.addAll(new IngressChecks(cluster).find());
        found.addAll(new Gateways(cluster).find());
        ControlPlane control = new ControlPlane(cluster, services);
        found.addAll(control.find());
        found.addAll(control.namespaces());
        Bounds bounds = new Bounds(cluster);
        found.addAll(bounds.scalers());
        found.addAll(bounds.drains());
        found.addAll(new Upgrades(cluster).find());
        found.addAll(new Capacity(cluster).find());
        found.addAll(new Multicluster(cluster).find());
        found.addAll(new Addresses(cluster).facts());
        return found;
    }

    /** The facts that rules may look at. */
    public static NetworkModel of(Cluster cluster) {
        return new NetworkModel(cluster, Aside.LATER);
    }

    /** As {@link #of(Cluster)}, with help. */
    public static NetworkModel of(Cluster cluster, Aside aside) {
        return new NetworkModel(cluster, aside);
    }

    public List<Object> facts() {
        return facts;
    }

    public Cni cni() {
        return cni;
    }

    private void services(List<ServiceState> states, List<WorkloadTrouble> troubles, List<FlowFailure> failures) {
        Set<ObjectRef> wanted = new TreeSet<>();
        failures.forEach(f -> wanted.add(f.target()));
        Set<ObjectRef> troubled = new TreeSet<>();
        troubles.forEach(t -> troubled.add(t.workload()));
        for (ServiceState state : states) {
            boolean odd = state.selectsNothing() || state.noneReady() || state.ready() < state.matched()
                    || state.endpointsSeen() && state.readyEndpoints() != state.ready();
            if (odd || wanted.contains(state.ref()) || state.workloads().stream().anyMatch(w -> troubled.contains(w) || wanted.contains(w))) {
                facts.add(state);
                state.workloads().forEach(w -> facts.add(new ServiceBacking(state.ref(), w)));
            }
        }
    }

    private void needs(List<ServiceState> states, List<Dependency> dependencies) {
        Set<ObjectRef> down = new TreeSet<>();
        states.stream().filter(s -> s.ready() == 0 && s.starting() == 0).forEach(s -> down.add(s.ref()));
        for (Dependency d : dependencies) {
            if (d.kind().equals("ok") && down.contains(d.target())) {
                facts.add(new UnmetNeed(d.client(), d.target(), "no-endpoints", "env " + d.variable(),
                        cluster.complete("Log", d.client().namespace()), d.source()));
            }
        }
        for (Ingress ingress : cluster.all(Ingress.class)) {
            for (Ingress.Backend b : ingress.backends()) {
                ObjectRef service = ObjectRef.of("Service", ingress.meta().namespace(), b.service());
                if (down.contains(service)) {
                    facts.add(new UnmetNeed(ingress.ref(), service, "no-endpoints", "backend of path " + b.path(), false,
                            ingress.meta().at("spec.rules")));
                }
            }
        }
    }

    /** A workload without pods backs a Service through its template's labels. */
    private void templateBacking(ObjectRef workload) {
        cluster.find(Workload.class, workload).ifPresent(w -> {
            for (Service s : cluster.all(Service.class)) {
                ServiceBacking backing = new ServiceBacking(s.ref(), w.ref());
                if (s.hasSelector() && s.meta().namespace().equals(w.meta().namespace())
                        && w.templateLabels().entrySet().containsAll(s.selector().entrySet()) && !facts.contains(backing)) {
                    facts.add(backing);
                }
            }
        });
    }

    /** Where the workloads that matter run, so that rules can relate them to nodes. */
    private void placement(List<WorkloadTrouble> troubles, List<FlowFailure> failures) {
        Set<ObjectRef> wanted = new TreeSet<>();
        troubles.forEach(t -> wanted.add(t.workload()));
        failures.forEach(f -> {
            wanted.add(f.client());
            wanted.add(f.target());
        });
        facts.forEach(fact -> {
            if (fact instanceof ServiceBacking backing) {
                wanted.add(backing.workload());
            }
        });
        Set<Runs> runs = new LinkedHashSet<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.node().isEmpty() && !pod.finished()) {
                ObjectRef workload = cluster.workloadOf(pod);
                if (wanted.contains(workload)) {
                    runs.add(new Runs(workload, pod.node()));
                }
            }
        }
        facts.addAll(runs);
        spans(failures, runs);
    }

    private void spans(List<FlowFailure> failures, Set<Runs> runs) {
        Set<Span> spans = new LinkedHashSet<>();
        for (FlowFailure f : failures) {
            for (Object fact : f.mode().equals("stalled") ? facts : List.of()) {
                if (fact instanceof ServiceBacking b && b.service().equals(f.target())) {
                    TreeSet<String> servers = new TreeSet<>();
                    runs.stream().filter(r -> r.workload().equals(b.workload())).forEach(r -> servers.add(r.node()));
                    TreeSet<String> nodes = new TreeSet<>(f.nodes());
                    nodes.addAll(servers);
                    if (nodes.size() > 1 && nodes.size() <= 4) {
                        spans.add(new Span(f.client(), b.workload(), String.join(",", nodes),
                                servers.size() == 1 && f.nodes().containsAll(servers)));
                    }
                }
            }
        }
        facts.addAll(spans);
    }

    /** Component texts, and events that speak of pods and nodes that still exist. */
    private void texts() {
        Set<Placement> placements = new LinkedHashSet<>();
        Set<PodOwner> owners = new LinkedHashSet<>();
        for (Signature s : cluster.all(Signature.class)) {
            if (s.group("mode").isEmpty() && exists(s.ref())) {
                facts.add(s);
                cluster.find(Pod.class, s.ref()).ifPresent(pod -> {
                    owners.add(new PodOwner(pod.ref(), cluster.workloadOf(pod)));
                    if (!pod.node().isEmpty()) {
                        placements.add(new Placement(pod.ref(), pod.node()));
                    }
                });
            }
        }
        facts.addAll(placements);
        facts.addAll(owners);
    }

    private boolean exists(ObjectRef ref) {
        return !ref.kind().equals("Pod") || cluster.find(Pod.class, ref).isPresent();
    }
}
