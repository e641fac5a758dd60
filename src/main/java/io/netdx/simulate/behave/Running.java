package io.netdx.simulate.behave;

import io.netdx.net.Cidr;
import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A cluster at one moment, as somebody finds it who looks from outside, and from inside its pods. */
public final class Running {

    /** Stands for whatever is no port of a program: what lets it through lets an echo through. */
    private static final int ECHO = 7;

    private final World world;
    private final Shown shown;
    private final Map<String, SimPod> pods;
    private final Network network;
    private final Resolver resolver;
    private final Traffic traffic;

    Running(World world, Shown shown, Map<String, SimPod> pods, Network network, Resolver resolver, Traffic traffic) {
        this.world = world;
        this.shown = shown;
        this.pods = pods;
        this.network = network;
        this.resolver = resolver;
        this.traffic = traffic;
    }

    public Shown shown() {
        return shown;
    }

    /** How an attempt ends. */
    public enum Ending {
        /** It works. */
        OK,
        REFUSED, TIMEOUT, UNREACHABLE, NO_NETWORK, RESET,
        /** Connected, and then no answer. */
        STALLED, NXDOMAIN, DNS_TIMEOUT, SERVFAIL,
        /** Answers of HTTP: 500, 404, 403, 503. */
        SERVER_ERROR, NOT_FOUND, FORBIDDEN, UNAVAILABLE;

        static Ending of(Outcome.Kind kind) {
            return valueOf(kind.name());
        }
    }

    /**
     * What a name resolves to.
     *
     * @param name      the whole name that was answered, or as it was asked
     * @param addresses none unless it ended well
     * @param server    that was asked
     */
    public record Lookup(Ending ending, String name, List<String> addresses, String server) {
    }

    /**
     * One way that a connection may take.
     *
     * @param address that was tried; empty where no name was found
     * @param server  {@code namespace/name} of the pod at its end, empty for any other machine
     */
    public record Attempt(Ending ending, String address, String server) {

        /** The packets come and go, whatever the program then says. */
        public boolean connected() {
            return switch (ending) {
                case OK, STALLED, SERVER_ERROR, NOT_FOUND, FORBIDDEN, UNAVAILABLE -> true;
                default -> false;
            };
        }
    }

    /** A call that a program makes all the time. */
    public record Call(String workload, String variable) {
    }

    /** Where a pod stands; empty for a name that no pod has. */
    public Optional<Inside> inside(String namespace, String pod) {
        return Optional.ofNullable(pods.get(namespace + "/" + pod)).map(Inside::new);
    }

    /** What somebody finds who logs in to a machine: text by file, {@code sysctl.txt}; empty where nobody can. */
    public Map<String, String> machine(String node) {
        Map<String, String> files = new TreeMap<>();
        Optional.ofNullable(world.hosts().get(node)).filter(h -> !h.has(Host.Trouble.POWERED_OFF))
                .ifPresent(h -> HostFiles.of(world, List.copyOf(pods.values()), h).forEach((file, text) -> files.put(file.substring(node.length() + 1), text)));
        return files;
    }

    /** The device that leads from a machine to the pods of others: {@code flannel.1}. */
    public String device() {
        return HostFiles.device(world);
    }

    /** Keys of all pods, {@code namespace/name}. */
    public List<String> pods() {
        return List.copyOf(pods.keySet());
    }

    /** How the calls of all programs end: the share of attempts that work, by workload and variable; 0 where no pod runs to make it. */
    public SortedMap<String, Double> calls() {
        SortedMap<String, Double> shares = new TreeMap<>();
        Map<String, List<Outcome>> ended = new TreeMap<>();
        for (Resource workload : world.workloads()) {
            world.program(workload).map(Program::calls).orElse(List.of()).forEach(c -> ended.put(workload.key() + " " + c, new ArrayList<>()));
        }
        for (SimPod pod : pods.values()) {
            if (pod.state() == SimPod.State.RUNNING && pod.ready() && !Kubelet.lost(pod)) {
                pod.program().map(Program::calls).orElse(List.of())
                        .forEach(call -> ended.computeIfAbsent(pod.workload().key() + " " + call, k -> new ArrayList<>()).addAll(traffic.outcomes(pod, call)));
            }
        }
        ended.forEach((call, outcomes) -> shares.put(call, outcomes.isEmpty() ? 0 : (double) outcomes.stream().filter(Outcome::ok).count() / outcomes.size()));
        return shares;
    }

