package io.netdx.probe;

import io.netdx.cluster.Cluster;
import io.netdx.fact.AdminPolicy;
import io.netdx.fact.CalicoPolicy;
import io.netdx.fact.CiliumPolicy;
import io.netdx.fact.Container;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Plans the tests. Only what every pod may call is called: a target that policies close to strangers would look like a fault. Only what is
 * known to listen is called: a port that a pod merely declares may be nobody's.
 */
public final class Planner {

    private static final int MOST_SERVERS = 3;
    private static final int MOST_SERVICES = 2;
    private static final String NAME = "kubernetes.default.svc";
    private static final ObjectRef API = ObjectRef.of("Service", "default", "kubernetes");
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern OUTSIDE = Pattern.compile("(\\[[0-9a-f:.]+]|[A-Za-z0-9][A-Za-z0-9.-]*)(?::(\\d{1,5}))?");
    private static final Set<String> CALLED = Set.of("httpGet", "tcpSocket");
    private static final Set<String> DNS_NAMES = Set.of("kube-dns", "coredns", "rke2-coredns-rke2-coredns", "dns-default");

    private final Cluster cluster;
    private final ProbeOptions options;
    private final Set<String> restricted = new TreeSet<>();
    private final List<String> left = new ArrayList<>();

    private Planner(Cluster cluster, ProbeOptions options) {
        this.cluster = cluster;
        this.options = options;
        Stream.of(NetworkPolicy.class, CiliumPolicy.class, CalicoPolicy.class, AdminPolicy.class).flatMap(type -> cluster.all(type).stream())
                .forEach(policy -> restricted.add(policy.ref().namespace()));
    }

    /** The same cluster and wishes give the same plan. */
    public static ProbePlan of(Cluster cluster, ProbeOptions options) {
        return new Planner(cluster, options).plan();
    }

    private ProbePlan plan() {
        if (restricted.contains(options.namespace())) {
            left.add("anything from namespace " + options.namespace() + ": its network policies would hold for the probes; name one without any with --probe-namespace");
            return new ProbePlan(options.namespace(), List.of(), List.copyOf(left));
        }
        if (restricted.contains("")) {
            left.add("anything: policies of the whole cluster would hold for the probes, and what they refuse would look like a fault");
            return new ProbePlan(options.namespace(), List.of(), List.copyOf(left));
        }
        if (!cluster.complete("NetworkPolicy", options.namespace())) {
            left.add("anything from namespace " + options.namespace() + ": whether policies would hold for the probes is not known, the verb list on networkpolicies is missing");
            return new ProbePlan(options.namespace(), List.of(), List.copyOf(left));
        }
        ProbeNodes nodes = new ProbeNodes(cluster);
        List<Node> chosen = nodes.chosen(options.nodes(), left);
        List<ProbePlan.Visit> visits = new ArrayList<>();
        for (Node node : chosen) {
            List<ProbeTest> tests = new ArrayList<>();
            pods(node, chosen, tests);
            hosts(node, chosen, tests);
            api(tests);
            names(tests);
            services(tests);
            outside(tests);
            visits.add(new ProbePlan.Visit(node.meta().name(), options.nodes().isEmpty() ? nodes.why(node) : "as asked for", List.copyOf(tests)));
        }
        if (chosen.isEmpty()) {
            left.add("anything: no node is known that is ready, not tainted and runs Linux; name some with --probe-nodes");
        }
        if (!restricted.isEmpty()) {
            left.add("pods and Services of " + String.join(", ", restricted) + ": their network policies may rightly refuse a probe");
        }
        if (options.external().isEmpty()) {
            left.add("the outside: whether pods may call it is not known; name something with --probe-external");
        }
        return new ProbePlan(options.namespace(), List.copyOf(visits), left.stream().distinct().toList());
    }

    /** One neighbour on the same node, and one on each of the others. */
    private void pods(Node from, List<Node> chosen, List<ProbeTest> tests) {
        for (Node to : chosen) {
            Optional<Pod> pod = cluster.all(Pod.class).stream().filter(p -> p.node().equals(to.meta().name()) && !p.hostNetwork() && p.ready() && !p.finished())
                    .filter(p -> !restricted.contains(p.meta().namespace()) && listens(p).isPresent() && !p.ip().isEmpty()).findFirst();
            String where = to == from ? " on the same node" : " on node " + to.meta().name();
            Optional<Endpoint> other = pod.isPresent() ? Optional.empty() : behindServices().filter(e -> e.node().equals(to.meta().name())).findFirst();
            pod.ifPresent(p -> connect(tests, Layer.POD, p.ip(), listens(p).get(), "pod " + p.meta().namespace() + "/" + p.meta().name() + where));
            other.ifPresent(e -> connect(tests, Layer.POD, e.address(), e.port(), "a pod behind a Service" + where));
            if (to != from) {
                pod.map(Pod::ip).or(() -> other.map(Endpoint::address)).ifPresent(ip -> sizes(tests, ip, where));
            }
            if (pod.isEmpty() && other.isEmpty()) {
                left.add("pods on node " + to.meta().name() + ": none is known that anybody may call and that listens");
            }
        }
    }

