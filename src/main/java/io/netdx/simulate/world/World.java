package io.netdx.simulate.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A cluster as it is declared, with the hidden truth beside it. Everything random comes from its generator, in the order of asking. */
public final class World {

    /** Kinds that make pods. */
    public static final List<String> WORKLOADS = List.of("Deployment", "StatefulSet", "DaemonSet", "Job");

    /** What may be wrong with the control plane, unseen by itself. */
    public enum Trouble {
        SCHEDULER_DOWN, ENDPOINTS_STALE, NO_PROXY
    }

    /** Letters and digits of generated names. */
    public static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final Profile profile;
    private final RandomGenerator random;
    private final Instant taken;
    private Instant now;
    private final Map<String, Resource> declared = new LinkedHashMap<>();
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, Program> programs = new LinkedHashMap<>();
    private final SortedSet<String> images = new TreeSet<>();
    private final Map<String, Before> before = new LinkedHashMap<>();
    private final SortedSet<String> fresh = new TreeSet<>();
    private final Map<String, Integer> outside = new TreeMap<>();
    private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    private boolean collectHosts;
    private int addresses = 20;

    public World(Profile profile, RandomGenerator random, Instant now) {
        this.profile = profile;
        this.random = random;
        this.taken = now;
        this.now = now;
    }

    public Profile profile() {
        return profile;
    }

    public RandomGenerator random() {
        return random;
    }

    /** When the snapshot is taken; of a cluster that goes on, the time there. */
    public Instant now() {
        return now;
    }

    /** Time goes on. */
    public void now(Instant later) {
        now = later;
    }

    /** When the cluster was made. */
    public Instant born() {
        return taken.minus(Duration.ofDays(12));
    }

    /** When whatever is wrong went wrong. */
    public Instant faultAt() {
        return taken.minus(Duration.ofMinutes(14));
    }

    public Resource add(Resource object) {
        declared.put(object.key(), object);
        return object;
    }

    /** An object from a manifest; see {@link Resource#yaml}. */
    public Resource apply(String manifest, Object... args) {
        return add(Resource.yaml(manifest, args));
    }

    public void delete(Resource object) {
        declared.remove(object.key());
    }

    public Optional<Resource> find(String kind, String namespace, String name) {
        return Optional.ofNullable(declared.get(kind + "/" + namespace + "/" + name));
    }

    public Resource get(String kind, String namespace, String name) {
        return find(kind, namespace, name).orElseThrow();
    }

    /** In order of declaration. */
    public List<Resource> all(String kind) {
        return declared.values().stream().filter(r -> r.kind().equals(kind)).toList();
    }

    public List<Resource> declared() {
        return new ArrayList<>(declared.values());
    }

    public List<Resource> workloads() {
        return declared.values().stream().filter(r -> WORKLOADS.contains(r.kind())).toList();
    }

    public Map<String, Host> hosts() {
        return hosts;
    }

    public Host host(String node) {
        return hosts.get(node);
    }

    /** What runs in the pods of a workload; workloads without an entry run, listen on their declared ports, and call nobody. */
    public Optional<Program> program(Resource workload) {
        return Optional.ofNullable(programs.get(workload.key()));
    }

    public void program(Resource workload, Program program) {
        programs.put(workload.key(), program);
    }

    /** Images that no registry has. */
    public SortedSet<String> missingImages() {
        return images;
    }

    /** Keys of workloads whose pods were made again since the fault: a rollout, a scale-up, a node that came. */
    public SortedSet<String> fresh() {
        return fresh;
    }

    /** A Deployment as it was before a release whose pods never become ready: the rollout stands still between the two. */
    public record Before(Resource workload, Optional<Program> program) {
    }

    public Optional<Before> before(Resource workload) {
        return Optional.ofNullable(before.get(workload.key()));
    }

    /** The release is complete, or was taken back. */
    public void forgetBefore(Resource workload) {
        before.remove(workload.key());
    }

    /** To be called before the release is written. */
    public void keepBefore(Resource workload) {
        before.put(workload.key(), new Before(workload.copy(), program(workload).map(Program::copy)));
    }

    /** The namespace asks for the mesh's proxies. */
    public boolean meshed(String namespace) {
        Resource declared = get("Namespace", "", namespace);
        return declared.text("metadata", "labels", "istio-injection").equals("enabled") || declared.text("metadata", "annotations", "linkerd.io/inject").equals("enabled");
    }

    /** Nobody translates the addresses of Services. */
    public boolean servicesDead() {
        return troubles.contains(Trouble.NO_PROXY);
    }

    /** Of the control plane; may be changed. */
    public Set<Trouble> troubles() {
        return troubles;
    }

    /** Names beyond the cluster that exist, with the port that answers there. */
    public Map<String, Integer> outside() {
        return outside;
    }

    /** Whether whoever collects the snapshot also logs in to the nodes. */
    public boolean collectHosts() {
        return collectHosts;
    }

    public void collectHosts(boolean so) {
        collectHosts = so;
    }

    /** The next free ClusterIP. */
    public String clusterIp() {
        addresses += 1 + random.nextInt(60);
        return "10." + (96 + addresses / 65536) + "." + addresses / 256 % 256 + "." + addresses % 256;
    }

    /** As generated names end: no vowels, nothing that looks like another letter. */
    public String suffix(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
        }
        return text.toString();
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** {@code percent} times in a hundred. */
    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
