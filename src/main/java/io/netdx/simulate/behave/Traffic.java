package io.netdx.simulate.behave;

import io.netdx.net.Cidr;
import io.netdx.simulate.world.Dialect;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The calls that programs make to each other, and how they end: a program without what it needs answers its own callers with errors. */
final class Traffic {

    private static final int HUNDRED = 100;

    private final Network network;
    private final Resolver resolver;
    private final Mesh mesh;
    private final Map<String, List<Outcome>> known = new HashMap<>();
    private final Set<String> asking = new HashSet<>();

    Traffic(Network network, Resolver resolver, Mesh mesh) {
        this.mesh = mesh;
        this.network = network;
        this.resolver = resolver;
    }

    /** The ways in which the call that a variable of a pod means may end, each as likely as the others; empty where the pod makes no such call. */
    List<Outcome> outcomes(SimPod client, String call) {
        String key = client.key() + " " + call;
        List<Outcome> before = known.get(key);
        if (before != null) {
            return before;
        }
        Optional<Target> target = target(client, call);
        if (target.isEmpty()) {
            return List.of();
        }
        asking.add(key);
        List<Outcome> outcomes = lossy(client, call(client, target.get()));
        asking.remove(key);
        known.put(key, outcomes);
        return outcomes;
    }

    Optional<Target> target(SimPod client, String call) {
        return Target.of(Resource.of(client.workload().map("spec", "template", "spec", "containers", 0)), call);
    }

    /** How the attempts of a pod's init container end. */
    List<Outcome> awaited(SimPod client) {
        String address = client.program().flatMap(Program::awaits).orElseThrow();
        int colon = address.lastIndexOf(':');
        return call(client, new Target("", address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    }

    /** How a call ends that somebody makes from a pod, with whatever a machine on the way loses. */
    List<Outcome> attempt(SimPod client, Target target) {
        return lossy(client, call(client, target));
    }

    private List<Outcome> call(SimPod client, Target target) {
        List<String> addresses = List.of(target.host());
        if (Cidr.address(target.host()).isEmpty()) {
            Resolver.Answer answer = resolver.lookup(client, target.host());
            if (answer.kind() != Outcome.Kind.OK) {
                return List.of(Outcome.of(answer.kind(), answer.server()));
            }
            if (answer.outside()) {
                return mesh.outward(client).map(List::of).orElseGet(() -> network.outward(client, target.port()));
            }
            addresses = answer.addresses();
        }
        List<Outcome> ended = new ArrayList<>();
        for (String ip : addresses) {
            network.connect(client, ip, target.port(), "TCP").forEach(o -> ended.add(answered(mesh.judged(client, o, target), target)));
        }
        return ended;
    }

    /** A server that cannot do its work says so. */
    private Outcome answered(Outcome connected, Target target) {
        Optional<String> serves = connected.server().flatMap(SimPod::program).map(Program::serves);
        if (connected.ok() && target.http() && serves.filter(prefix -> !target.path().startsWith(prefix)).isPresent()) {
            return connected.as(Outcome.Kind.NOT_FOUND);
        }
        return connected.ok() && connected.server().filter(this::failing).isPresent() ? connected.as(Outcome.Kind.SERVER_ERROR) : connected;
    }

    /** Whether most answers of a pod are errors; in a circle of calls nobody is guilty for having asked. */
    boolean failing(SimPod pod) {
        if (pod.program().isEmpty()) {
            return false;
        }
        for (String call : pod.program().get().calls()) {
            if (!asking.contains(pod.key() + " " + call)) {
                List<Outcome> outcomes = outcomes(pod, call);
                if (outcomes.stream().filter(o -> !o.ok()).count() * 2 > outcomes.size()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A full table of a machine on the way loses new connections at random. */
    private List<Outcome> lossy(SimPod client, List<Outcome> outcomes) {
        int loss = client.host().map(Network::lossPercent).orElse(0);
        List<Outcome> all = new ArrayList<>();
        for (Outcome o : outcomes) {
            int most = Math.max(loss, o.server().flatMap(SimPod::host).map(Network::lossPercent).orElse(0));
            // only large answers are lost
            boolean stalls = o.kind() == Outcome.Kind.STALLED && !o.slow();
            if (stalls) {
                all.add(o.as(Outcome.Kind.OK));
            }
            for (int i = 0; most > 0 && i < HUNDRED; i += 10) {
                all.add(i < most && o.ok() ? o.as(Outcome.Kind.TIMEOUT) : o);
            }
            if (most == 0) {
                all.add(o);
            }
        }
        return all;
    }

    static Dialect dialect(SimPod pod) {
        return pod.program().map(Program::dialect).orElse(Dialect.GO);
    }
}
