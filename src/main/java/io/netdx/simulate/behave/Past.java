package io.netdx.simulate.behave;

import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a cluster that goes on keeps from one look at it to the next: which pods there are and where they run, what was recorded, what they
 * wrote. A snapshot is the first look at a cluster without a past.
 */
public final class Past {

    private static final int MOST_LINES = 2000;

    /** @param ip empty while it has none */
    record Placed(String name, String uid, Instant created, String node, String ip) {
    }

    private final Map<String, Placed> pods = new LinkedHashMap<>();
    /** Changed by hand, by {@code namespace/name} of the pod. */
    private final Map<String, Map<String, String>> labels = new HashMap<>();
    private final Map<String, Resource> events = new LinkedHashMap<>();
    private final Map<String, List<String>> logs = new TreeMap<>();
    private final List<Resource> retired = new ArrayList<>();
    private final Map<String, End> ended = new HashMap<>();
    private Optional<Instant> looked = Optional.empty();

    /** Whether the cluster was looked at before. */
    boolean begun() {
        return looked.isPresent();
    }

    /** The later of a time and the last look: what was before it is told. */
    Instant since(Instant start) {
        return looked.filter(l -> l.isAfter(start)).orElse(start);
    }

    /** The pod that has a place among those of its workload. */
    Optional<Placed> pod(String slot) {
        return Optional.ofNullable(pods.get(slot));
    }

    /** Addresses that pods of a range have already. */
    Set<String> addresses() {
        Set<String> taken = new HashSet<>();
        pods.values().forEach(p -> taken.add(p.ip()));
        return taken;
    }

    /** The workload as its pod of this name shows it, where somebody changed the pod's labels. */
    Resource relabelled(Resource workload, String pod) {
        Map<String, String> changed = labels.get(pod);
        return changed == null ? workload : workload.copy().set(new LinkedHashMap<String, Object>(changed), "spec", "template", "metadata", "labels");
    }

    void keep(List<SimPod> now, Instant at) {
        pods.clear();
        now.forEach(p -> pods.put(p.slot(), new Placed(p.name(), p.uid(), p.created(), p.host().map(h -> h.name()).orElse(""), p.ip())));
        looked = Optional.of(at);
    }

    /** The same event again has its first time still; those of which nothing is heard any more stay as they were. */
    void record(List<Resource> recorded) {
        for (Resource event : recorded) {
            String key = event.text("involvedObject", "kind") + "/" + event.namespace() + "/" + event.text("involvedObject", "name") + " " + event.text("reason") + " " + event.text("message");
            Resource before = events.get(key);
            if (before != null) {
                event.set(before.text("firstTimestamp"), "firstTimestamp").set(before.name(), "metadata", "name").set(before.text("firstTimestamp"), "metadata", "creationTimestamp");
            }
            events.put(key, event);
        }
    }

    List<Resource> events() {
        return new ArrayList<>(events.values());
    }

    /** What a container wrote until now, with the lines that are new. */
    List<String> log(String container, List<String> news) {
        List<String> all = logs.computeIfAbsent(container, c -> new ArrayList<>());
        all.addAll(news);
        if (all.size() > MOST_LINES) {
            all.subList(0, all.size() - MOST_LINES).clear();
        }
        return all;
    }

    /** The pod goes, and its controller makes another. */
    public void forget(String pod) {
        pods.entrySet().removeIf(e -> e.getKey().substring(e.getKey().indexOf('/') + 1).startsWith(pod.substring(0, pod.indexOf('/') + 1))
                && e.getValue().name().equals(pod.substring(pod.indexOf('/') + 1)));
        labels.remove(pod);
        ended.remove(pod);
        logs.keySet().removeIf(l -> l.startsWith(pod + "/"));
    }

    /** All pods of a workload go. */
    public void forget(Resource workload) {
        pods.keySet().removeIf(slot -> slot.startsWith(workload.key() + "#"));
    }

    /** The only command of a pod ended with this exit code, and this is what it wrote. */
    public void end(String pod, int code, List<String> lines) {
        ended.put(pod, new End(code, List.copyOf(lines)));
    }

    /** @param lines that it wrote */
    record End(int code, List<String> lines) {
    }

    Optional<End> ended(String pod) {
        return Optional.ofNullable(ended.get(pod));
    }

    /** A release that was replaced, and that one may go back to. */
    public void retire(Resource release) {
        retired.add(release.copy());
    }

    List<Resource> retired() {
        return retired;
    }

    /** A pod gets other labels than its workload gave it. */
    public void relabel(String pod, Map<String, String> changed) {
        labels.put(pod, Map.copyOf(changed));
    }

    /** When a pod that is made now was made: at the fault where the cluster has no past. */
    Instant made(World world) {
        return begun() ? world.now() : world.faultAt();
    }
}
