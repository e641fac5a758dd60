package io.netdx.model.mesh;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.GatewayObject;
import io.netdx.fact.MeshGateway;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Istio's own Gateways: the proxies that they pick, the ports and certificates that these need, and the routes bound to them. */
final class MeshGateways {

    private static final String KIND = "Gateway.networking.istio.io";

    private final Cluster cluster;

    MeshGateways(Cluster cluster) {
        this.cluster = cluster;
    }

    void find(List<MeshProblem> problems) {
        List<MeshGateway> gateways = cluster.all(MeshGateway.class);
        for (MeshGateway gateway : gateways) {
            proxies(gateway, problems);
        }
        for (int i = 0; i < gateways.size(); i++) {
            conflicts(gateways.get(i), gateways.subList(i + 1, gateways.size()), problems);
        }
        cluster.all(VirtualService.class).forEach(vs -> bound(vs, problems));
    }

    private void proxies(MeshGateway gateway, List<MeshProblem> problems) {
        if (!cluster.complete("Pod", Coverage.ALL) || gateway.selector().isEmpty()) {
            return;
        }
        List<Pod> pods = cluster.all(Pod.class).stream().filter(p -> !p.finished()
                && p.meta().labels().entrySet().containsAll(gateway.selector().entrySet())).toList();
        if (pods.isEmpty()) {
            problems.add(MeshConfig.of("gateway-no-proxy", gateway.ref(), gateway.selector().toString(), gateway.ref(),
                    "no pod carries the labels " + gateway.selector(), gateway.meta().at("spec.selector")));
            return;
        }
        TreeSet<Integer> open = new TreeSet<>();
        TreeSet<String> namespaces = new TreeSet<>();
        for (Pod pod : pods) {
            namespaces.add(pod.meta().namespace());
            ports(pod, open);
        }
        for (MeshGateway.Server server : gateway.servers()) {
            if (!open.isEmpty() && !open.contains(server.port())) {
                problems.add(MeshConfig.of("gateway-port", gateway.ref(), server.port() + "", gateway.ref(), "no Service of the proxies leads to their port "
                        + server.port() + ", only to " + open, gateway.meta().at("spec.servers")));
            }
            if (!server.credential().isEmpty() && !server.credential().contains("://") && namespaces.stream().allMatch(ns -> cluster.complete("Secret", ns)
                    && cluster.find(io.netdx.fact.OtherObject.class, ObjectRef.of("Secret", ns, server.credential())).isEmpty())) {
                problems.add(MeshConfig.of("gateway-credential", gateway.ref(), server.credential(), ObjectRef.of("Secret", namespaces.first(), server.credential()),
                        "there is no Secret " + server.credential() + " in " + String.join(", ", namespaces) + ", where the proxies run",
                        gateway.meta().at("spec.servers")));
            }
        }
    }

    /** Pod ports that Services lead to. */
    private void ports(Pod pod, TreeSet<Integer> open) {
        for (Service s : cluster.all(Service.class)) {
            if (s.hasSelector() && s.meta().namespace().equals(pod.meta().namespace()) && pod.meta().labels().entrySet().containsAll(s.selector().entrySet())) {
                for (Service.Port p : s.ports()) {
                    // a server's port may be written as the Service's or as the pods'
                    open.add(p.port());
                    number(pod, p).ifPresent(open::add);
                }
            }
        }
    }

    private static java.util.OptionalInt number(Pod pod, Service.Port port) {
        if (port.targetPort().chars().allMatch(c -> c >= '0' && c <= '9')) {
            return port.targetPort().isEmpty() ? java.util.OptionalInt.empty() : java.util.OptionalInt.of(Integer.parseInt(port.targetPort()));
        }
        return pod.containers().stream().flatMap(c -> c.ports().stream()).filter(p -> p.name().equals(port.targetPort()))
                .mapToInt(Container.Port::number).findFirst();
    }

    /** Two gateways on the same proxies and port that claim the same host: which of them counts, is chance. */
    private static void conflicts(MeshGateway first, List<MeshGateway> others, List<MeshProblem> problems) {
        for (MeshGateway second : others) {
            boolean same = !first.selector().isEmpty() && (first.selector().entrySet().containsAll(second.selector().entrySet())
                    || second.selector().entrySet().containsAll(first.selector().entrySet()));
            for (MeshGateway.Server a : first.servers()) {
                for (MeshGateway.Server b : second.servers()) {
                    List<String> shared = new ArrayList<>(a.hosts());
                    shared.retainAll(b.hosts());
                    if (same && a.port() > 0 && a.port() == b.port() && !shared.isEmpty()) {
                        problems.add(MeshConfig.of("gateway-conflict", second.ref(), a.port() + "", first.ref(), first.ref() + " claims " + shared
                                + " on port " + a.port() + " too", second.meta().at("spec.servers")));
                        return;
                    }
                }
            }
        }
    }

    private void bound(VirtualService vs, List<MeshProblem> problems) {
        if (!cluster.complete(KIND, Coverage.ALL)) {
            return;
        }
        for (String name : vs.gateways()) {
            if (name.equals("mesh") || name.contains("istio-autogenerated-k8s-gateway") || kubernetesGateway(vs, name)) {
                continue;
            }
            int slash = name.indexOf('/');
            ObjectRef ref = slash < 0 ? ObjectRef.of(KIND, vs.meta().namespace(), name)
                    : ObjectRef.of(KIND, name.substring(0, slash), name.substring(slash + 1));
            var gateway = cluster.find(MeshGateway.class, ref);
            if (gateway.isEmpty()) {
                problems.add(MeshConfig.of("gateway-missing", vs.ref(), name, ref, "there is no Gateway " + name, vs.meta().at("spec.gateways")));
            } else if (gateway.get().servers().stream().flatMap(s -> s.hosts().stream()).noneMatch(h -> admits(h, ref.namespace(), vs.meta().namespace())
                    && vs.hosts().stream().anyMatch(v -> covers(h, v)))) {
                problems.add(MeshConfig.of("gateway-host", vs.ref(), String.join(", ", vs.hosts()), ref, "none of the hosts " + vs.hosts()
                        + " is one of Gateway " + name, vs.meta().at("spec.hosts")));
            }
        }
    }

    /** Routes may hang on a Gateway of Kubernetes' own API too. */
    private boolean kubernetesGateway(VirtualService vs, String name) {
        String full = name.indexOf('/') < 0 ? vs.meta().namespace() + "/" + name : name;
        return cluster.all(GatewayObject.class).stream().anyMatch(g -> g.ref().kind().equals("Gateway") && g.ref().qualifiedName().equals(full));
    }

    private static boolean admits(String host, String gatewayNamespace, String routeNamespace) {
        int slash = host.indexOf('/');
        String ns = slash < 0 ? "*" : host.substring(0, slash);
        return ns.equals("*") || ns.equals(routeNamespace) || ns.equals(".") && gatewayNamespace.equals(routeNamespace);
    }

    /** A host of a gateway may name the namespace of its routes in front ({@code ns/host}, {@code ./host}), and wildcards. */
    private static boolean covers(String gateway, String host) {
        String g = gateway.substring(gateway.indexOf('/') + 1);
        return g.equals("*") || host.equals("*") || g.equals(host) || g.startsWith("*.") && host.endsWith(g.substring(1))
                || host.startsWith("*.") && g.endsWith(host.substring(1));
    }
}
