package io.netdx.fact;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod.
 *
 * @param node      node it is bound to, empty if unscheduled
 * @param podIps    addresses, empty before the sandbox is up
 * @param dnsPolicy as written, {@code ClusterFirst} if unset
 * @param nameservers of {@code dnsConfig}
 * @param dns       search list, resolver options and host aliases of its own
 * @param reason    status reason ({@code Evicted}, {@code NodeLost}), usually empty
 */
public record Pod(Meta meta, String node, String phase, List<String> podIps, boolean hostNetwork, String dnsPolicy,
                  List<String> nameservers, List<Container> containers, List<Condition> conditions,
                  Map<String, String> nodeSelector, String serviceAccount, DnsConfig dns, String reason,
                  String message)
        implements KubeObject {

    /** A name alone tells as much. */
    private static final String TEMPLATE_HASH = "pod-template-hash";

    public Optional<Condition> condition(String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    public boolean ready() {
        return condition("Ready").map(c -> c.status().equals("True")).orElse(false);
    }

    /** The status says whether it is ready; manifests and trimmed objects do not. */
    public boolean readinessSeen() {
        return !phase.isEmpty() && (!phase.equals("Running") || condition("Ready").isPresent());
    }

    /** False where only others tell of the pod, and none of them knows its template: it has labels and ports of which nobody knows. */
    public boolean specSeen() {
        return !containers.isEmpty();
    }

    /** Whom policies mean by it is known; a table with its labels shows no more. */
    public boolean labelsSeen() {
        return specSeen() || meta.labels().keySet().stream().anyMatch(label -> !label.equals(TEMPLATE_HASH));
    }

    public boolean finished() {
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    public String ip() {
        return podIps.isEmpty() ? "" : podIps.get(0);
    }
}
