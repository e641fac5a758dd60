package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Service;
import io.netdx.model.CorefileProblem;
import io.netdx.model.DnsService;
import io.netdx.model.FlowFailure;
import io.netdx.model.HostTrouble;
import io.netdx.model.NetworkModel;
import io.netdx.model.ServiceState;
import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Layer;
import io.netdx.model.policy.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows connections hop by hop: name, Service, endpoint, policies of both ends, route, nodes, listener. */
public final class Tracer {

    private static final int MOST_CLIENTS = 16;
    /** A pod that is younger than this at the first failure was part of a change. */
    private static final Duration REPLACEMENT = Duration.ofMinutes(1);
    private static final int MOSTLY = 4;
    private static final PortWish DNS_PORT = new PortWish("53", "UDP");
    private static final List<String> FAMILIES = List.of(Family.V4, Family.V6);

    private final Cluster cluster;
    private final Parties parties;
    private final Backends backends;
    private final Translation translation;
    private final PolicyHops policies;
    private final NodeHops nodes;
    private final ListenerHops listeners;
    private final Lookup lookup;
    private final Resolvers resolvers;
    private final List<FlowFailure> failures;
    private final Map<String, List<FlowPath>> asked = new HashMap<>();

    public Tracer(Cluster cluster, NetworkModel model, Layer policies, CniProfile cni) {
        this.cluster = cluster;
        this.parties = new Parties(cluster);
        Map<ObjectRef, ServiceState> states = new HashMap<>();
        facts(model, ServiceState.class).forEach(s -> states.put(s.ref(), s));
        Proxying proxying = new Proxying(cluster);
        this.backends = new Backends(cluster);
        this.translation = new Translation(cluster, states, proxying);
        this.policies = new PolicyHops(policies, cni);
        this.nodes = new NodeHops(cluster, facts(model, HostTrouble.class), proxying);
        this.listeners = new ListenerHops(cluster);
        Optional<Service> dns = facts(model, DnsService.class).stream().findFirst().flatMap(d -> cluster.find(Service.class, d.service()));
        this.resolvers = new Resolvers(cluster, dns);
        this.lookup = new Lookup(cluster, dns, facts(model, CorefileProblem.class), this::questions);
        this.failures = facts(model, FlowFailure.class);
    }

