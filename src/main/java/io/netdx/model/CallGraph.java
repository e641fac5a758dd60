package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which workload calls which, as the environment of its containers says, and on which nodes each runs. */
final class CallGraph {

    private final Map<ObjectRef, Set<ObjectRef>> callees = new HashMap<>();
    private final Map<ObjectRef, Set<ObjectRef>> callers = new HashMap<>();
    private final Map<ObjectRef, Set<String>> nodes = new HashMap<>();

    CallGraph(Cluster cluster, Services services, List<Dependency> dependencies) {
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.node().isEmpty() && !pod.finished()) {
                nodes.computeIfAbsent(cluster.workloadOf(pod), w -> new TreeSet<>()).add(pod.node());
            }
        }
        for (Dependency d : dependencies) {
            if (d.kind().equals("ok")) {
                cluster.find(Service.class, d.target()).ifPresent(s -> services.matched(s)
                        .forEach(pod -> call(d.client(), cluster.workloadOf(pod))));
            }
        }
    }

    private void call(ObjectRef client, ObjectRef server) {
        if (!client.equals(server)) {
            callees.computeIfAbsent(client, c -> new TreeSet<>()).add(server);
            callers.computeIfAbsent(server, s -> new TreeSet<>()).add(client);
        }
    }

    Set<ObjectRef> callees(ObjectRef workload) {
        return callees.getOrDefault(workload, Set.of());
    }

    Set<ObjectRef> callers(ObjectRef workload) {
        return callers.getOrDefault(workload, Set.of());
    }

    Set<String> nodes(ObjectRef workload) {
        return nodes.getOrDefault(workload, Set.of());
    }

    /** Clients whose every call to the server leaves their node. */
    long remoteCallers(ObjectRef server, String node) {
        return callers(server).stream().filter(c -> !nodes(c).isEmpty() && nodes(c).stream().noneMatch(nodes(server)::contains)
                && (nodes(c).contains(node) || nodes(server).contains(node))).count();
    }

    /** A workload, who calls it, who calls those, and so on. */
    Set<ObjectRef> upstream(ObjectRef workload) {
        Set<ObjectRef> seen = new TreeSet<>(Set.of(workload));
        Deque<ObjectRef> queue = new ArrayDeque<>(seen);
        while (!queue.isEmpty()) {
            for (ObjectRef caller : callers(queue.remove())) {
                if (seen.add(caller)) {
                    queue.add(caller);
                }
            }
        }
        return seen;
    }
}