    /** How many pods of each workload are ready, of how many that are wanted: {@code 1/2}. */
    public SortedMap<String, String> ready() {
        SortedMap<String, String> all = new TreeMap<>();
        for (Resource workload : world.workloads()) {
            if (!workload.kind().equals("Job")) {
                List<SimPod> own = pods.values().stream().filter(p -> p.workload().key().equals(workload.key())).toList();
                long wanted = workload.kind().equals("DaemonSet") ? own.size() : workload.number("spec", "replicas");
                all.put(workload.key(), own.stream().filter(p -> p.ready() && !Kubelet.lost(p)).count() + "/" + wanted);
            }
        }
        return all;
    }

    /** Whether all pods of the newest release of a Deployment are there and ready. */
    public boolean allReady(Resource deployment) {
        List<SimPod> news = pods.values().stream().filter(p -> p.workload().key().equals(deployment.key()) && p.hash().equals(Objects.hash(deployment))).toList();
        return !news.isEmpty() && news.stream().allMatch(p -> p.ready() && !Kubelet.lost(p));
    }

    /** Whether any pod of a workload reaches a port of a Service by its address; empty where none runs. */
    public Optional<Boolean> reaches(Resource workload, Resource service, int port) {
        Optional<SimPod> client = pods.values().stream().filter(p -> p.workload().key().equals(workload.key()) && p.answers() && !p.ip().isEmpty()).findFirst();
        String ip = service.text("spec", "clusterIP");
        return ip.isEmpty() || ip.equals("None") ? Optional.empty() : client.map(c -> network.connect(c, ip, port, "TCP").stream().anyMatch(Outcome::ok));
    }

    /** Inside a pod. */
    public final class Inside {

        private final SimPod pod;

        private Inside(SimPod pod) {
            this.pod = pod;
        }

        public String key() {
            return pod.key();
        }

        public String ip() {
            return pod.ip();
        }

        /** Key of the workload that it belongs to: its own where nothing made it. */
        public String workload() {
            return pod.workload().key();
        }

        public boolean running() {
            return pod.state() == SimPod.State.RUNNING && !Kubelet.lost(pod);
        }

        public Optional<Host> host() {
            return pod.host();
        }

        /** The pod's template. */
        public Resource template() {
            return Resource.of(pod.workload().copy().map("spec", "template"));
        }

        public Lookup lookup(String name) {
            Resolver.Answer answer = resolver.lookup(pod, name);
            return new Lookup(Ending.of(answer.kind()), answer.name().isEmpty() ? name : answer.name(),
                    answer.kind() != Outcome.Kind.OK ? List.of() : answer.outside() ? List.of(Network.OUTSIDE) : answer.addresses(), answer.server());
        }

        /** What {@code /etc/resolv.conf} says. */
        public String resolvConf() {
            return resolver.configuration(pod);
        }

        /**
         * The ways that a connection may take, each as likely as the others.
         *
         * @param protocol {@code TCP} or {@code UDP}
         * @param url      the whole address where it is HTTP, else empty
         */
        public List<Attempt> connect(String host, int port, String protocol, String url) {
            Target target = new Target(url, host, port);
            List<Outcome> outcomes = protocol.equals("TCP") ? traffic.attempt(pod, target)
                    : Cidr.address(host).isPresent() ? network.connect(pod, host, port, protocol) : List.of();
            return outcomes.stream().map(o -> new Attempt(Ending.of(o.kind()), o.address(), o.server().map(SimPod::key).orElse(""))).toList();
        }

        /** The same of an echo with so many bytes, of which none may be split. */
        public Ending ping(String address, int bytes) {
            Ending small = ping(address);
            Optional<Host> other = pods.values().stream().filter(p -> p.ip().equals(address)).flatMap(p -> p.host().stream()).findFirst();
            boolean through = pod.host().isEmpty() || other.isEmpty() || network.echo(pod.host().get(), other.get(), bytes);
            return small == Ending.OK && !through ? Ending.TIMEOUT : small;
        }

        /** Whether an echo comes back from an address: no Service has one, and what lets no connection through lets no echo through. */
        public Ending ping(String address) {
            if (Cidr.parse(world.profile().serviceRange()).orElseThrow().contains(address)) {
                return Ending.TIMEOUT;
            }
            List<Outcome> ways = network.connect(pod, address, ECHO, "TCP");
            boolean through = ways.stream().anyMatch(o -> o.ok() || o.kind() == Outcome.Kind.REFUSED || o.kind() == Outcome.Kind.STALLED);
            return through ? Ending.OK : ways.stream().findFirst().map(o -> Ending.of(o.kind())).orElse(Ending.TIMEOUT);
        }

        /** Ports on which its program listens. */
        public List<Integer> listening() {
            return pod.workload().name().equals("coredns") ? List.copyOf(CoreDns.of(world).ports()) : pod.program().map(p -> List.copyOf(p.ports())).orElse(List.of());
        }
    }
}
