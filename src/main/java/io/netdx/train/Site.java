package io.netdx.train;

import io.netdx.simulate.inject.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The cluster of an incident: one that behaves, or a real one as it was collected. */
public sealed interface Site permits Lab, Frozen {

    /** What is wrong, which the trainee is not told. */
    List<Truth> truths();

    Instant now();

    /** Time goes on. */
    void advance(Duration by);

    /** All there is to see. */
    Evidence whole();

    /** What of it was seen. */
    Evidence part(Seen seen);

    /** Text by {@code namespace/pod/container}, sorted. */
    SortedMap<String, String> logs();

    /** Key of the workload of a pod, or of whatever makes it the same as others; pods of one have the same. */
    String workload(String namespace, String pod);

    /** Logs of a pod, text by {@code namespace/pod/container}. */
    default Map<String, String> logs(String namespace, String pod) {
        String from = namespace + "/" + pod + "/";
        return logs().subMap(from, from + Character.MAX_VALUE);
    }

    /** Pods that wrote something, one of each workload that is not the cluster's own: {@code namespace/name}, the first by name. */
    default List<String> writers() {
        SortedMap<String, String> one = new TreeMap<>();
        for (String container : logs().keySet()) {
            String[] parts = container.split("/");
            if (!parts[0].startsWith("kube-")) {
                one.putIfAbsent(workload(parts[0], parts[1]), parts[0] + "/" + parts[1]);
            }
        }
        return one.values().stream().sorted().toList();
    }

    /** Whether there is any object of a kind. */
    boolean holds(String kind);

    /** What somebody finds who logs in to a machine: text by file, {@code sysctl.txt}; empty where nobody can. */
    Map<String, String> machine(String node);
}
