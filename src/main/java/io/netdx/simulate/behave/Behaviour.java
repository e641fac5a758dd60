package io.netdx.simulate.behave;

import io.netdx.cluster.Cluster;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets a world run until its snapshot is taken. */
public final class Behaviour {

    /** Kinds that a collector lists whether there are any or not. */
    private static final List<String> LISTED = List.of("NetworkPolicy", "Ingress", "IngressClass", "ResourceQuota", "PersistentVolumeClaim", "APIService",
            "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "Job", "StatefulSet");

    private final World world;
    private final Past past;
    private final Events events;
    private final List<SimPod> pods;
    private final Controllers controllers;

    private Behaviour(World world, Past past) {
        this.world = world;
        this.past = past;
        this.events = new Events(world);
        this.pods = new Scheduler(world, events, past).place();
        Kubelet kubelet = new Kubelet(world, events, past);
        pods.forEach(kubelet::run);
        this.controllers = new Controllers(world, pods);
    }

    public static Shown of(World world) {
        return go(world, new Past()).shown();
    }

    /** Lets it run on from where it was last looked at, which {@code past} remembers, to the world's time. */
    public static Running go(World world, Past past) {
        return new Behaviour(world, past).run();
    }

    private Running run() {
        Map<String, SimPod> members = new TreeMap<>();
        pods.forEach(p -> members.put(p.key(), p));
        List<SimPod> careful = pods.stream().filter(p -> p.answers() && p.created().isAfter(world.faultAt()) && p.program().flatMap(Program::awaits).isPresent()).toList();
        if (!careful.isEmpty()) {
            Network before = new Network(world, pods, decoded());
            Traffic attempts = new Traffic(before, new Resolver(world, before, members), new Mesh(world));
            careful.stream().filter(p -> attempts.awaited(p).stream().noneMatch(Outcome::ok)).toList().forEach(SimPod::initializing);
        }
        Network network = new Network(world, pods, decoded());
        Resolver resolver = new Resolver(world, network, members);
        Traffic traffic = new Traffic(network, resolver, new Mesh(world));
        Map<String, String> logs = new Logs(world, network, traffic, past).of(pods);
        past.record(events.all());
        List<Resource> recorded = past.begun() ? past.events() : events.all();
        past.keep(pods, world.now());
        Map<String, Supplier<Stream<Resource>>> lists = lists();
        lists.put("Event", recorded::stream);
        return new Running(world, new Shown(world.profile().version(), lists, logs, HostFiles.of(world, pods)), members, network, resolver, traffic);
    }

    private Map<String, Supplier<Stream<Resource>>> lists() {
        Map<String, List<Resource>> declared = new TreeMap<>();
        LISTED.forEach(kind -> declared.put(kind, List.of()));
        if (world.profile().mesh().equals("istio")) {
            Mesh.kinds().forEach(kind -> declared.put(kind, List.of()));
        }
        for (Resource r : world.declared()) {
            declared.put(r.kind(), List.of());
        }
        // what a collector leaves alone
        declared.remove("Secret");
        declared.replaceAll((kind, none) -> world.all(kind));
        Map<String, Supplier<Stream<Resource>>> lists = new TreeMap<>();
        declared.forEach((kind, all) -> lists.put(kind, () -> all.stream().map(this::shown)));
        lists.put("Pod", () -> pods.stream().map(new PodObjects(world)::of));
        lists.put("ReplicaSet", () -> Stream.concat(world.all("Deployment").stream().flatMap(controllers::replicaSets), past.retired().stream().map(controllers::retired)));
        lists.put("Lease", () -> world.all("Node").stream().map(controllers::lease));
        lists.put("EndpointSlice", () -> Stream.concat(world.all("EndpointSlice").stream().map(s -> Objects.stored(s, world.born())),
                world.all("Service").stream().flatMap(s -> controllers.slices(s).stream())));
        return lists;
    }

    private Resource shown(Resource declared) {
        if (World.WORKLOADS.contains(declared.kind())) {
            return controllers.workload(declared);
        }
        Resource stored = Objects.stored(declared, world.born().plusSeconds(200));
        return switch (declared.kind()) {
            case "Node" -> controllers.node(declared);
            case "APIService" -> controllers.apiService(stored);
            case "Namespace" -> controllers.namespace(stored);
            case "GatewayClass" -> new GatewayController(world).gatewayClass(stored);
            case "Gateway" -> new GatewayController(world).gateway(stored);
            case "HTTPRoute" -> new GatewayController(world).route(stored);
            case "Ingress" -> new IngressController(world).shown(stored, pods);
            default -> stored;
        };
    }

    /** The objects as the network model sees them: written, and read back one by one. */
    private Cluster decoded() {
        Stream<Resource> objects = lists().values().stream().flatMap(Supplier::get);
        return SnapshotReader.read(List.of("-"), JsonList.of(objects), Limits.DEFAULT, SignatureTable.EMPTY).cluster();
    }
}
