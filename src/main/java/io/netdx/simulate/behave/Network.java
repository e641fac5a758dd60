package io.netdx.simulate.behave;

import io.netdx.cluster.Cluster;
import io.netdx.model.CniProfiles;
import io.netdx.model.NetworkModel;
import io.netdx.model.path.FlowPath;
import io.netdx.model.path.FlowTrace;
import io.netdx.model.path.Hop;
import io.netdx.model.path.Stage;
import io.netdx.model.path.Tracer;
import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.PolicyStack;
import io.netdx.net.Cidr;
import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Profile;
import io.netdx.simulate.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries connections: Services, endpoints and policies are judged by the network model on the decoded objects, the rest by the hidden
 * state of the machines and programs.
 */
final class Network {

    /** An address of a documentation range stands for all that is elsewhere. */
    static final String OUTSIDE = "198.51.100.20";

    /** What a way takes on which large packets are lost. */
    private static final int NARROW = 1400;
    /** Bytes of the headers of an echo. */
    private static final int ICMP = 28;
    private static final String NODES = "172.20.0.0/16";
    private static final String UNROUTED = "203.0.113.0/24";

    private final World world;
    private final Tracer tracer;
    private final Map<String, SimPod> byAddress = new HashMap<>();
    private final Map<String, List<Outcome>> known = new HashMap<>();

    Network(World world, List<SimPod> pods, Cluster cluster) {
        this.world = world;
        CniProfile cni = CniProfiles.detect(cluster);
        this.tracer = new Tracer(cluster, NetworkModel.of(cluster), PolicyStack.of(cluster, cni)::judge, cni);
        pods.stream().filter(p -> !p.ip().isEmpty() && !p.hostNetwork()).forEach(p -> byAddress.put(p.ip(), p));
    }

    /**
     * How connections from a pod to an address end: one outcome for each way they may take.
     *
     * @param protocol {@code TCP} or {@code UDP}
     */
    List<Outcome> connect(SimPod client, String ip, int port, String protocol) {
        if (ip.contains(":")) {
            // pods have IPv4 only: no route leads to an address of the other family
            return List.of(Outcome.of(Outcome.Kind.NO_NETWORK, ip));
        }
        return known.computeIfAbsent(client.key() + " " + ip + ":" + port + "/" + protocol, k -> {
            FlowTrace trace = tracer.trace("pod/" + client.key(), ip + ":" + port + "/" + protocol.toLowerCase(java.util.Locale.ROOT));
            return trace.paths().stream().map(path -> outcome(client, ip, path, protocol)).toList();
        });
    }

    private Outcome outcome(SimPod client, String ip, FlowPath path, String protocol) {
        Optional<SimPod> server = Optional.ofNullable(byAddress.get(path.address()));
        Host from = client.host().orElseThrow();
        boolean translated = !path.address().equals(ip);
        if (translated && world.servicesDead()) {
            return new Outcome(Outcome.Kind.TIMEOUT, ip, server, "");
        }
        Optional<Hop> obstacle = path.hops().stream().filter(h -> h.outcome() == Hop.Outcome.FAIL && h.stage() != Stage.LISTENER).findFirst();
        Outcome.Kind kind;
        if (from.has(Host.Trouble.FORWARDING_OFF) && (translated || server.flatMap(SimPod::host).filter(from::equals).isEmpty())) {
            kind = Outcome.Kind.TIMEOUT;
        } else if (obstacle.isPresent()) {
            kind = obstructed(obstacle.get());
        } else {
            kind = server.isPresent() ? arrived(client, server.get(), path.port(), protocol, translated) : nobody(path.address());
        }
        return new Outcome(kind, ip, server, "");
    }

