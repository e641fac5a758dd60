package io.netdx.advise;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.knowledge.Advice.Figure;
import io.netdx.model.Cni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What advice is given for: a cluster, what-if figures, or both. A number that neither tells is unknown; a kind that was not
 * completely collected tells none.
 */
public final class Situation {

    private static final Set<String> AGENTS = Set.of("kube-flannel-ds", "calico-node", "canal", "cilium", "aws-node", "antrea-agent", "weave-net", "kindnet",
            "ovnkube-node");
    private static final List<String> COUNTED = List.of("nodes", "pods", "services", "policies");

    private final Optional<Cluster> cluster;
    private final Optional<Cni> cni;
    private final WhatIf whatIf;

    public Situation(Optional<Cluster> cluster, Optional<Cni> cni, WhatIf whatIf) {
        this.cluster = cluster;
        this.cni = cni;
        this.whatIf = whatIf;
    }

    Optional<Cluster> cluster() {
        return cluster;
    }

    WhatIf whatIf() {
        return whatIf;
    }

    /** Whether pods get their addresses from their node's range: {@code yes}, {@code no} or {@code unknown}. */
    String nodeRanges() {
        return cni.map(Cni::podCidrs).orElse("unknown");
    }

    /** Whether policies take effect: {@code yes}, {@code no} or {@code unknown}. */
    String enforces() {
        return plugin().equals(seen()) ? cni.map(Cni::enforces).orElse("unknown") : "unknown";
    }

    /** The plugin that advice is for; empty if unknown. */
    String plugin() {
        return whatIf.plugin().isEmpty() ? seen() : whatIf.plugin();
    }

    /** The plugin of the snapshot; empty if unknown. */
    String seen() {
        return cni.map(Cni::name).filter(name -> !name.equals("unknown")).orElse("");
    }

    /** The DaemonSet of the plugin's agent, if it was seen. */
    Optional<Workload> agent() {
        return cluster.map(c -> c.all(Workload.class)).orElse(List.of()).stream()
                .filter(w -> w.ref().kind().equals("DaemonSet") && AGENTS.contains(w.meta().name())).findFirst();
    }

    Optional<KubeVersion> version() {
        return cluster.flatMap(c -> KubeVersion.of(c.version()));
    }

    OptionalLong number(String name) {
        Long given = whatIf.numbers().get(name);
        return given != null ? OptionalLong.of(given) : counted(name);
    }

    private OptionalLong counted(String name) {
        return cluster.isEmpty() ? OptionalLong.empty() : switch (name) {
            case "nodes" -> count("Node", cluster.get().all(Node.class).size());
            case "pods" -> count("Pod", cluster.get().all(Pod.class).stream().filter(p -> !p.finished()).count());
            case "services" -> count("Service", cluster.get().all(Service.class).size());
            case "policies" -> count("NetworkPolicy", cluster.get().all(NetworkPolicy.class).size());
            default -> OptionalLong.empty();
        };
    }

    private OptionalLong count(String kind, long seen) {
        return complete(kind) ? OptionalLong.of(seen) : OptionalLong.empty();
    }

    /** True where every object of the kind was seen. */
    boolean complete(String kind) {
        return cluster.filter(c -> c.complete(kind, Coverage.ALL)).isPresent();
    }

    /** Everything that is counted with, for the head of the page. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (String name : COUNTED) {
            number(name).ifPresent(n -> figures.add(new Figure(name, n + "", whatIf.numbers().containsKey(name) ? "--" + name : "snapshot")));
        }
        whatIf.numbers().keySet().stream().filter(name -> !COUNTED.contains(name)).sorted()
                .forEach(name -> figures.add(new Figure(name, whatIf.numbers().get(name) + "", "--" + name)));
        whatIf.podRange().ifPresent(range -> figures.add(new Figure("pod-cidr", range.toString(), "--pod-cidr")));
        whatIf.growth().ifPresent(growth -> figures.add(new Figure("growth", growth.text(), "--growth")));
        given("plugin", whatIf.plugin(), figures);
        given("from", whatIf.from(), figures);
        given("to", whatIf.to(), figures);
        given("problem", whatIf.problem(), figures);
        given("namespace", whatIf.namespace(), figures);
        return figures;
    }

    private static void given(String name, String value, List<Figure> figures) {
        if (!value.isEmpty()) {
            figures.add(new Figure(name, value, "--" + name));
        }
    }
}
