package io.netdx.train;

import io.netdx.simulate.SnapshotFolder;
import io.netdx.simulate.behave.Behaviour;
import io.netdx.simulate.behave.Past;
import io.netdx.simulate.behave.Running;
import io.netdx.simulate.behave.Shown;
import io.netdx.simulate.inject.Herrings;
import io.netdx.simulate.inject.Injector;
import io.netdx.simulate.inject.Injectors;
import io.netdx.simulate.inject.Truth;
import io.netdx.simulate.world.BaseCluster;
import io.netdx.simulate.world.Profile;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A simulated cluster that somebody works on. Nothing in it is canned: after each change the cluster runs on, and what it then shows is
 * computed anew. Equal setups and equal changes at equal times give equal clusters. For one thread at a time.
 */
public final class Lab implements Site {

    /**
     * What the cluster is and what is wrong with it.
     *
     * @param faults   names of classes of faults, as {@code netdx simulate --list} prints them
     * @param herrings harmless oddities
     * @param now      when the trainee comes
     */
    public record Setup(long seed, Profile profile, List<String> faults, int herrings, Instant now) implements Scenario.Origin {
        public Setup {
            faults = List.copyOf(faults);
        }

        @Override
        public Lab open() {
            return Lab.open(this);
        }

        @Override
        public Setup at(Instant time) {
            return new Setup(seed, profile, faults, herrings, time);
        }

        @Override
        public SortedSet<String> families() {
            return faults.stream().map(f -> f.substring(0, f.indexOf('/'))).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** There is no such class of faults, or a cluster like this has nothing that it could befall; try another seed. */
    public static final class NoSuchFault extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoSuchFault(String message) {
            super(message);
        }
    }

    /** What stands in for the controllers' own objects: whoever changes them finds them as before. */
    private static final List<String> MANAGED = List.of("ReplicaSet", "EndpointSlice", "Lease", "Event");
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final World world;
    private final World healthy;
    private final Past past = new Past();
    private final List<Truth> truths;
    private final Standing before;
    private final Standing without;
    private final Map<String, Administration> administration = new TreeMap<>();
    /** Ephemeral containers, by {@code namespace/name} of the pod. */
    private final Map<String, List<Object>> attached = new HashMap<>();
    private Running running;

    private Lab(World world, World healthy, List<Truth> truths) {
        this.world = world;
        this.healthy = healthy;
        this.truths = List.copyOf(truths);
        this.without = Standing.of(healthy, Behaviour.go(healthy, new Past()));
        revisions();
        this.running = Behaviour.go(world, past);
        this.before = Standing.of(world, running);
    }

    /** @throws NoSuchFault where a fault does not fit */
    public static Lab open(Setup setup) {
        World world = BaseCluster.make(setup.profile(), random(setup), setup.now());
        List<Truth> truths = new ArrayList<>();
        for (String fault : setup.faults()) {
            Injector injector = Injectors.all().stream().filter(i -> i.name().equals(fault)).findFirst()
                    .orElseThrow(() -> new NoSuchFault(fault + " is no class of faults"));
            truths.add(injector.inject(world).orElseThrow(() -> new NoSuchFault(fault + " can befall nothing in this cluster")));
        }
        oddities(world, setup.herrings());
        return new Lab(world, BaseCluster.make(setup.profile(), random(setup), setup.now()), truths);
    }

    private static RandomGenerator random(Setup setup) {
        return new SplittableRandom(setup.seed());
    }

    private static void oddities(World world, int herrings) {
        List<Consumer<World>> all = new ArrayList<>(Herrings.harmless());
        all.addAll(Herrings.distracting());
        for (int i = 0; i < herrings; i++) {
            world.oneOf(all).accept(world);
        }
    }

    /** Releases are counted from the first look on, so that whoever changes one can go back. */
    private void revisions() {
        for (Resource deployment : world.all("Deployment")) {
            Optional<World.Before> release = world.before(deployment);
            release.ifPresent(b -> b.workload().set("1", "metadata", "annotations", REVISION));
            deployment.set(release.isPresent() ? "2" : "1", "metadata", "annotations", REVISION);
        }
    }