    /**
     * Small echoes, and as large ones as the pod's own interface takes whole: the kernel forbids routers to cut such. Where the interface has another
     * name, or ping takes no sizes, nothing is learnt.
     */
    private static void sizes(List<ProbeTest> tests, String ip, String where) {
        if (Cidr.address(ip).isPresent()) {
            int headers = ip.contains(":") ? 48 : 28;
            tests.add(new ProbeTest(Layer.POD, List.of("ping", "-c", "3", "-W", "2", ip), "small packets to it" + where + "; pods may drop echoes, which proves nothing"));
            tests.add(new ProbeTest(Layer.POD, List.of("sh", "-c", "ping -c 3 -W 2 -s $(($(cat /sys/class/net/eth0/mtu) - " + headers + ")) " + ip),
                    "the largest packets of its interface; that these vanish where small ones come back is the path's MTU"));
        }
    }

    /** The port that the kubelet calls with success. */
    private static Optional<Integer> listens(Pod pod) {
        for (Container c : pod.containers()) {
            if (c.init() || c.readiness().isEmpty() || !CALLED.contains(c.readiness().get().type())) {
                continue;
            }
            String port = c.readiness().get().port();
            Optional<Integer> number = port.matches("\\d{1,5}") ? Optional.of(Integer.parseInt(port))
                    : c.ports().stream().filter(p -> p.name().equals(port)).map(Container.Port::number).findFirst();
            if (number.isPresent()) {
                return number;
            }
        }
        return Optional.empty();
    }

    /** By echo: what listens on a node, and for whom, is its owner's choice. */
    private static void hosts(Node from, List<Node> chosen, List<ProbeTest> tests) {
        for (Node to : chosen) {
            to.internalIp().filter(ip -> Cidr.address(ip).isPresent()).ifPresent(ip -> tests.add(new ProbeTest(Layer.NODE, List.of("ping", "-c", "3", "-W", "2", ip),
                    (to == from ? "its own node" : "node " + to.meta().name()) + "; that no echo comes proves nothing, nodes may drop them")));
        }
    }

    private void api(List<ProbeTest> tests) {
        cluster.service("default", "kubernetes").ifPresentOrElse(service -> {
            service.clusterIps().stream().findFirst().ifPresent(ip -> version(tests, ip, 443, "the API server by its ClusterIP"));
            endpoints(service, 443).stream().limit(MOST_SERVERS).forEach(e -> version(tests, e.address(), e.port(), "the API server by its own address"));
        }, () -> left.add("the API server: its Service default/kubernetes was not seen"));
    }

    private static void version(List<ProbeTest> tests, String address, int port, String about) {
        if (Cidr.address(address).isPresent()) {
            String host = address.contains(":") ? "[" + address + "]" : address;
            tests.add(new ProbeTest(Layer.API, List.of("curl", "-sSk", "-o", "/dev/null", "-w", "%{http_code}", "-m", "5", "https://" + host + ":" + port + "/version"), about));
        }
    }

    /** Each server is asked by UDP and TCP; the Service for each type of record too. */
    private void names(List<ProbeTest> tests) {
        tests.add(new ProbeTest(Layer.DNS, List.of("nslookup", NAME), "as any pod asks"));
        Optional<Service> dns = cluster.all(Service.class).stream().filter(s -> Set.of("kube-system", "openshift-dns").contains(s.meta().namespace()) && !s.headless()
                && (DNS_NAMES.contains(s.meta().name()) || "kube-dns".equals(s.meta().labels().get("k8s-app")))).findFirst();
        if (dns.isEmpty()) {
            left.add("each DNS server: the DNS Service was not seen");
            return;
        }
        dns.get().clusterIps().stream().findFirst().filter(ip -> Cidr.address(ip).isPresent()).ifPresent(ip -> {
            ask(tests, ip, "A", "+notcp", "the DNS Service by UDP");
            ask(tests, ip, "A", "+tcp", "the DNS Service by TCP");
            ask(tests, ip, "AAAA", "+notcp", "the same for IPv6: no answer is no error");
            ask(tests, ip, "SRV", "+notcp", "the same for its ports");
        });
        endpoints(dns.get(), 53).stream().map(Endpoint::address).distinct().limit(MOST_SERVERS).forEach(ip -> {
            ask(tests, ip, "A", "+notcp", "one DNS server by UDP");
            ask(tests, ip, "A", "+tcp", "one DNS server by TCP");
        });
    }

