package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.Container;
import io.netdx.fact.HostFact.ServiceRule;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.model.ServiceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a Service does with a connection: port, endpoints, and the rules of the node that translates. */
final class Translation {

    private final Cluster cluster;
    private final Backends backends;
    private final Proxying proxying;
    private final Map<ObjectRef, ServiceState> states;

    Translation(Cluster cluster, Map<ObjectRef, ServiceState> states, Proxying proxying) {
        this.cluster = cluster;
        this.backends = new Backends(cluster);
        this.proxying = proxying;
        this.states = states;
    }

    /** A backend in use, with its endpoint hop. */
    record Way(Backend backend, Hop hop) {
    }

    /**
     * The outcome.
     *
     * @param hops hops of the Service itself; with a failing or unknown endpoint hop where no way is left
     * @param port the Service port, empty where it has none that fits
     */
    record Result(List<Hop> hops, List<Way> ways, Optional<Service.Port> port) {
    }

    Result of(Side client, Entry entry, PortWish wish) {
        Service service = entry.service();
        Optional<Service.Port> port = port(service, entry, wish);
        if (port.isEmpty() && !(entry.door() == Entry.Door.HEADLESS && wish.number() > 0)) {
            return new Result(List.of(Hop.fail(Stage.SERVICE, List.of(service.ref()), "it has no port " + shown(wish), declared(service, wish))),
                    List.of(), port);
        }
        // names of slice ports follow the Service's: any of them finds the addresses behind a headless one
        Service.Port used = port.orElseGet(() -> new Service.Port(service.ports().isEmpty() ? "" : service.ports().get(0).name(), wish.number(),
                wish.text(), wish.protocolOr("TCP"), 0, ""));
        Backends.Found found = found(service, used, wish, entry, client);
        boolean fromOutside = entry.external() && !(client.peer() instanceof io.netdx.model.policy.Peer.OfPod);
        String node = entry.door() == Entry.Door.NODE_PORT ? entry.node() : client.node();
        Balancing.Choice choice = spread(entry, fromOutside) ? new Balancing.Choice(found.all().stream().filter(Backend::ready).toList(),
                "externalTrafficPolicy Local: the load balancer must send only to nodes with an endpoint")
                : Balancing.choose(service, found.all(), node, zone(node), fromOutside);
        if (choice.use().isEmpty()) {
            return new Result(List.of(arrived(service, used, entry, choice, found), empty(service, used, found, choice)), List.of(), Optional.of(used));
        }
        return installed(entry, used, node, choice, found);
    }

    private Backends.Found found(Service service, Service.Port used, PortWish wish, Entry entry, Side client) {
        String fallback = client.speaks(Family.V4) ? Family.V4 : Family.V6;
        Backends.Found found = backends.of(service, used, entry.family(fallback));
        int direct = entry.door() == Entry.Door.HEADLESS ? wish.number() > 0 ? wish.number() : 0 : 0;
        return direct == 0 ? found : new Backends.Found(found.all().stream().map(b -> b.at(direct)).toList(), found.gap(), found.misfits());
    }

    /** A load balancer may use every node: with policy Local those that have an endpoint. */
    private static boolean spread(Entry entry, boolean fromOutside) {
        return fromOutside && entry.door() != Entry.Door.NODE_PORT && entry.service().externalTrafficPolicy().equals("Local");
    }

    private String zone(String node) {
        return cluster.node(node).map(Node::meta).map(m -> m.labels().getOrDefault("topology.kubernetes.io/zone", "")).orElse("");
    }

    /** By number or name; where no protocol was given, one that fits alone is meant. */
    static Optional<Service.Port> port(Service service, Entry entry, PortWish wish) {
        List<Service.Port> fits = service.ports().stream().filter(p -> !wish.given() || (entry.door() == Entry.Door.NODE_PORT
                ? p.nodePort() == wish.number() && p.nodePort() > 0 : p.port() == wish.number() || p.name().equals(wish.text()))).toList();
        if (!wish.protocol().isEmpty()) {
            return fits.stream().filter(p -> p.protocol().equals(wish.protocol())).findFirst();
        }
        return fits.stream().filter(p -> p.protocol().equals("TCP")).findFirst().or(() -> fits.stream().findFirst());
    }

    private static String shown(PortWish wish) {
        return wish.text() + "/" + wish.protocolOr("TCP");
    }

    private static String declared(Service service, PortWish wish) {
        String has = service.ports().stream().map(p -> p.port() + "/" + p.protocol() + (p.name().isEmpty() ? "" : " (" + p.name() + ")"))
                .collect(Collectors.joining(", "));
        boolean target = service.ports().stream().anyMatch(p -> p.targetPort().equals(wish.text()));
        return has.isEmpty() ? "it declares no port at all" : "it has " + has + (target ? "; " + wish.text()
                + " is the port of the pods, which a client of the Service does not use" : "");
    }