    @Override
    public List<Truth> truths() {
        return truths;
    }

    public Running running() {
        return running;
    }

    @Override
    public Instant now() {
        return world.now();
    }

    public Profile profile() {
        return world.profile();
    }

    /** How the cluster stood when the trainee came. */
    public Standing before() {
        return before;
    }

    /** How a cluster stands that nothing befell. */
    public Standing without() {
        return without;
    }

    public Standing standing() {
        return Standing.of(world, running);
    }

    @Override
    public void advance(Duration by) {
        world.now(world.now().plus(by));
        administration.values().forEach(a -> a.at(world.now()));
        running = Behaviour.go(world, past);
    }

    @Override
    public Evidence whole() {
        return folder -> SnapshotFolder.write(running.shown(), folder);
    }

    @Override
    public Evidence part(Seen seen) {
        Shown shown = seen.of(running.shown());
        return folder -> SnapshotFolder.write(shown, folder);
    }

    @Override
    public SortedMap<String, String> logs() {
        return new TreeMap<>(running.shown().logs());
    }

    @Override
    public String workload(String namespace, String pod) {
        return running.inside(namespace, pod).map(Running.Inside::workload).orElse("Pod/" + namespace + "/" + pod);
    }

    @Override
    public boolean holds(String kind) {
        return Optional.ofNullable(running.shown().lists().get(kind)).filter(list -> list.get().findAny().isPresent()).isPresent();
    }

    @Override
    public Map<String, String> machine(String node) {
        return administration(node).map(a -> a.edited(running.machine(node))).orElse(Map.of());
    }

    /** The object as it is declared; empty where it is not, or where a controller makes it. */
    public Optional<Resource> declared(String kind, String namespace, String name) {
        return world.find(kind, namespace, name);
    }

    /** Whether a cluster that nothing befell has the object. */
    public boolean wholeHas(String kind, String namespace, String name) {
        return healthy.find(kind, namespace, name).isPresent();
    }

    /** The object as it is where nothing befell the cluster. */
    public Optional<Resource> whole(String kind, String namespace, String name) {
        return healthy.find(kind, namespace, name).map(Resource::copy);
    }

    /** What a cluster that nothing befell has of a kind in a namespace, and this one has not. */
    private List<Resource> lost(String kind, String namespace) {
        return healthy.all(kind).stream().filter(r -> r.namespace().equals(namespace) && world.find(kind, namespace, r.name()).isEmpty()).map(Resource::copy).toList();
    }

    /** What it takes to put an object back as it is where nothing befell the cluster: itself, or what went when this one came. */
    List<Resource> asItWas(String kind, String namespace, String name) {
        return whole(kind, namespace, name).map(List::of).orElseGet(() -> lost(kind, namespace));
    }

    /** Whether everything works once the objects that are to blame are as they were: somebody with the API alone can mend it. Mends it. */
    boolean mend() {
        for (Truth truth : truths) {
            Truth.Subject subject = truth.subject();
            asItWas(subject.kind(), subject.namespace(), subject.name()).forEach(this::put);
            if (!wholeHas(subject.kind(), subject.namespace(), subject.name())) {
                delete(subject.kind(), subject.namespace(), subject.name());
            }
        }
        return standing().missing(without).isEmpty();
    }

    /** An object is created or replaced, and the cluster goes on with it. */
    public void put(Resource object) {
        change(object);
        running = Behaviour.go(world, past);
        settle();
    }

