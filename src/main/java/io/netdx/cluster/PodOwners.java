package io.netdx.cluster;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the workload of a pod by the pod's name, which controllers make from the workload's. */
final class PodOwners {

    private static final String HASH = "pod-template-hash";
    /** Letters and digits of generated names: no vowels, so that no words come out, and none that look alike. */
    private static final String GENERATED = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX = 5;
    private static final int LONGEST_HASH = 10;

    private final Map<ObjectRef, Workload> workloads = new HashMap<>();

    /**
     * Who made a pod.
     *
     * @param ref      controller, empty where the name is nobody's pattern
     * @param workload what is known of the controller, or of the Deployment above it
     * @param labels   that the controller gives its pods, as far as known
     */
    record Owner(Optional<ObjectRef> ref, Optional<Workload> workload, Map<String, String> labels) {
    }

    PodOwners(List<Workload> all) {
        all.forEach(w -> workloads.put(w.ref(), w));
    }

    Owner of(ObjectRef pod) {
        int dash = pod.name().lastIndexOf('-');
        if (dash <= 0) {
            return new Owner(Optional.empty(), Optional.empty(), Map.of());
        }
        String stem = pod.name().substring(0, dash);
        String suffix = pod.name().substring(dash + 1);
        if (!suffix.isEmpty() && suffix.length() <= 4 && suffix.chars().allMatch(c -> c >= '0' && c <= '9')) {
            ObjectRef set = ObjectRef.of("StatefulSet", pod.namespace(), stem);
            Map<String, String> labels = labels(Optional.ofNullable(workloads.get(set)));
            labels.put("statefulset.kubernetes.io/pod-name", pod.name());
            return new Owner(Optional.of(set), Optional.ofNullable(workloads.get(set)), labels);
        }
        if (suffix.length() != SUFFIX || !generated(suffix)) {
            return new Owner(Optional.empty(), Optional.empty(), Map.of());
        }
        for (String kind : List.of("ReplicaSet", "DaemonSet", "Job", "ReplicationController")) {
            Workload owner = workloads.get(ObjectRef.of(kind, pod.namespace(), stem));
            if (owner != null) {
                return new Owner(Optional.of(owner.ref()), Optional.of(owner), labels(Optional.of(owner)));
            }
        }
        return replicaSet(pod.namespace(), stem);
    }

    /** A ReplicaSet that was not seen: {@code <Deployment>-<hash>}. */
    private Owner replicaSet(String namespace, String stem) {
        int dash = stem.lastIndexOf('-');
        String hash = stem.substring(dash + 1);
        if (dash <= 0 || hash.length() > LONGEST_HASH || !generated(hash)) {
            return new Owner(Optional.empty(), Optional.empty(), Map.of());
        }
        Optional<Workload> deployment = Optional.ofNullable(workloads.get(ObjectRef.of("Deployment", namespace, stem.substring(0, dash))));
        Map<String, String> labels = labels(deployment);
        labels.put(HASH, hash);
        return new Owner(Optional.of(ObjectRef.of("ReplicaSet", namespace, stem)), deployment, labels);
    }

    private static Map<String, String> labels(Optional<Workload> workload) {
        return new TreeMap<>(workload.map(Workload::templateLabels).orElse(Map.of()));
    }

    private static boolean generated(String text) {
        return text.chars().allMatch(c -> GENERATED.indexOf(c) >= 0);
    }
}
