package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds calls that configuration asks for where no logs were collected: one for each client and Service. */
final class UnheardCalls {

    private final Cluster cluster;

    UnheardCalls(Cluster cluster) {
        this.cluster = cluster;
    }

    List<UnheardCall> of(List<Dependency> dependencies) {
        Map<String, Dependency> unheard = new TreeMap<>();
        for (Dependency d : dependencies) {
            if ((d.kind().equals("ok") || d.kind().startsWith("port-")) && !cluster.coverage("Log", d.client().namespace()).looked()) {
                unheard.merge(d.client() + " " + d.target(), d, (a, b) -> b.kind().equals("ok") ? a : b);
            }
        }
        Map<ObjectRef, TreeSet<String>> nodes = new TreeMap<>();
        for (Pod pod : unheard.isEmpty() ? List.<Pod>of() : cluster.all(Pod.class)) {
            if (!pod.node().isEmpty() && !pod.finished()) {
                nodes.computeIfAbsent(cluster.workloadOf(pod), w -> new TreeSet<>()).add(pod.node());
            }
        }
        List<UnheardCall> calls = new ArrayList<>();
        unheard.values().forEach(d -> calls.add(new UnheardCall(d.client(), d.target(),
                List.copyOf(nodes.getOrDefault(d.client(), new TreeSet<>())), !Names.looksLikeIp(d.host()), d.kind().equals("ok"),
                "env " + d.variable(), d.source())));
        return calls;
    }
}