    private void change(Resource object) {
        if (MANAGED.contains(object.kind()) && world.find(object.kind(), object.namespace(), object.name()).isEmpty() && !byHand(object)) {
            return;
        }
        if (object.kind().equals("Pod") && running.inside(object.namespace(), object.name()).isPresent() && world.find("Pod", object.namespace(), object.name()).isEmpty()) {
            past.relabel(object.namespace() + "/" + object.name(), object.labels("metadata", "labels"));
            return;
        }
        Resource kept = object.copy();
        boolean controlled = World.WORKLOADS.contains(kept.kind()) || List.of("Node", "Namespace", "APIService", "Ingress", "Pod").contains(kept.kind());
        Optional<Resource> old = world.find(kept.kind(), kept.namespace(), kept.name());
        if (controlled && old.isPresent()) {
            // what the simulated controllers and machines say of it is theirs to say
            kept.set(old.get().copy().map("status"), "status");
        } else if (controlled) {
            kept.remove("status");
        }
        if (World.WORKLOADS.contains(kept.kind())) {
            old.ifPresent(o -> release(o, kept));
        }
        if (kept.kind().equals("Service")) {
            address(kept);
        }
        if (kept.kind().equals("Node") && old.isPresent()) {
            node(kept, old.get());
        }
        world.add(kept);
        Programs.follow(world, healthy, kept, old);
    }

    private static boolean byHand(Resource slice) {
        return slice.kind().equals("EndpointSlice") && !slice.text("metadata", "labels", "endpointslice.kubernetes.io/managed-by").equals("endpointslice-controller.k8s.io");
    }

    /** A changed template means other pods: gradually where a rollout keeps the old ones until the new ones are ready. */
    private void release(Resource old, Resource now) {
        if (old.copy().map("spec", "template").equals(now.copy().map("spec", "template"))) {
            return;
        }
        if (!now.kind().equals("Deployment")) {
            if (now.kind().equals("DaemonSet")) {
                world.hosts().values().forEach(host -> Programs.restarted(world, Optional.of(host), now.key()));
            }
            past.forget(now);
            return;
        }
        int revision = Integer.parseInt(old.text("metadata", "annotations", REVISION).isEmpty() ? "1" : old.text("metadata", "annotations", REVISION));
        now.set(String.valueOf(revision + 1), "metadata", "annotations", REVISION);
        boolean back = world.before(old).filter(b -> b.workload().copy().map("spec", "template").equals(now.copy().map("spec", "template"))).isPresent();
        past.retire(old);
        if (world.before(old).isEmpty() && !now.text("spec", "strategy", "type").equals("Recreate")) {
            world.keepBefore(old);
        } else if (back) {
            world.program(now, world.before(old).orElseThrow().program().orElseThrow());
        }
    }

    /** A rollout whose new pods are ready is done. */
    private void settle() {
        boolean done = false;
        for (Resource deployment : world.all("Deployment")) {
            Optional<World.Before> release = world.before(deployment);
            if (release.isPresent() && running.allReady(deployment)) {
                past.retire(release.get().workload());
                world.forgetBefore(deployment);
                done = true;
            }
        }
        if (done) {
            running = Behaviour.go(world, past);
        }
    }

    private void address(Resource service) {
        String type = service.text("spec", "type");
        if (service.text("spec", "clusterIP").isEmpty() && !type.equals("ExternalName")) {
            String ip = world.clusterIp();
            service.set(ip, "spec", "clusterIP").set(new ArrayList<Object>(List.of(ip)), "spec", "clusterIPs");
        }
        Map<String, Object> spec = service.map("spec");
        spec.putIfAbsent("type", "ClusterIP");
        spec.putIfAbsent("internalTrafficPolicy", "Cluster");
        spec.putIfAbsent("ipFamilies", new ArrayList<Object>(List.of("IPv4")));
        spec.putIfAbsent("sessionAffinity", "None");
    }

    /** Cordoned, uncordoned, tainted: a taint that came after its pods leaves them. */
    private void node(Resource now, Resource old) {
        List<String> had = old.items("spec", "taints").stream().map(t -> t.text("key")).toList();
        now.items("spec", "taints").stream().map(t -> t.text("key")).filter(k -> !had.contains(k)).forEach(world.host(now.name()).lateTaints()::add);
        if (now.has("spec", "taints")) {
            // those of the node controller are made anew while they last
            now.list("spec", "taints").removeIf(t -> t instanceof Map<?, ?> taint && String.valueOf(taint.get("key")).matches("node.kubernetes.io/(not-ready|unreachable|network-unavailable)"));
        }
    }