    private static void ask(List<ProbeTest> tests, String server, String type, String how, String about) {
        // the search list knows the cluster's domain
        tests.add(new ProbeTest(Layer.DNS, List.of("dig", "+search", "+time=2", "+tries=2", how, "@" + server, NAME, type), about));
    }

    /** Those that somebody fails to call come first. */
    private void services(List<ProbeTest> tests) {
        Set<String> called = new TreeSet<>();
        cluster.all(Signature.class).stream().filter(s -> !s.group("mode").isEmpty()).forEach(s -> called.add(s.group("host")));
        callable().sorted(Comparator.comparing((Service s) -> called.stream().noneMatch(host -> host.equals(s.meta().name()) || host.startsWith(s.meta().name() + ".") || s.clusterIps().contains(host)))
                        .thenComparing(Service::ref)).limit(MOST_SERVICES).forEach(s -> service(s, tests));
    }

    private void service(Service s, List<ProbeTest> tests) {
        Service.Port port = port(s).orElseThrow();
        String about = "Service " + s.meta().namespace() + "/" + s.meta().name();
        String name = s.meta().name() + "." + s.meta().namespace() + ".svc";
        tests.add(new ProbeTest(Layer.SERVICE, List.of("nc", "-zv", "-w", "3", name, String.valueOf(port.port())), about + " by name"));
        s.clusterIps().stream().findFirst().ifPresent(ip -> connect(tests, Layer.SERVICE, ip, port.port(), about + " by ClusterIP"));
        Endpoint endpoint = endpoints(s, port.port()).get(0);
        connect(tests, Layer.SERVICE, endpoint.address(), endpoint.port(), about + " at one of its endpoints");
    }

    /** Services that anybody may call and that have somebody to answer. */
    private Stream<Service> callable() {
        return cluster.all(Service.class).stream().filter(s -> !restricted.contains(s.meta().namespace()) && !s.external() && !s.headless()
                && !s.ref().equals(API) && HOST.matcher(s.meta().name()).matches() && HOST.matcher(s.meta().namespace()).matches() && port(s).isPresent());
    }

    private Optional<Service.Port> port(Service service) {
        return service.ports().stream().filter(p -> p.protocol().equals("TCP") && !endpoints(service, p.port()).isEmpty()).findFirst();
    }

    private Stream<Endpoint> behindServices() {
        return callable().flatMap(s -> endpoints(s, port(s).orElseThrow().port()).stream());
    }

    private record Endpoint(String address, int port, String node) {
    }

    /** Ready ones behind a port of a Service. */
    private List<Endpoint> endpoints(Service service, int port) {
        String name = service.ports().stream().filter(p -> p.port() == port).min(Comparator.comparing((Service.Port p) -> !p.protocol().equals("TCP"))).map(Service.Port::name).orElse("");
        List<Endpoint> found = new ArrayList<>();
        for (EndpointSlice slice : cluster.slicesOf(service)) {
            for (EndpointSlice.Endpoint e : slice.endpoints()) {
                List<EndpointSlice.Port> ports = e.ports().isEmpty() ? slice.ports() : e.ports();
                if (e.ready() && !e.terminating() && Cidr.address(e.address()).isPresent()) {
                    ports.stream().filter(p -> p.name().equals(name) && p.number() > 0).findFirst().ifPresent(p -> found.add(new Endpoint(e.address(), p.number(), e.node())));
                }
            }
        }
        return found;
    }

    private void outside(List<ProbeTest> tests) {
        for (String target : options.external()) {
            Matcher m = OUTSIDE.matcher(Cidr.address(target).isPresent() ? "[" + target + "]" : target);
            if (!m.matches()) {
                left.add(target + ": neither a name nor an address");
                continue;
            }
            String host = m.group(1).replaceAll("[\\[\\]]", "");
            if (Cidr.address(host).isEmpty()) {
                tests.add(new ProbeTest(Layer.EXTERNAL, List.of("nslookup", host), "a name outside"));
            }
            tests.add(new ProbeTest(Layer.EXTERNAL, List.of("nc", "-zv", "-w", "3", host, m.group(2) == null ? "443" : m.group(2)), "as asked for"));
        }
    }

    private static void connect(List<ProbeTest> tests, Layer layer, String address, int port, String about) {
        if (Cidr.address(address).isPresent() && port > 0) {
            tests.add(new ProbeTest(layer, List.of("nc", "-zv", "-w", "3", address, String.valueOf(port)), about));
        }
    }
}
