package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Tells which pod network the cluster has, and whether it enforces policies. */
final class Cnis {

    private final Cluster cluster;

    Cnis(Cluster cluster) {
        this.cluster = cluster;
    }

    Cni detect(Optional<Boolean> seenOnHosts) {
        TreeSet<String> names = new TreeSet<>();
        for (Pod pod : cluster.all(Pod.class)) {
            agent(pod.meta().name(), pod.meta().namespace()).ifPresent(names::add);
        }
        for (Node node : cluster.all(Node.class)) {
            node.meta().annotations().keySet().forEach(a -> annotation(a).ifPresent(names::add));
        }
        for (HostFact.CniConfig config : cluster.all(HostFact.CniConfig.class)) {
            config.types().stream().findFirst().flatMap(Cnis::pluginType).ifPresent(names::add);
        }
        Provenance source = cluster.all(Node.class).stream().findFirst().map(Node::source).orElse(Provenance.NONE);
        if (names.isEmpty() && cluster.all(Pod.class).stream().anyMatch(p -> p.meta().name().startsWith("kube-router"))) {
            names.add("kube-router");
        }
        String agents = names.isEmpty() ? "unknown" : new Enforcement(cluster).of(names);
        String enforces = seenOnHosts.isPresent() ? seenOnHosts.get() || agents.equals("yes") ? "yes" : "no" : agents;
        if (!seenOnHosts.isPresent() && enforces.equals("no") && !cluster.complete("Pod", "kube-system")) {
            enforces = "unknown";
        }
        String name = names.contains("calico") && names.contains("flannel") ? "canal"
                : names.isEmpty() ? "unknown" : names.first();
        return new Cni(name, podCidrs(name), enforces, source);
    }

    /** Plugins with their own address management ignore the node's range, unless they are told to use it. */
    private String podCidrs(String name) {
        List<HostFact.CniConfig> configs = cluster.all(HostFact.CniConfig.class).stream()
                .filter(c -> c.valid() && !c.ipam().isEmpty()).toList();
        if (!configs.isEmpty()) {
            return configs.stream().anyMatch(c -> c.ipam().equals("host-local")) ? "yes" : "no";
        }
        return switch (name) {
            case "flannel", "canal", "kindnet", "kube-router", "antrea" -> "yes";
            case "cilium" -> cluster.configMap("kube-system", "cilium-config").map(c -> c.data().getOrDefault("ipam", "cluster-pool"))
                    .map(mode -> mode.equals("kubernetes") ? "yes" : "no").orElse("unknown");
            case "calico", "aws-vpc", "azure", "weave", "ovn-kubernetes", "openshift-sdn" -> "no";
            default -> "unknown";
        };
    }

    private static Optional<String> agent(String pod, String namespace) {
        if (pod.startsWith("calico-node") || namespace.equals("calico-system")) {
            return Optional.of("calico");
        }
        if (pod.startsWith("canal-")) {
            return Optional.of("calico");
        }
        // anetd is the agent of GKE's Dataplane V2
        if (pod.startsWith("cilium-") && !pod.startsWith("cilium-operator") || pod.equals("cilium") || pod.startsWith("anetd-")) {
            return Optional.of("cilium");
        }
        if (pod.startsWith("kube-flannel")) {
            return Optional.of("flannel");
        }
        if (pod.startsWith("aws-node")) {
            return Optional.of("aws-vpc");
        }
        if (pod.startsWith("antrea-agent")) {
            return Optional.of("antrea");
        }
        if (pod.startsWith("weave-net")) {
            return Optional.of("weave");
        }
        if (pod.startsWith("kindnet")) {
            return Optional.of("kindnet");
        }
        if (pod.startsWith("ovnkube-node")) {
            return Optional.of("ovn-kubernetes");
        }
        if (namespace.equals("openshift-sdn") && pod.startsWith("sdn-")) {
            return Optional.of("openshift-sdn");
        }
        return pod.startsWith("azure-cns") ? Optional.of("azure") : Optional.empty();
    }

    private static Optional<String> annotation(String key) {
        if (key.startsWith("flannel.alpha.coreos.com/")) {
            return Optional.of("flannel");
        }
        if (key.startsWith("projectcalico.org/")) {
            return Optional.of("calico");
        }
        return key.startsWith("network.cilium.io/") || key.startsWith("io.cilium.network") ? Optional.of("cilium") : Optional.empty();
    }

    private static Optional<String> pluginType(String type) {
        return switch (type) {
            case "flannel", "calico", "antrea" -> Optional.of(type);
            case "cilium-cni" -> Optional.of("cilium");
            case "aws-cni" -> Optional.of("aws-vpc");
            case "weave-net" -> Optional.of("weave");
            case "azure-vnet" -> Optional.of("azure");
            default -> Optional.empty();
        };
    }
}
