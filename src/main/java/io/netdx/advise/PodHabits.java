package io.netdx.advise;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Habits of pods. Those of the system itself are as they have to be. */
final class PodHabits {

    private static final int SSH = 22;
    private static final int PRIVILEGED = 1024;
    private static final int DEFAULT_NDOTS = 5;

    private final Cluster cluster;
    private final Found found;
    private final Map<String, List<Service>> services = new HashMap<>();
    private final Map<String, List<NetworkPolicy>> policies = new HashMap<>();

    PodHabits(Cluster cluster, Found found) {
        this.cluster = cluster;
        this.found = found;
    }

    void find() {
        cluster.all(Service.class).stream().filter(s -> s.hasSelector() && !s.publishNotReady())
                .forEach(s -> services.computeIfAbsent(s.meta().namespace(), ns -> new ArrayList<>()).add(s));
        cluster.all(NetworkPolicy.class).forEach(p -> policies.computeIfAbsent(p.meta().namespace(), ns -> new ArrayList<>()).add(p));
        for (Pod pod : cluster.all(Pod.class)) {
            if (pod.finished() || system(pod.meta().namespace())) {
                continue;
            }
            ObjectRef workload = cluster.workloadOf(pod);
            boolean served = services.getOrDefault(pod.meta().namespace(), List.of()).stream()
                    .anyMatch(s -> pod.meta().labels().entrySet().containsAll(s.selector().entrySet()));
            network(pod, workload);
            for (Container c : pod.containers()) {
                if (!c.init()) {
                    container(c, served, workload);
                }
            }
            policies(pod, workload);
        }
        cluster.configMap("kube-system", "kube-proxy").ifPresent(map -> map.data().values().stream().flatMap(String::lines).map(String::strip)
                .filter(l -> l.matches("metricsBindAddress: *[\"']?(0\\.0\\.0\\.0|\\[?::\\]?):\\d+[\"']?")).forEach(l -> found.found(Habit.PROXY_METRICS_OPEN, map.ref())));
    }

    static boolean system(String namespace) {
        return namespace.startsWith("kube-") || namespace.startsWith("openshift-");
    }

    private void network(Pod pod, ObjectRef workload) {
        boolean ports = pod.containers().stream().flatMap(c -> c.ports().stream()).anyMatch(p -> p.hostPort() > 0);
        if (pod.hostNetwork() || ports) {
            found.found(Habit.HOST_NETWORK, workload);
        }
        int ndots = Optional.ofNullable(pod.dns().options().get("ndots")).filter(n -> n.matches("\\d{1,3}")).map(Integer::parseInt).orElse(DEFAULT_NDOTS);
        if (!pod.hostNetwork() && pod.dnsPolicy().equals("ClusterFirst") && ndots >= DEFAULT_NDOTS) {
            found.found(Habit.RESOLVER_DEFAULTS, workload);
        }
    }

    private void container(Container c, boolean served, ObjectRef workload) {
        for (Container.Port p : c.ports()) {
            if (p.number() == SSH) {
                found.found(Habit.SSH_PORT, workload);
            } else if (p.number() < PRIVILEGED) {
                found.found(Habit.LOW_PORT, workload);
            }
        }
        if (served && c.readiness().isEmpty() && !c.ports().isEmpty()) {
            found.found(Habit.NO_READINESS_PROBE, workload);
        }
        if (c.readiness().isPresent() && c.readiness().equals(c.liveness())) {
            found.found(Habit.SAME_PROBES, workload);
        }
        if (c.image().contains("ingress-nginx/controller")) {
            found.found(Habit.NGINX_RETIRED, workload);
        }
    }

    private void policies(Pod pod, ObjectRef workload) {
        String ns = pod.meta().namespace();
        if (!cluster.complete("NetworkPolicy", Coverage.ALL) || pod.hostNetwork()) {
            return;
        }
        List<NetworkPolicy> here = policies.getOrDefault(ns, List.of());
        if (here.isEmpty()) {
            found.found(Habit.NAMESPACE_WITHOUT_POLICY, ObjectRef.ofNamespace(ns));
        } else if (here.stream().noneMatch(p -> p.isolatesIngress() && p.podSelector().matches(pod.meta().labels()))) {
            found.found(Habit.POD_WITHOUT_POLICY, workload);
        }
    }
}
