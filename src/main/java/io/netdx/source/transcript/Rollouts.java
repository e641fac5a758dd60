package io.netdx.source.transcript;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code kubectl rollout status}. */
final class Rollouts {

    private static final Pattern AVAILABLE = Pattern.compile("Waiting for (deployment|daemon set) \"([a-z0-9.-]{1,253})\" rollout to finish: (\\d{1,6}) of (\\d{1,6}) updated (?:replicas|pods) are available\\.\\.\\.");
    private static final Pattern GAVE_UP = Pattern.compile("error: (?:.* exceeded its progress deadline|timed out waiting for the condition.*)");

    private Rollouts() {
    }

    /** The workload that kubectl gave up to wait for; while it waits, pods start as they always do. */
    static Optional<Draft> stuck(Outputs output, String namespace) {
        Optional<Draft> last = Optional.empty();
        boolean gaveUp = false;
        for (String line : output.lines()) {
            Matcher m = AVAILABLE.matcher(line.strip());
            if (m.matches()) {
                boolean deployment = m.group(1).equals("deployment");
                Draft draft = new Draft(deployment ? "Deployment" : "DaemonSet", namespace, m.group(2), output.source());
                last = Optional.of(deployment ? draft.set(m.group(4), "spec", "replicas").set(m.group(3), "status", "readyReplicas")
                        : draft.set(m.group(4), "status", "desiredNumberScheduled").set(m.group(3), "status", "numberReady"));
            }
            gaveUp |= GAVE_UP.matcher(line).matches();
        }
        return gaveUp ? last : Optional.empty();
    }
}
