package io.netdx.model.mesh;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.DestinationRule;
import io.netdx.fact.MeshAuthorization;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.VirtualService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Istio's objects against each other and against Services and pods. */
final class MeshConfig {

    /** Servers that speak first: a proxy that waits for the client to learn the protocol waits in vain. */
    private static final Map<Integer, String> SERVER_FIRST = Map.of(25, "SMTP", 587, "SMTP", 3306, "MySQL", 27017, "MongoDB");
    private static final Set<String> OPAQUE = Set.of("tcp", "mysql", "mongo", "redis", "tls", "https");

    private final Cluster cluster;
    private final Mesh mesh;
    private final MeshHosts hosts;

    MeshConfig(Cluster cluster, Mesh mesh, MeshHosts hosts) {
        this.cluster = cluster;
        this.mesh = mesh;
        this.hosts = hosts;
    }

    List<MeshProblem> find() {
        List<MeshProblem> problems = new ArrayList<>();
        cluster.all(VirtualService.class).forEach(vs -> routes(vs, problems));
        conflicts(problems);
        cluster.all(DestinationRule.class).forEach(rule -> destination(rule, problems));
        cluster.all(MeshAuthorization.class).forEach(a -> authorization(a, problems));
        portNames(problems);
        new MeshGateways(cluster).find(problems);
        return problems;
    }

    private void routes(VirtualService vs, List<MeshProblem> problems) {
        String ns = vs.meta().namespace();
        for (VirtualService.Destination d : vs.destinations()) {
            ObjectRef target = hosts.service(ns, d.host()).map(Service::ref).orElse(ObjectRef.of("Host", "", d.host()));
            if (hosts.missing(ns, d.host())) {
                problems.add(of("host-missing", vs.ref(), d.host(), route(vs, target), "no Service and no ServiceEntry is called "
                        + d.host(), vs.meta().at("spec.http")));
            }
            if (!d.subset().isEmpty() && cluster.complete("DestinationRule", Coverage.ALL)
                    && hosts.rules(ns, d.host()).stream().noneMatch(r -> r.subsets().containsKey(d.subset()))) {
                problems.add(of("subset-missing", vs.ref(), d.subset(), route(vs, target), "no DestinationRule of " + d.host()
                        + " has the subset " + d.subset(), vs.meta().at("spec.http")));
            }
        }
    }

    /** Sidecars take one object's routes for a host: of two that all namespaces see, the other's are lost. */
    private void conflicts(List<MeshProblem> problems) {
        Map<String, VirtualService> first = new HashMap<>();
        for (VirtualService vs : cluster.all(VirtualService.class)) {
            boolean sidecars = vs.gateways().isEmpty() || vs.gateways().contains("mesh");
            boolean everywhere = vs.exportTo().isEmpty() || vs.exportTo().contains("*");
            for (String host : sidecars && everywhere ? vs.hosts() : List.<String>of()) {
                VirtualService other = first.putIfAbsent(MeshHosts.full(vs.meta().namespace(), host), vs);
                if (other != null && other != vs) {
                    problems.add(of("route-conflict", vs.ref(), host, route(vs, other.ref()), other.ref() + " has routes for " + host + " too", vs.meta().at("spec.hosts")));
                }
            }
        }
    }

    /** The Service that clients call when they meet this route: the first host that is one. */
    private ObjectRef route(VirtualService vs, ObjectRef fallback) {
        return vs.hosts().stream().flatMap(h -> hosts.service(vs.meta().namespace(), h).stream()).map(Service::ref).findFirst().orElse(fallback);
    }