    /** The Service hop where nothing is left behind it. */
    private static Hop arrived(Service service, Service.Port port, Entry entry, Balancing.Choice choice, Backends.Found found) {
        return Hop.pass(Stage.SERVICE, List.of(service.ref()), words(entry, port));
    }

    private static String words(Entry entry, Service.Port port) {
        Service s = entry.service();
        String door = switch (entry.door()) {
            case HEADLESS -> "headless: the client talks to the pods themselves";
            case NODE_PORT -> "node port " + port.nodePort() + " on " + entry.node() + " goes to target port " + port.targetPort();
            case LOAD_BALANCER -> "load balancer address " + entry.ip() + " port " + port.port() + " goes to target port " + port.targetPort();
            case EXTERNAL_IP -> "external address " + entry.ip() + " port " + port.port() + " goes to target port " + port.targetPort();
            case CLUSTER_IP -> (entry.ip().isEmpty() ? "port " : entry.ip() + " port ") + port.port() + "/" + port.protocol()
                    + " goes to target port " + port.targetPort();
        };
        return door + (port.appProtocol().isEmpty() ? "" : ", appProtocol " + port.appProtocol())
                + (s.sessionAffinity().equals("ClientIP") ? ", each client stays with one endpoint (ClientIP)" : "");
    }

    private Hop empty(Service service, Service.Port port, Backends.Found found, Balancing.Choice choice) {
        if (!found.gap().isEmpty()) {
            return Hop.unknown(Stage.ENDPOINT, List.of(service.ref()), found.gap());
        }
        if (choice.why().endsWith("is not known")) {
            return Hop.unknown(Stage.ENDPOINT, List.of(service.ref()), choice.why());
        }
        if (found.all().isEmpty() && !found.misfits().isEmpty()) {
            return Hop.fail(Stage.ENDPOINT, List.of(service.ref()), "no endpoint serves port " + port.port(), found.misfits().get(0));
        }
        List<Pod> matched = backends.matched(service);
        if (found.all().isEmpty() && matched.isEmpty()) {
            if (service.hasSelector() && !cluster.complete("Pod", service.meta().namespace())) {
                return Hop.fail(Stage.ENDPOINT, List.of(service.ref()), "it has no endpoints");
            }
            Optional<Workload> empty = cluster.all(Workload.class).stream().filter(w -> service.hasSelector() && w.desired() == 0 && !w.ref().kind().equals("CronJob")
                    && w.meta().owner().isEmpty() && w.meta().namespace().equals(service.meta().namespace())
                    && w.templateLabels().entrySet().containsAll(service.selector().entrySet())).findFirst();
            if (empty.isPresent()) {
                return Hop.fail(Stage.ENDPOINT, List.of(service.ref(), empty.get().ref()), "no pod matches its selector " + selector(service),
                        empty.get().ref() + " makes such pods, and is scaled to zero");
            }
            String nearest = Optional.ofNullable(states.get(service.ref())).map(ServiceState::nearest).orElse("");
            return Hop.fail(Stage.ENDPOINT, List.of(service.ref()), !service.hasSelector() ? "it has no selector and no endpoints"
                    : "no pod matches its selector " + selector(service), nearest);
        }
        List<ObjectRef> by = new ArrayList<>(List.of(service.ref()));
        matched.stream().filter(p -> !p.ready()).limit(5).forEach(p -> by.add(p.ref()));
        String state = matched.stream().filter(p -> !p.ready()).findFirst().map(p -> p.meta().name() + ": " + trouble(p)).orElse("");
        return Hop.fail(Stage.ENDPOINT, by, choice.why() + (found.all().isEmpty() ? " although its selector matches " + matched.size()
                + (matched.size() == 1 ? " pod" : " pods") : ""), state);
    }