    /** An object goes, with what it owns. False where there is none. */
    public boolean delete(String kind, String namespace, String name) {
        boolean there = remove(kind, namespace, name);
        running = Behaviour.go(world, past);
        settle();
        return there;
    }

    private boolean remove(String kind, String namespace, String name) {
        if (kind.equals("Pod")) {
            attached.remove(namespace + "/" + name);
        }
        Optional<Resource> declared = world.find(kind, namespace, name);
        if (kind.equals("Pod") && declared.isEmpty()) {
            boolean there = running.inside(namespace, name).isPresent();
            running.inside(namespace, name).ifPresent(pod -> Programs.restarted(world, pod.host(), pod.workload()));
            past.forget(namespace + "/" + name);
            return there;
        }
        if (declared.isEmpty() || kind.equals("Node")) {
            // a machine registers itself again
            return declared.isPresent();
        }
        if (kind.equals("Namespace")) {
            world.declared().stream().filter(r -> r.namespace().equals(name)).forEach(world::delete);
        }
        if (kind.equals("Service") || kind.equals("Endpoints")) {
            world.all("EndpointSlice").stream().filter(s -> s.namespace().equals(namespace) && s.text("metadata", "labels", "kubernetes.io/service-name").equals(name)).toList()
                    .forEach(world::delete);
        }
        world.delete(declared.get());
        world.forgetBefore(declared.get());
        past.forget(declared.get());
        return true;
    }

    /** A pod gets containers beside its own, as {@code kubectl debug} gives them. */
    void attach(String namespace, String pod, List<Object> containers) {
        attached.put(namespace + "/" + pod, List.copyOf(containers));
    }

    private void attach(Resource pod) {
        List<Object> containers = attached.getOrDefault(pod.namespace() + "/" + pod.name(), List.of());
        if (!containers.isEmpty()) {
            pod.set(new ArrayList<>(containers), "spec", "ephemeralContainers");
            pod.set(new ArrayList<Object>(pod.items("spec", "ephemeralContainers").stream().map(c -> Map.of("name", c.text("name"), "image", c.text("image"), "imageID", "", "ready", false,
                    "restartCount", 0, "state", Map.of("running", Map.of("startedAt", now().toString())))).toList()), "status", "ephemeralContainerStatuses");
        }
    }

    /** The only command of a pod ended. */
    public void end(String namespace, String pod, int code, List<String> said) {
        past.end(namespace + "/" + pod, code, said);
        running = Behaviour.go(world, past);
    }

    /** A command of an administrator on a node's machine changes its hidden state; false where it changes nothing. */
    public boolean administer(String node, List<String> argv) {
        boolean changed = administration(node).filter(a -> a.run(argv, world.now())).isPresent();
        if (changed) {
            running = Behaviour.go(world, past);
        }
        return changed;
    }

    private Optional<Administration> administration(String node) {
        return Optional.ofNullable(world.hosts().get(node)).map(h -> administration.computeIfAbsent(node, n -> new Administration(h, world.hosts().values(), running.device())));
    }

    /** What {@code iptables -S} shows on a machine beside what kube-proxy writes; none where nobody logs in. */
    List<String> filters(String node) {
        return administration(node).map(Administration::filters).orElse(List.of());
    }

    /** All objects as the API shows them, by kind. */
    public Map<String, List<Resource>> objects() {
        Map<String, List<Resource>> all = new LinkedHashMap<>();
        running.shown().lists().forEach((kind, list) -> all.put(kind, list.get().toList()));
        all.getOrDefault("Pod", List.of()).forEach(this::attach);
        all.put("Secret", world.all("Secret"));
        return all;
    }
}