    private static <T> List<T> facts(NetworkModel model, Class<T> type) {
        return model.facts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * Follows every way from FROM to TO.
     *
     * @throws PartyException where one of them names nothing, or TO needs a port
     */
    public FlowTrace trace(String from, String to) {
        Party source = parties.from(from);
        Parties.Target target = parties.to(to);
        List<Side> clients = source instanceof Party.Pods pods ? pods.sides() : List.of(source instanceof Party.OfNode n ? Side.of(n.node())
                : Side.of(((Party.Address) source).ip(), cluster));
        Journey journey = new Journey(source.ref(), target);
        List<Side> followed = clients.size() > MOST_CLIENTS ? onePerNode(clients) : clients;
        if (followed.size() < clients.size()) {
            journey.notes.add(clients.size() + " clients: one of each node and each set of labels is followed");
        }
        followed.forEach(journey::follow);
        return journey.finished();
    }

    /** Replicas differ by their node; what only a pod's own name or template distinguishes does not count. */
    private static List<Side> onePerNode(List<Side> clients) {
        Map<List<Object>, Side> once = new LinkedHashMap<>();
        for (Side client : clients) {
            Map<String, String> labels = new HashMap<>(client.peer() instanceof Peer.OfPod p ? p.labels() : Map.of());
            labels.keySet().removeAll(List.of("pod-template-hash", "controller-revision-hash", "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index"));
            once.putIfAbsent(List.of(client.node(), labels), client);
        }
        return List.copyOf(once.values());
    }

    /** Ways of a DNS question; asked once for each client and server. */
    private List<FlowPath> questions(Side client, String server) {
        return asked.computeIfAbsent(client.ref() + " " + server, key -> {
            Optional<Service> service = cluster.serviceByIp(server);
            return service.isPresent() ? through(client, new Entry(service.get(), Entry.Door.CLUSTER_IP, server, ""), DNS_PORT, List.of())
                    : List.of(straight(client, local(client, server), server, 53, "UDP", List.of(), Front.NONE));
        });
    }

    /** An address of the link-local range is the client's own node. */
    private Side local(Side client, String server) {
        return server.startsWith("169.254.") || server.startsWith("fe80:") ? new Side(ObjectRef.ofNode(client.node()), new Peer.OfAddress(server, client.node()),
                Optional.empty()) : Side.of(server, cluster);
    }

    /** All ways through a Service from one client. */
    private List<FlowPath> through(Side client, Entry entry, PortWish wish, List<Hop> before) {
        Translation.Result result = translation.of(client, entry, wish);
        List<Hop> hops = new ArrayList<>(before);
        hops.addAll(result.hops());
        Front front = entry.door() == Entry.Door.HEADLESS ? Front.NONE
                : new Front(List.of(entry.service().ref()), entry.ip(), result.port().map(Service.Port::port).orElse(0), mask(client, entry));
        String protocol = result.port().map(Service.Port::protocol).orElse(wish.protocolOr("TCP"));
        if (result.ways().isEmpty()) {
            int knocked = entry.door() == Entry.Door.NODE_PORT ? wish.number() : result.port().map(Service.Port::port).orElse(wish.number());
            return List.of(new FlowPath(client.ref(), entry.ip(), knocked, Optional.of(entry.service().ref()), List.copyOf(hops)));
        }
        List<FlowPath> paths = new ArrayList<>();
        for (Translation.Way way : result.ways()) {
            List<Hop> upToHere = new ArrayList<>(hops);
            upToHere.add(way.hop());
            Side server = way.backend().template().isPresent() ? parties.side(way.backend().template().get()) : Side.of(way.backend().address(), cluster);
            paths.add(way.hop().failed() ? new FlowPath(client.ref(), way.backend().address(), way.backend().port(), Optional.empty(), upToHere)
                    : straight(client, server, way.backend().address(), way.backend().port(), protocol, upToHere, front));
        }
        return paths;
    }

    /** The node whose address stands for that of a client from outside, unless the Service keeps to local endpoints. */
    private Optional<Peer> mask(Side client, Entry entry) {
        boolean hides = entry.external() && !client.inCluster() && !entry.service().externalTrafficPolicy().equals("Local");
        return !hides ? Optional.empty() : cluster.all(Node.class).stream().filter(n -> n.internalIp().isPresent()
                && (entry.node().isEmpty() || n.meta().name().equals(entry.node()))).findFirst().map(n -> Side.of(n).peer());
    }

    /** From one client to one address, after any translation. */
    private FlowPath straight(Side client, Side server, String address, int port, String protocol, List<Hop> before, Front front) {
        List<Hop> hops = new ArrayList<>(before);
        Flow flow = new Flow(Family.only(client.peer(), address), Family.only(server.peer(), address), port, protocol);
        if (client.peer() instanceof Peer.OfPod) {
            hops.add(policies.judge(flow, Direction.EGRESS, front));
        }
        if (server.peer() instanceof Peer.OfPod) {
            hops.add(policies.judge(flow, Direction.INGRESS, front));
        }
        hops.add(nodes.route(client, server, address));
        hops.add(nodes.node(client, server, front.port() > 0 || !client.node().equals(server.node())));
        hops.add(listeners.listener(server, port, protocol));
        boolean owned = server.inCluster();
        return new FlowPath(client.ref(), address, port, owned ? Optional.of(server.ref()) : Optional.empty(), List.copyOf(hops));
    }

    /** One trace while it is being made. */
    private final class Journey {

        private final ObjectRef from;
        private final Parties.Target target;
        private final List<FlowPath> paths = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private String host = "";
        private PortWish port;
        private ObjectRef to;

        Journey(ObjectRef from, Parties.Target target) {
            this.from = from;
            this.target = target;
            this.port = target.port();
            this.to = target.party().ref();
        }

        void follow(Side client) {
            Party party = target.party();
            if (party instanceof Party.OfService service) {
                service(client, service);
            } else if (party instanceof Party.Host name) {
                host = name.name();
                named(client, name.name(), Optional.empty());
            } else if (party instanceof Party.Pods pods) {
                pods.sides().forEach(s -> pod(client, s));
            } else if (party instanceof Party.OfNode node) {
                node(client, node);
            } else {
                String ip = ((Party.Address) party).ip();
                needPort("an address");
                paths.add(straight(client, Side.of(ip, cluster), ip, port.number(), port.protocolOr("TCP"), List.of(), Front.NONE));
            }
        }

        /** A Service by its object is reached by its name; by an address, without DNS. */
        private void service(Side client, Party.OfService party) {
            Service service = party.service();
            choosePort(service);
            if (!party.ip().isEmpty()) {
                paths.addAll(through(client, entry(service, party.ip()), port, List.of()));
            } else if (apiServer(client)) {
                throughFamilies(client, service, List.of());
            } else if (client.inCluster()) {
                host = service.meta().name() + "." + service.meta().namespace() + ".svc." + resolvers.domain(client.node());
                named(client, host + ".", Optional.of(service));
            } else {
                fromOutside(client, service);
            }
        }

        /** The API server calls webhooks and APIs by the ClusterIP of their Service; it looks up no name. */
        private boolean apiServer(Side client) {
            return cluster.service("default", "kubernetes").stream().flatMap(s -> cluster.slicesOf(s).stream()).flatMap(s -> s.endpoints().stream())
                    .anyMatch(e -> client.ips().contains(e.address())) && from.name().equals("kubernetes");
        }

        private void fromOutside(Side client, Service service) {
            List<String> doors = new ArrayList<>(service.ingress());
            doors.addAll(service.externalIps());
            if (doors.isEmpty()) {
                boolean waiting = service.type().equals("LoadBalancer");
                paths.add(new FlowPath(client.ref(), "", port.number(), Optional.of(service.ref()), List.of(Hop.fail(Stage.SERVICE, List.of(service.ref()),
                        waiting ? "its load balancer has no address yet" : "it has no address that exists outside the cluster",
                        service.ports().stream().filter(p -> p.nodePort() > 0).findFirst().map(p -> "node port " + p.nodePort()
                                + " is open: trace to an address of a node").orElse("")))));
            }
            doors.forEach(ip -> paths.addAll(through(client, entry(service, ip), port, List.of())));
        }

        private Entry entry(Service service, String ip) {
            Entry.Door door = service.clusterIps().contains(ip) ? Entry.Door.CLUSTER_IP : service.ingress().contains(ip) ? Entry.Door.LOAD_BALANCER
                    : Entry.Door.EXTERNAL_IP;
            return new Entry(service, door, ip, "");
        }

        /** A name, looked up by the client; {@code meant} is the Service that the user named by its object. */
        private void named(Side client, String name, Optional<Service> meant) {
            Lookup.Result result = lookup.of(client, name);
            Optional<Service> service = result.service().or(() -> meant);
            List<Hop> before = List.of(result.hop());
            boolean none = result.kind() == Answer.Kind.NXDOMAIN || result.kind() == Answer.Kind.NODATA || result.kind() == Answer.Kind.REFUSED
                    || result.kind() == Answer.Kind.SERVFAIL;
            if (none || service.isEmpty() && result.addresses().isEmpty() && result.hop().failed()) {
                paths.add(new FlowPath(client.ref(), "", port.number(), service.map(Service::ref), before));
            } else if (service.isPresent() && service.get().external()) {
                beyond(client, service.get().externalName(), before);
            } else if (service.isPresent()) {
                to = service.get().ref();
                choosePort(service.get());
                throughFamilies(client, service.get(), before);
            } else if (result.addresses().isEmpty()) {
                beyond(client, name, before);
            } else {
                needPort("a host name");
                result.addresses().forEach(ip -> paths.add(straight(client, Side.of(ip, cluster), ip, port.number(), port.protocolOr("TCP"), before, Front.NONE)));
            }
        }

        private void throughFamilies(Side client, Service service, List<Hop> before) {
            if (service.headless()) {
                paths.addAll(through(client, new Entry(service, Entry.Door.HEADLESS, "", ""), port, before));
                return;
            }
            List<String> fit = service.clusterIps().stream().filter(ip -> client.speaks(Family.of(ip))).toList();
            if (fit.isEmpty() && !service.clusterIps().isEmpty()) {
                List<Hop> hops = new ArrayList<>(before);
                hops.add(Hop.fail(Stage.SERVICE, List.of(service.ref(), client.ref()), "the Service has only " + families(service.clusterIps())
                        + " addresses, the client only " + families(client.ips())));
                paths.add(new FlowPath(client.ref(), service.clusterIps().get(0), port.number(), Optional.of(service.ref()), hops));
            }
            // a manifest has no address yet: the Service is followed all the same
            List<String> ips = service.clusterIps().isEmpty() ? List.of("") : fit;
            ips.forEach(ip -> paths.addAll(through(client, new Entry(service, Entry.Door.CLUSTER_IP, ip, ""), port, before)));
        }

        private String families(List<String> ips) {
            return String.join(" and ", FAMILIES.stream().filter(f -> ips.stream().anyMatch(ip -> Family.of(ip).equals(f))).toList());
        }

        /** A name whose address nobody here knows: what of the rest can be said at all. */
        private void beyond(Side client, String name, List<Hop> before) {
            needPort("a host name");
            List<Hop> hops = new ArrayList<>(before);
            if (client.peer() instanceof Peer.OfPod) {
                hops.add(policies.outward(client.peer(), port.number(), port.protocolOr("TCP")));
            }
            hops.add(Hop.unseen(Stage.ROUTE, "the way to " + name + " lies outside the snapshot"));
            hops.add(Hop.unseen(Stage.LISTENER, "what answers at " + name + " lies outside the snapshot"));
            paths.add(new FlowPath(client.ref(), "", port.number(), Optional.empty(), hops));
        }

        private void pod(Side client, Side server) {
            Peer.OfPod peer = (Peer.OfPod) server.peer();
            int number = podPort(peer);
            List<String> ips = server.ips().stream().filter(ip -> client.speaks(Family.of(ip))).toList();
            boolean runs = server.pod().filter(p -> !p.phase().isEmpty()).isPresent();
            if (ips.isEmpty() && runs) {
                List<Hop> hops = List.of(Hop.fail(Stage.LISTENER, List.of(server.ref()), "the pod has no address"
                        + (server.ips().isEmpty() ? ": " + Translation.trouble(server.pod().get()) : " of the client's family")));
                paths.add(new FlowPath(client.ref(), "", number, Optional.of(server.ref()), hops));
            }
            List<String> tried = ips.isEmpty() && !runs ? List.of("") : ips;
            tried.stream().limit(1).forEach(ip -> paths.add(straight(client, server, ip, number, port.protocolOr("TCP"), List.of(), Front.NONE)));
        }

        private int podPort(Peer.OfPod peer) {
            if (port.number() > 0) {
                return port.number();
            }
            Optional<io.netdx.fact.Container.Port> declared = peer.ports().stream().filter(p -> (!port.given() || p.name().equals(port.text()))
                    && (port.protocol().isEmpty() || p.protocol().equals(port.protocol()))).findFirst();
            if (declared.isEmpty()) {
                throw new PartyException(peer.ref() + " declares no " + (port.given() ? "port named " + port.text() : "port") + "; write the number, as in "
                        + peer.ref().qualifiedName() + ":8080");
            }
            port = port.given() ? port : new PortWish(String.valueOf(declared.get().number()), declared.get().protocol());
            return declared.get().number();
        }

        /** A node port where a Service has that one, else a process of the node. */
        private void node(Side client, Party.OfNode party) {
            needPort("a node");
            Node node = party.node();
            String ip = party.ip().isEmpty() ? node.internalIp().orElse("") : party.ip();
            Optional<Service> service = cluster.all(Service.class).stream().filter(s -> s.ports().stream().anyMatch(p -> p.nodePort() > 0
                    && p.nodePort() == port.number())).findFirst();
            if (service.isPresent()) {
                to = service.get().ref();
                paths.addAll(through(client, new Entry(service.get(), Entry.Door.NODE_PORT, ip, node.meta().name()), port, List.of()));
            } else {
                paths.add(straight(client, Side.of(node), ip, port.number(), port.protocolOr("TCP"), List.of(), Front.NONE));
            }
        }

        private void choosePort(Service service) {
            if (!port.given() && !service.ports().isEmpty()) {
                Service.Port first = Translation.port(service, entry(service, ""), port).orElse(service.ports().get(0));
                if (service.ports().size() > 1) {
                    notes.add(service.ref() + " has " + service.ports().size() + " ports; " + first.port() + "/" + first.protocol()
                            + " is traced, add :PORT for another");
                }
                port = new PortWish(String.valueOf(first.port()), first.protocol());
            } else if (!port.given()) {
                needPort(service.ref().toString());
            }
        }

        private void needPort(String what) {
            if (!port.given() || port.number() == 0) {
                throw new PartyException(what + " needs a port number; add :PORT to TO");
            }
        }

        FlowTrace finished() {
            observed();
            Optional<Service.Port> used = cluster.find(Service.class, to).flatMap(s -> Translation.port(s, entry(s, ""), port));
            int number = port.number() > 0 ? port.number() : used.map(Service.Port::port).orElse(paths.get(0).port());
            return new FlowTrace(from, to, host, number, port.protocolOr(used.map(Service.Port::protocol).orElse("TCP")), List.copyOf(paths),
                    notes.stream().distinct().toList());
        }

        /** What the client's own logs say about the same target, and what follows from it. */
        private void observed() {
            for (FlowFailure f : failures) {
                if (ofClient(f) && same(f)) {
                    boolean replaced = f.partial() && !f.mode().equals("stalled") && replacedMeanwhile(f);
                    notes.add("seen in the client's logs: " + f.failed() + (f.failed() == 1 ? " call to " : " calls to ") + f.host()
                            + (f.port().isEmpty() ? "" : ":" + f.port()) + " " + f.words() + f.partialWords()
                            + (replaced ? "; endpoints were being replaced meanwhile" : ""));
                    boolean speaks = f.ongoing() && f.noticed() && (f.connection() || f.mode().equals("stalled"));
                    if (speaks && !replaced && !answered(f)) {
                        paths.replaceAll(path -> Observation.applied(path, f));
                    }
                }
            }
        }

        private boolean same(FlowFailure f) {
            return (f.target().equals(to) || !host.isEmpty() && (f.host().equals(host) || f.host().equals(host + ".")))
                    && (f.port().isEmpty() || f.port().equals(port.text()));
        }

        /** Who mostly gets an answer, if an unwelcome one, does connect. */
        private boolean answered(FlowFailure f) {
            int answers = failures.stream().filter(o -> (o.mode().equals("http-error") || o.mode().equals("tls")) && o.client().equals(f.client()) && same(o))
                    .mapToInt(FlowFailure::failed).sum();
            return answers > MOSTLY * f.failed();
        }

        /** One replica's failures say nothing of another that was named alone; a Service or workload stands for all of its pods. */
        private boolean ofClient(FlowFailure f) {
            boolean pod = from.kind().equals("Pod");
            return f.client().equals(from) || f.pods().contains(from)
                    || !pod && paths.stream().anyMatch(p -> f.pods().contains(p.from()));
        }

        /** Some calls fail while pods come and go, as in every rolling update; that is no fault of the way. */
        private boolean replacedMeanwhile(FlowFailure f) {
            Instant since = f.first().minus(REPLACEMENT);
            return cluster.find(Service.class, to).stream().flatMap(s -> backends.matched(s).stream())
                    .anyMatch(p -> p.meta().terminating() || p.meta().created().isAfter(since));
        }
    }
}
