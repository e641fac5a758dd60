package io.netdx.cli;

import io.netdx.source.live.KubeOptions;
import io.netdx.source.live.LogChoice;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which cluster, and what of it is read. */
final class LiveFlags {

    @Option(names = {"-n", "--namespace"}, paramLabel = "NAMESPACE", split = ",",
            description = "Read only these namespaces and kube-system; repeatable (default: all)")
    private List<String> namespaces = new ArrayList<>();

    @Option(names = {"-A", "--all-namespaces"}, description = "Read all namespaces, as is the default; overrides -n")
    private boolean allNamespaces;

    @Option(names = "--logs", paramLabel = "WHICH", defaultValue = "",
            description = "none, components (default: of the network's own pods, and of pods in trouble) or all; newest lines of a day, three pods of a workload")
    private String logs;

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
        return kube.options(allNamespaces ? List.of() : List.copyOf(namespaces));
    }
}