    /** Addresses of the cluster that nobody has lead nowhere; what lies beyond it answers, but for ranges that nobody routes. */
    private Outcome.Kind nobody(String address) {
        boolean lost = List.of(world.profile().podRange(), world.profile().serviceRange(), UNROUTED).stream().anyMatch(r -> Cidr.parse(r).orElseThrow().contains(address));
        boolean neighbour = Cidr.parse(NODES).orElseThrow().contains(address) && world.hosts().values().stream().noneMatch(h -> h.ip().equals(address));
        return lost ? Outcome.Kind.TIMEOUT : neighbour ? Outcome.Kind.UNREACHABLE : Outcome.Kind.OK;
    }

    private Outcome.Kind obstructed(Hop hop) {
        return switch (hop.stage()) {
            // kube-proxy and Cilium answer for a Service without endpoints with a rejection; a port that it does not have is lost
            case ENDPOINT -> Outcome.Kind.REFUSED;
            case SERVICE -> hop.why().contains("port") ? Outcome.Kind.TIMEOUT : Outcome.Kind.REFUSED;
            default -> Outcome.Kind.TIMEOUT;
        };
    }

    /** Past everything that objects decide: the machines on the way, and the program at the end. */
    private Outcome.Kind arrived(SimPod client, SimPod server, int port, String protocol, boolean translated) {
        Host from = client.host().orElseThrow();
        Host to = server.host().orElseThrow();
        boolean crosses = !from.equals(to);
        if (translated && from.has(Host.Trouble.PROXY_STOPPED) && world.fresh().contains(server.workload().key())) {
            // its rules still lead to the addresses of pods that are gone
            return Outcome.Kind.TIMEOUT;
        }
        if (to.has(Host.Trouble.POWERED_OFF)) {
            return world.profile().cni() == Profile.Cni.AWS ? Outcome.Kind.UNREACHABLE : Outcome.Kind.TIMEOUT;
        }
        if (crosses && (from.cutOff().contains(to.name()) || to.cutOff().contains(from.name()) || to.has(Host.Trouble.FORWARDING_OFF))) {
            return Outcome.Kind.TIMEOUT;
        }
        if (!server.answers()) {
            return Outcome.Kind.REFUSED;
        }
        boolean dns = server.workload().name().equals("coredns");
        boolean listens = server.program().map(p -> p.ports().contains(port)).orElse(dns ? CoreDns.of(world).ports().contains(port) : true);
        if (!listens) {
            // nobody answers a UDP packet to a closed port but with ICMP, which reads as a refusal
            return Outcome.Kind.REFUSED;
        }
        if (crosses && protocol.equals("TCP") && narrow(from, to) && !fits(to)) {
            // what is large is the answer
            return Outcome.Kind.STALLED;
        }
        return server.program().filter(p -> p.slow()).isPresent() ? Outcome.Kind.STALLED : Outcome.Kind.OK;
    }

    /** Whether large packets between two machines are lost on the way, and nobody is told. */
    static boolean narrow(Host one, Host other) {
        return one.has(Host.Trouble.LARGE_PACKETS_LOST) || other.has(Host.Trouble.LARGE_PACKETS_LOST);
    }

    /** Whether a machine sends nothing that is too large for such a way: its pods are told so. */
    private boolean fits(Host sender) {
        return sender.mtu() > 0 && sender.mtu() + HostFiles.overhead(world) <= NARROW;
    }

    /** Whether an echo of so many bytes gets from one machine to another. */
    boolean echo(Host one, Host other, int bytes) {
        return one.equals(other) || !narrow(one, other) || bytes + ICMP + HostFiles.overhead(world) <= NARROW;
    }

    /** Whether new connections of a machine are lost at random, and how many in a hundred. */
    static int lossPercent(Host host) {
        return host.has(Host.Trouble.CONNTRACK_FULL) ? 55 : 0;
    }

    /** To a name beyond the cluster: whatever the policies and the client's machine let out arrives. */
    List<Outcome> outward(SimPod client, int port) {
        return connect(client, OUTSIDE, port, "TCP");
    }
}
