package io.netdx.fact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container of a pod or of a pod template, with its status where the snapshot has one.
 *
 * @param init      an init container; with {@code stays} it runs on beside the others, as a sidecar
 * @param user      uid that it runs as, -1 where neither it nor its pod says
 * @param env       variables with literal values; Secrets are not kept
 * @param limits    resource limits as written ({@code cpu: 100m})
 * @param restarts  restart count, 0 without a status
 * @param state     current state, empty without a status
 * @param lastState last terminated state
 * @param config    ConfigMaps that give it variables or files
 */
public record Container(String name, String image, boolean init, boolean stays, int user, List<String> command, List<Port> ports,
                        Map<String, String> env, Map<String, String> requests, Map<String, String> limits,
                        Optional<Probe> readiness, Optional<Probe> liveness,
                        boolean ready, int restarts, Optional<State> state, Optional<State> lastState,
                        List<ConfigRef> config) {

    /**
     * A use of a ConfigMap of the pod's namespace.
     *
     * @param key      empty for all of its keys
     * @param variable variable that the key becomes, or the prefix of all; empty for files
     */
    public record ConfigRef(String map, String key, String variable) {
    }

    /** A declared container port; {@code hostPort} 0 if none. */
    public record Port(String name, int number, String protocol, int hostPort) {
    }

    /** A probe; {@code port} is a number or a port name, empty for exec probes; {@code scheme} is that of an HTTP probe, else empty. */
    public record Probe(String type, String port, String path, String scheme, int periodSeconds, int timeoutSeconds, int failureThreshold) {
    }

    /** {@code phase} is {@code running}, {@code waiting} or {@code terminated}. */
    public record State(String phase, String reason, String message, int exitCode, Instant started, Instant finished) {
    }

    /** {@code 1.24.3} of {@code docker.io/istio/proxyv2:1.24.3}; empty for an image without a tag. */
    public String tag() {
        int at = image.indexOf('@');
        String named = at < 0 ? image : image.substring(0, at);
        int colon = named.lastIndexOf(':');
        return colon > named.lastIndexOf('/') ? named.substring(colon + 1) : "";
    }
}
