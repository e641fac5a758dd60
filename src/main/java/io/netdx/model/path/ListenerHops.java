package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.HostFact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.model.policy.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last hop: whether something listens where the connection ends. */
final class ListenerHops {

    private final Cluster cluster;

    ListenerHops(Cluster cluster) {
        this.cluster = cluster;
    }

    Hop listener(Side server, int port, String protocol) {
        if (server.pod().isPresent()) {
            return pod(server.pod().get(), port, protocol);
        }
        if (server.peer() instanceof Peer.OfPod template) {
            return declared(server.ref(), template.ports(), port, protocol, "its template");
        }
        return server.inCluster() ? host(server.node(), server.ref(), port, protocol)
                : Hop.unseen(Stage.LISTENER, "what listens on " + server.ref().name() + " lies outside the snapshot");
    }

    private Hop pod(Pod pod, int port, String protocol) {
        if (!pod.phase().equals("Running")) {
            return pod.phase().isEmpty() ? Hop.unseen(Stage.LISTENER, "the status of " + pod.ref() + " was not collected")
                    : Hop.fail(Stage.LISTENER, List.of(pod.ref()), "the pod does not run: " + Translation.trouble(pod));
        }
        List<Container> containers = pod.containers().stream().filter(c -> !c.init()).toList();
        Optional<Container> owner = containers.stream().filter(c -> c.ports().stream().anyMatch(p -> fits(p, port, protocol))).findFirst();
        boolean probed = containers.stream().anyMatch(c -> probes(c, port));
        boolean running = containers.stream().anyMatch(c -> c.state().filter(s -> s.phase().equals("running")).isPresent());
        boolean stated = containers.stream().anyMatch(c -> c.state().isPresent());
        Optional<Container> broken = owner.filter(c -> c.state().filter(s -> !s.phase().equals("running")).isPresent());
        if (broken.isPresent() || stated && !running) {
            return Hop.fail(Stage.LISTENER, List.of(pod.ref()), Translation.trouble(pod));
        }
        if (pod.hostNetwork() && sockets(pod.node()).isPresent()) {
            return host(pod.node(), pod.ref(), port, protocol);
        }
        if (pod.ready() && (owner.isPresent() || probed)) {
            return Hop.pass(Stage.LISTENER, List.of(pod.ref()), probed ? "its readiness probe on " + port + " succeeds"
                    : "container " + owner.get().name() + " runs, is ready and declares " + port + "/" + protocol);
        }
        if (owner.isPresent()) {
            return Hop.unknown(Stage.LISTENER, List.of(pod.ref()), "container " + owner.get().name() + " declares " + port + ", but the pod is not ready");
        }
        List<Container.Port> ports = new ArrayList<>();
        containers.forEach(c -> ports.addAll(c.ports()));
        return declared(pod.ref(), ports, port, protocol, "the pod");
    }

    /** A pod need not declare its ports: an undeclared one is doubtful only beside declared ones. */
    private static Hop declared(ObjectRef ref, List<Container.Port> ports, int port, String protocol, String who) {
        if (ports.stream().anyMatch(p -> fits(p, port, protocol))) {
            return Hop.pass(Stage.LISTENER, List.of(ref), who + " declares " + port + "/" + protocol);
        }
        if (ports.isEmpty()) {
            return Hop.unseen(Stage.LISTENER, who + " declares no ports: what it listens on was not seen");
        }
        return Hop.unknown(Stage.LISTENER, List.of(ref), who + " declares " + ports.stream().map(p -> p.number() + "/" + p.protocol())
                .distinct().collect(Collectors.joining(", ")) + ", not " + port + "/" + protocol);
    }

    private static boolean fits(Container.Port p, int port, String protocol) {
        return p.number() == port && p.protocol().equals(protocol);
    }

    private static boolean probes(Container c, int port) {
        return c.readiness().filter(p -> p.port().equals(String.valueOf(port)) || c.ports().stream()
                .anyMatch(d -> d.name().equals(p.port()) && !d.name().isEmpty() && d.number() == port)).isPresent() && c.ready();
    }

    private Optional<List<HostFact.Listener>> sockets(String node) {
        List<HostFact.Listener> all = cluster.all(HostFact.Listener.class).stream().filter(l -> l.node().equals(node)).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    private Hop host(String node, ObjectRef ref, int port, String protocol) {
        Optional<List<HostFact.Listener>> sockets = sockets(node);
        if (sockets.isEmpty()) {
            return Hop.unseen(Stage.LISTENER, "the listening sockets of node " + node + " were not collected");
        }
        List<HostFact.Listener> here = sockets.get().stream().filter(l -> l.port() == port && l.protocol().equalsIgnoreCase(protocol)).toList();
        if (here.isEmpty()) {
            return cluster.complete("Listener", node) || cluster.complete("Listener", Coverage.ALL)
                    ? Hop.fail(Stage.LISTENER, List.of(ref), "nothing listens on " + port + "/" + protocol + " of node " + node)
                    : Hop.unknown(Stage.LISTENER, List.of(ref), "no socket on " + port + "/" + protocol + " of node " + node + " was seen");
        }
        boolean loopback = here.stream().allMatch(l -> l.address().startsWith("127.") || l.address().equals("::1"));
        return loopback ? Hop.fail(Stage.LISTENER, List.of(ref), "port " + port + " of node " + node + " listens on the loopback address only")
                : Hop.pass(Stage.LISTENER, List.of(ref), "node " + node + " listens on " + port + "/" + protocol
                + here.stream().map(HostFact.Listener::process).filter(p -> !p.isEmpty()).findFirst().map(p -> " (" + p + ")").orElse(""));
    }
}
