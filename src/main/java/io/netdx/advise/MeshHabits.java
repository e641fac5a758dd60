package io.netdx.advise;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.GatewayObject;
import io.netdx.fact.MeshAuthorization;
import io.netdx.fact.Namespace;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.WebhookConfiguration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Habits in a mesh: objects that have no effect, or whose effect hangs on their order. */
final class MeshHabits {

    private static final String WAYPOINT = "istio.io/use-waypoint";
    private static final String GATEWAY_POD = "gateway.networking.k8s.io/gateway-name";

    private final Cluster cluster;
    private final Found found;

    MeshHabits(Cluster cluster, Found found) {
        this.cluster = cluster;
        this.found = found;
    }

    void find() {
        Map<String, ObjectRef> sidecars = new HashMap<>();
        Map<String, ObjectRef> entries = new HashMap<>();
        Set<String> authenticated = new HashSet<>();
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.ref().kind().startsWith("RequestAuthentication")) {
                authenticated.add(o.meta().namespace());
            } else if (o.ref().kind().equals("Sidecar")) {
                sidecar(o, sidecars);
            } else if (o.ref().kind().equals("ServiceEntry")) {
                entry(o, entries);
            }
            attached(o);
        }
        for (MeshAuthorization a : cluster.all(MeshAuthorization.class)) {
            authorization(a, authenticated);
        }
        cluster.all(Namespace.class).forEach(n -> waypoint(n.ref(), n.meta().name(), n.meta().labels()));
        cluster.all(Service.class).forEach(s -> waypoint(s.ref(), s.meta().namespace(), s.meta().labels()));
        cluster.all(Namespace.class).forEach(this::injectors);
    }

    /** Two for the same pods: which one counts, nobody says. */
    private void sidecar(OtherObject sidecar, Map<String, ObjectRef> seen) {
        StringBuilder scope = new StringBuilder(sidecar.meta().namespace());
        sidecar.fields().forEach((path, value) -> {
            if (path.startsWith("spec.workloadSelector.labels.")) {
                scope.append(' ').append(path).append('=').append(value);
            } else if (path.matches("spec\\.egress\\[\\d+]\\.hosts\\[\\d+]") && unknown(sidecar.meta().namespace(), value)) {
                found.found(Habit.SIDECAR_HOST_UNKNOWN, sidecar.ref());
            }
        });
        if (seen.putIfAbsent(scope.toString(), sidecar.ref()) != null) {
            found.found(Habit.SIDECARS_OVERLAP, sidecar.ref());
        }
    }

    /** {@code namespace/host}; only the host of a Service can be looked up. */
    private boolean unknown(String own, String host) {
        int slash = host.indexOf('/');
        String ns = slash < 0 || host.startsWith("./") ? own : host.substring(0, slash);
        String[] labels = host.substring(slash + 1).split("\\.");
        return !ns.equals("*") && !ns.equals("~") && labels.length > 2 && labels[2].equals("svc") && !labels[0].equals("*")
                && cluster.complete("Service", labels[1]) && cluster.service(labels[1], labels[0]).isEmpty();
    }

    private void entry(OtherObject entry, Map<String, ObjectRef> seen) {
        for (String host : values(entry, "spec\\.hosts\\[\\d+]")) {
            for (String port : values(entry, "spec\\.ports\\[\\d+]\\.number")) {
                if (seen.putIfAbsent(host + ":" + port, entry.ref()) != null && !seen.get(host + ":" + port).equals(entry.ref())) {
                    found.found(Habit.SERVICE_ENTRY_TWICE, entry.ref());
                }
            }
        }
    }

    private static List<String> values(OtherObject o, String path) {
        return o.fields().entrySet().stream().filter(e -> e.getKey().matches(path)).map(Map.Entry::getValue).toList();
    }

    private void authorization(MeshAuthorization a, Set<String> authenticated) {
        boolean mine = !a.selector().isEmpty();
        List<Pod> pods = cluster.podsIn(a.meta().namespace()).stream().filter(p -> !p.finished() && p.meta().labels().entrySet().containsAll(a.selector().entrySet())).toList();
        if (mine && pods.isEmpty() && cluster.complete("Pod", a.meta().namespace())) {
            found.found(Habit.AUTHORIZATION_NAMES_NOBODY, a.ref());
        }
        if (mine && pods.stream().anyMatch(p -> p.meta().labels().containsKey(GATEWAY_POD))) {
            found.found(Habit.SELECTOR_ON_GATEWAY, a.ref());
        }
        for (String caller : a.callers()) {
            String ns = caller.startsWith("namespace ") ? caller.substring(10) : caller.matches("principal .*/ns/[^/*]+/sa/.*")
                    ? caller.replaceAll("principal .*/ns/([^/]+)/sa/.*", "$1") : "";
            if (!ns.isEmpty() && !ns.contains("*") && cluster.complete("Namespace", Coverage.ALL) && cluster.find(Namespace.class, ObjectRef.ofNamespace(ns)).isEmpty()) {
                found.found(Habit.AUTHORIZATION_NAMES_NOBODY, a.ref());
            }
            if (caller.startsWith("request ") && !authenticated.contains(a.meta().namespace()) && !authenticated.contains("istio-system") && cluster.complete("RequestAuthentication", Coverage.ALL)) {
                found.found(Habit.CLAIMS_WITHOUT_AUTHENTICATION, a.ref());
            }
        }
    }

    private void waypoint(ObjectRef ref, String namespace, Map<String, String> labels) {
        String name = labels.getOrDefault(WAYPOINT, "none");
        String in = labels.getOrDefault(WAYPOINT + "-namespace", namespace);
        if (!name.equals("none") && cluster.complete("Gateway", in) && cluster.find(GatewayObject.class, ObjectRef.of("Gateway", in, name)).isEmpty()) {
            found.found(Habit.WAYPOINT_MISSING, ref);
        }
    }

    /** Injectors of two revisions, or of two meshes, that both want the pods of a namespace. */
    private void injectors(Namespace namespace) {
        Set<String> wanting = new HashSet<>();
        for (WebhookConfiguration c : cluster.all(WebhookConfiguration.class)) {
            boolean injects = c.ref().kind().startsWith("Mutating") && (c.meta().name().contains("sidecar-injector") || c.meta().name().contains("proxy-injector"));
            if (injects && c.webhooks().stream().anyMatch(w -> !w.namespaces().empty() && w.namespaces().matches(namespace.meta().labels()))) {
                wanting.add(c.meta().name());
            }
        }
        if (wanting.size() > 1) {
            found.found(Habit.INJECTED_TWICE, namespace.ref());
        }
    }

    /** Policies that are attached to Gateways and routes say themselves that they have no effect. */
    private void attached(OtherObject o) {
        o.fields().forEach((path, value) -> {
            if (path.startsWith("status.ancestors[") && path.endsWith("].type") && value.equals("Accepted")
                    && o.fields().getOrDefault(path.replaceAll("type$", "status"), "").equals("False")) {
                found.found(Habit.ATTACHMENT_REFUSED, o.ref());
            }
        });
    }
}
