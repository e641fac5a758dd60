package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.time.Instant;
import java.util.List;

/**
 * Calls of one workload to one target that fail in one way, as the workload's own logs say, or its mesh counts.
 *
 * @param client     workload that calls
 * @param target     Service, pod or workload; {@code Host} for a name or address outside of what was seen
 * @param host       name or address as the client wrote it
 * @param port       port as the client wrote it, empty if unknown
 * @param mode       {@code refused timeout unreachable reset stalled nxdomain dns-timeout dns-servfail dns-failed tls no-port http-error}
 * @param failed     failed calls
 * @param succeeded  calls to the same target that succeeded since the first failure
 * @param pods       client pods that failed
 * @param nodes      their nodes
 * @param ongoing    still failing at the end of the logs
 */
public record FlowFailure(ObjectRef client, ObjectRef target, String host, String port, String mode, int failed,
                          int succeeded, List<ObjectRef> pods, List<String> nodes, Instant first, Instant last,
                          boolean ongoing, Provenance source) {

    /** Names the flow as the subject of findings. */
    public ObjectRef ref() {
        return ObjectRef.of("Flow", client.namespace(), client.kind() + "/" + client.name() + " -> " + host
                + (port.isEmpty() ? "" : ":" + port) + " (" + mode + ")");
    }

    /** Enough failures, and not too few beside the successes, for somebody to complain: one call in a thousand is no fault. */
    public boolean noticed() {
        return failed >= 3 && succeeded < 200 * failed;
    }

    /** A lookup that failed, rather than a connection. */
    public boolean dns() {
        return mode.startsWith("dns-") || mode.equals("nxdomain");
    }

    /** The target is no name of the cluster: somebody else's DNS server has to know it. */
    public boolean outside() {
        return target.kind().equals("Host") && host.indexOf('.') > 0 && !Names.clusterName(host) && !Names.looksLikeIp(host);
    }

    /** The connection was attempted and did not come about. */
    public boolean connection() {
        return mode.equals("refused") || mode.equals("timeout") || mode.equals("unreachable") || mode.equals("reset")
                || mode.equals("failed");
    }

    /** No call was answered in time: whether they connected at all, the texts of many clients do not tell. */
    public boolean unanswered() {
        return mode.equals("stalled") && succeeded == 0;
    }

    /** The mode in words, to follow "3 calls". */
    public String words() {
        return switch (mode) {
            case "refused" -> "were refused";
            case "timeout" -> "timed out";
            case "unreachable" -> "found no route";
            case "reset" -> "were reset";
            case "failed" -> "did not connect";
            case "nxdomain" -> "found no such name";
            case "dns-failed" -> "could not resolve the name";
            case "stalled" -> "connected and got no answer in time";
            case "dns-timeout" -> "got no answer from DNS";
            case "dns-servfail" -> "got SERVFAIL";
            case "tls" -> "failed in TLS";
            case "no-port" -> "had no local port left";
            default -> "got a server error";
        };
    }

    /** Empty where nearly all calls fail. */
    public String partialWords() {
        return partial() ? ", " + succeeded + " others succeeded" : "";
    }

    /** Successes beside failures: some endpoints, nodes or moments work. */
    public boolean partial() {
        return succeeded > failed / 4;
    }
}
