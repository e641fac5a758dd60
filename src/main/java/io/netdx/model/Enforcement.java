package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether pod networks, or what runs beside them, enforce NetworkPolicies: {@code yes}, {@code no} or {@code unknown}. */
final class Enforcement {

    private static final Set<String> ALWAYS = Set.of("calico", "cilium", "antrea", "weave", "ovn-kubernetes", "kube-router", "openshift-sdn");
    /** Agents that enforce beside a CNI that does not. */
    private static final List<String> BESIDE = List.of("kube-router", "kube-network-policies", "azure-npm");
    private static final Pattern KINDNET = Pattern.compile(".*kindnetd:v(\\d{8})-.*");
    /** Images of kind before this day, those of kind 0.23 and older, leave policies alone. */
    private static final int KINDNET_SINCE = 20240813;

    private final Cluster cluster;

    Enforcement(Cluster cluster) {
        this.cluster = cluster;
    }

    /** {@code cnis} by the names that {@link Cnis} gives them, at least one. */
    String of(Set<String> cnis) {
        if (cnis.stream().anyMatch(ALWAYS::contains) || beside()) {
            return "yes";
        }
        if (cnis.contains("kindnet")) {
            return kindnet() ? "yes" : "no";
        }
        if (cnis.contains("flannel") && k3s(false)) {
            return k3s(true) ? "no" : "yes";
        }
        return cnis.contains("aws-vpc") ? aws() : "no";
    }

    private boolean beside() {
        return cluster.all(Pod.class).stream().anyMatch(p -> BESIDE.stream().anyMatch(p.meta().name()::startsWith)
                || p.meta().name().startsWith("kube-flannel") && p.containers().stream().anyMatch(c -> c.name().equals("kube-network-policies")));
    }

    private boolean kindnet() {
        return containers("kindnet").noneMatch(c -> {
            Matcher image = KINDNET.matcher(c.image());
            return image.matches() && Integer.parseInt(image.group(1)) < KINDNET_SINCE;
        });
    }

    /** The agent beside the plugin enforces if it was told to. */
    private String aws() {
        List<Container> agents = containers("aws-node").filter(c -> c.name().equals("aws-eks-nodeagent")).toList();
        boolean on = agents.stream().anyMatch(c -> c.command().contains("--enable-network-policy=true"));
        boolean said = agents.stream().anyMatch(c -> c.command().stream().anyMatch(w -> w.startsWith("--enable-network-policy=")));
        return on ? "yes" : agents.isEmpty() || said ? "no" : "unknown";
    }

    private Stream<Container> containers(String pod) {
        return cluster.all(Pod.class).stream().filter(p -> p.meta().name().startsWith(pod)).flatMap(p -> p.containers().stream());
    }

    /** k3s brings a policy controller in its own process, unless it was started without. */
    private boolean k3s(boolean without) {
        return cluster.all(Node.class).stream().anyMatch(n -> (n.kubeletVersion().contains("+k3s") || n.kubeletVersion().contains("-k3s"))
                && (!without || n.meta().annotations().getOrDefault("k3s.io/node-args", "").contains("--disable-network-policy")));
    }
}
