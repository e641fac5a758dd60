package io.netdx.cli;

import io.netdx.source.live.KubeOptions;
import io.netdx.source.live.LogChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which cluster, and what of it is read. */
final class LiveFlags {

    private static final Pattern MONITORING = Pattern.compile("https?://[^\\s/?#]+(/[^\\s?#]*)?|[a-z0-9]([-a-z0-9]{0,62})/[a-z0-9]([-a-z0-9.]{0,62})(:[0-9a-z-]{1,15})?");

    @Option(names = {"-n", "--namespace"}, paramLabel = "NAMESPACE", split = ",",
            description = "Read only these namespaces and kube-system; repeatable (default: all)")
    private List<String> namespaces = new ArrayList<>();

    @Option(names = {"-A", "--all-namespaces"}, description = "Read all namespaces, as is the default; overrides -n")
    private boolean allNamespaces;

    @Option(names = "--logs", paramLabel = "WHICH", defaultValue = "",
            description = "none, components (default: of the network's own pods, and of pods in trouble) or all; newest lines of a day, three pods of a workload")
    private String logs;

    @Option(names = "--prometheus", paramLabel = "URL", defaultValue = "",
            description = "Ask this Prometheus for the figures of the last hour and for alerts: a URL, or NAMESPACE/SERVICE[:PORT] through the API server")
    private String prometheus;

    @Mixin
    private KubeFlags kube;

    LogChoice logs() {
        try {
            return LogChoice.of(logs);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--logs is none, components or all");
        }
    }

    /** A flag says which cluster, or which part of it. */
    boolean namesCluster() {
        return allNamespaces || !namespaces.isEmpty() || kube.namesCluster();
    }

    /** The flags that tell kubectl which cluster it is. */
    List<String> kubectl() {
        return kube.kubectl();
    }

    KubeOptions options() {
        if (!prometheus.isEmpty() && !MONITORING.matcher(prometheus).matches()) {
            throw new UsageException("--prometheus is a URL such as https://prometheus.example.com, or NAMESPACE/SERVICE[:PORT] in the cluster");
        }
        return kube.options(allNamespaces ? List.of() : List.copyOf(namespaces)).asking(prometheus);
    }
}
