package io.netdx.train;

import io.netdx.simulate.inject.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

    /** Logs of a pod: text by {@code namespace/pod/container}. */
    Map<String, String> logs(String namespace, String pod);

    /** What somebody finds who logs in to a machine: text by file, {@code sysctl.txt}; empty where nobody can. */
    Map<String, String> machine(String node);
}