    private void destination(DestinationRule rule, List<MeshProblem> problems) {
        Optional<Service> service = hosts.service(rule.meta().namespace(), rule.host());
        if (service.isEmpty()) {
            return;
        }
        List<Pod> pods = pods(service.get());
        if (cluster.complete("Pod", service.get().meta().namespace()) && !pods.isEmpty()) {
            rule.subsets().forEach((name, labels) -> {
                // where a pod runs, the mesh tells from its node
                boolean places = labels.keySet().stream().anyMatch(k -> k.startsWith("topology."));
                if (!places && pods.stream().noneMatch(p -> p.meta().labels().entrySet().containsAll(labels.entrySet()))) {
                    problems.add(of("subset-empty", rule.ref(), name, service.get().ref(), "no pod of the Service has the labels of subset "
                            + name + " (" + labels + ")", rule.meta().at("spec.subsets")));
                }
            });
        }
        tls(rule, service.get(), pods, problems);
        if (!rule.limits().isEmpty()) {
            problems.add(of("limits", rule.ref(), String.join(", ", rule.limits().keySet()), service.get().ref(), "the rule limits calls: "
                    + rule.limits(), rule.meta().at("spec.trafficPolicy")));
        }
    }

    private void tls(DestinationRule rule, Service service, List<Pod> pods, List<MeshProblem> problems) {
        for (Pod pod : pods) {
            String kind = Mesh.of(pod);
            String port = service.ports().isEmpty() ? "" : service.ports().get(0).targetPort();
            boolean plain = kind.equals("istio") && mesh.accepts(pod, port).strict() && (rule.tlsMode().equals("DISABLE") || rule.tlsMode().equals("SIMPLE"));
            boolean mutual = kind.isEmpty() && rule.tlsMode().equals("ISTIO_MUTUAL") && cluster.complete("Pod", pod.meta().namespace());
            if (plain || mutual) {
                problems.add(of("tls-conflict", rule.ref(), rule.tlsMode(), service.ref(), plain
                        ? "clients are told tls mode " + rule.tlsMode() + ", and the servers accept only mutual TLS of the mesh"
                        : "clients are told ISTIO_MUTUAL, and the pods behind the Service have no proxy", rule.meta().at("spec.trafficPolicy")));
                return;
            }
        }
    }

    /** An ALLOW policy without a rule matches nothing, and once an ALLOW policy is there, what none matches is denied. */
    private void authorization(MeshAuthorization empty, List<MeshProblem> problems) {
        if (!empty.action().equals("ALLOW") || empty.rules() > 0 || empty.attached()) {
            return;
        }
        boolean other = cluster.all(MeshAuthorization.class).stream().anyMatch(a -> a.action().equals("ALLOW") && a.rules() > 0
                && (a.meta().namespace().equals(empty.meta().namespace()) || empty.meta().namespace().equals(mesh.root())
                || a.meta().namespace().equals(mesh.root())));
        if (!other) {
            problems.add(of("allows-nobody", empty.ref(), empty.selector().isEmpty() ? "every pod" : empty.selector().toString(), empty.ref(),
                    "an ALLOW policy without rules, and no other policy allows anything", empty.meta().at("spec")));
        }
    }

    private void portNames(List<MeshProblem> problems) {
        for (Service service : cluster.all(Service.class)) {
            for (Service.Port port : service.ports()) {
                String speaks = SERVER_FIRST.get(port.port());
                String prefix = port.name().indexOf('-') > 0 ? port.name().substring(0, port.name().indexOf('-')) : port.name();
                String declared = port.appProtocol().isEmpty() ? prefix : port.appProtocol();
                if (speaks != null && port.protocol().equals("TCP") && !OPAQUE.contains(declared)
                        && pods(service).stream().anyMatch(p -> Mesh.of(p).equals("istio"))) {
                    problems.add(of("port-name", service.ref(), port.port() + "", service.ref(), "port " + port.port() + " (" + speaks + ", "
                            + (port.name().isEmpty() ? "without a name" : "called " + port.name()) + ") does not say that it is plain TCP",
                            service.meta().at("spec.ports")));
                }
            }
        }
    }

    private List<Pod> pods(Service service) {
        List<Pod> pods = new ArrayList<>();
        for (Pod pod : cluster.podsIn(service.meta().namespace())) {
            if (service.hasSelector() && !pod.finished() && pod.meta().labels().entrySet().containsAll(service.selector().entrySet())) {
                pods.add(pod);
            }
        }
        return pods;
    }

    static MeshProblem of(String kind, ObjectRef subject, String what, ObjectRef other, String detail, io.netdx.fact.Provenance source) {
        return new MeshProblem(kind, "istio", subject, what, other, detail, source);
    }
}