    private static String selector(Service service) {
        return service.selector().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(","));
    }

    /** Why a pod is not ready, in the words of its status. */
    static String trouble(Pod pod) {
        for (Container c : pod.containers()) {
            Optional<Container.State> state = c.state();
            if (!c.ready() && state.isPresent() && !state.get().phase().equals("running")) {
                return "container " + c.name() + " is " + state.get().phase() + (state.get().reason().isEmpty() ? "" : " (" + state.get().reason() + ")");
            }
        }
        Optional<Condition> unscheduled = pod.condition("PodScheduled").filter(c -> c.status().equals("False"));
        if (unscheduled.isPresent()) {
            return "not scheduled: " + unscheduled.get().message().lines().findFirst().orElse(unscheduled.get().reason());
        }
        return pod.meta().terminating() ? "terminating" : pod.ready() ? "ready" : pod.phase().equals("Running") ? "running, but not ready"
                : pod.phase().toLowerCase(Locale.ROOT);
    }

    /** Compares the choice with what the node's packet filter does, where that was collected. */
    private Result installed(Entry entry, Service.Port port, String node, Balancing.Choice choice, Backends.Found found) {
        Service service = entry.service();
        Proxying.Proxy proxy = proxying.on(node);
        Optional<List<ServiceRule>> rules = entry.door() == Entry.Door.HEADLESS || proxy.unfiltered() ? Optional.empty()
                : proxying.rules(node);
        String why = words(entry, port) + (choice.why().isEmpty() ? "" : "; " + choice.why());
        List<Way> ways = choice.use().stream().map(b -> new Way(b, endpoint(service, b, found.all().size()))).toList();
        if (rules.isEmpty()) {
            return new Result(List.of(Hop.pass(Stage.SERVICE, List.of(service.ref()), why)), ways, Optional.of(port));
        }
        Optional<ServiceRule> rule = rules.get().stream().filter(r -> r.protocol().equalsIgnoreCase(port.protocol())
                && (entry.door() == Entry.Door.NODE_PORT ? r.address().isEmpty() && r.port() == port.nodePort()
                : r.address().equals(entry.ip()) && r.port() == port.port())).findFirst();
        if (rule.isEmpty() || rule.get().verdict() != ServiceRule.Verdict.BALANCED) {
            String says = "node " + node + (rule.isEmpty() ? " has no rule for " + entry.ip() + " port " + port.port()
                    : rule.get().verdict() == ServiceRule.Verdict.REJECTED ? " refuses it as if it had no endpoints" : " drops it");
            return stale(service, node, proxy, says, ways, port);
        }
        if (proxy.down()) {
            return new Result(List.of(Hop.pass(Stage.SERVICE, List.of(service.ref()), why + "; by old rules: " + proxy.why())),
                    aged(service, rule.get(), ways, node), Optional.of(port));
        }
        return new Result(List.of(Hop.pass(Stage.SERVICE, List.of(service.ref()), why + "; node " + node + " has the rule")), ways, Optional.of(port));
    }

    private static Result stale(Service service, String node, Proxying.Proxy proxy, String says, List<Way> ways, Service.Port port) {
        List<ObjectRef> by = new ArrayList<>(proxy.by());
        by.add(ObjectRef.ofNode(node));
        if (proxy.down()) {
            return new Result(List.of(Hop.fail(Stage.SERVICE, by, says, proxy.why())), List.of(), Optional.of(port));
        }
        by.add(service.ref());
        return new Result(List.of(Hop.unknown(Stage.SERVICE, by, says + ", although EndpointSlices list ready endpoints: "
                + "the two may have been collected at different moments")), ways, Optional.of(port));
    }

    /** Without a proxy the node goes on with the endpoints of its last rules. */
    private List<Way> aged(Service service, ServiceRule rule, List<Way> current, String node) {
        List<Way> ways = new ArrayList<>();
        for (String socket : rule.endpoints()) {
            Optional<Way> known = current.stream().filter(w -> w.backend().socket().equals(socket)).findFirst();
            int colon = socket.lastIndexOf(':');
            if (known.isPresent()) {
                ways.add(known.get());
            } else if (colon > 0) {
                String ip = socket.substring(0, colon).replace("[", "").replace("]", "");
                ways.add(new Way(Backend.old(ip, new PortWish(socket.substring(colon + 1), "").number()), Hop.fail(Stage.ENDPOINT, List.of(service.ref(), ObjectRef.ofNode(node)),
                        "the rules of node " + node + " still name " + socket + ", which is no ready endpoint any more")));
            }
        }
        return ways.isEmpty() ? current : List.copyOf(ways);
    }

    private Hop endpoint(Service service, Backend b, int all) {
        if (b.template().isPresent()) {
            return Hop.pass(Stage.ENDPOINT, List.of(b.template().get()), "declared; whether such a pod runs and is ready lies outside a manifest");
        }
        List<ObjectRef> by = new ArrayList<>();
        Optional<Pod> pod = cluster.podByIp(b.address());
        pod.ifPresentOrElse(p -> by.add(p.ref()), () -> by.add(service.ref()));
        String namespace = service.meta().namespace();
        boolean gone = pod.isEmpty() && !b.pod().isEmpty() && cluster.complete("Pod", namespace)
                && cluster.find(Pod.class, ObjectRef.of("Pod", namespace, b.pod())).isEmpty();
        if (gone) {
            return Hop.fail(Stage.ENDPOINT, List.of(service.ref()), "endpoint " + b.address() + " refers to pod " + b.pod() + ", which does not exist");
        }
        String share = all > 1 ? ", one of " + all : "";
        return Hop.pass(Stage.ENDPOINT, by, (b.ready() ? "ready" : "terminating, still serving") + share
                + (b.derived() ? " (as the pods say; EndpointSlices were not collected)" : ""));
    }
}
