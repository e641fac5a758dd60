package io.netdx.model.mesh;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Container;
import io.netdx.fact.DestinationRule;
import io.netdx.fact.MeshAuthorization;
import io.netdx.fact.MeshGateway;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.PeerAuthentication;
import io.netdx.fact.Pod;
import io.netdx.fact.VirtualService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is in the service mesh, by what pods carry, and what their servers demand. */
public final class Mesh {

    /** Kinds that exist only where a mesh does. */
    public static final Set<String> KINDS = Set.of("VirtualService", "DestinationRule", "ServiceEntry", "Sidecar", "PeerAuthentication", "AuthorizationPolicy",
            "Gateway.networking.istio.io", "Server", "ServerAuthorization");

    /** Where Istio looks for rules of the whole mesh, unless its settings name another namespace. */
    static final String ROOT = "istio-system";
    private static final String REDIRECTED = "ambient.istio.io/redirection";

    private final Cluster cluster;

    private Mesh(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Empty where no pod is in a mesh and no object configures one. */
    public static Optional<Mesh> of(Cluster cluster) {
        if (!cluster.all(VirtualService.class).isEmpty() || !cluster.all(DestinationRule.class).isEmpty() || !cluster.all(MeshGateway.class).isEmpty()
                || !cluster.all(PeerAuthentication.class).isEmpty() || !cluster.all(MeshAuthorization.class).isEmpty()) {
            return Optional.of(new Mesh(cluster));
        }
        for (Pod pod : cluster.all(Pod.class)) {
            if (!of(pod).isEmpty()) {
                return Optional.of(new Mesh(cluster));
            }
        }
        return Optional.empty();
    }

    /** {@code istio}, {@code linkerd}: the pod has a proxy of its own; {@code ambient}: that of its node; empty for none. */
    public static String of(Pod pod) {
        for (Container c : pod.containers()) {
            if (c.name().equals("istio-proxy")) {
                return "istio";
            }
            if (c.name().equals("linkerd-proxy")) {
                return "linkerd";
            }
        }
        return "enabled".equals(pod.meta().annotations().get(REDIRECTED)) ? "ambient" : "";
    }

    /** The proxy container; empty for pods without one of their own. */
    static Optional<Container> proxy(Pod pod) {
        return pod.containers().stream().filter(c -> isProxy(c.name())).findFirst();
    }

    static boolean isProxy(String container) {
        return container.equals("istio-proxy") || container.equals("linkerd-proxy");
    }

    /** Proxies that are gateways, not companions of an application. */
    static boolean gateway(Pod pod) {
        return pod.containers().stream().filter(c -> !c.init()).count() == 1 && proxy(pod).filter(c -> !c.init()).isPresent();
    }

    /** The mesh that new pods of a namespace are to join, by its labels; empty for none. */
    public String wanted(String namespace) {
        Map<String, String> labels = cluster.namespaceLabels(namespace);
        if ("enabled".equals(labels.get("istio-injection")) || labels.containsKey("istio.io/rev") && !"disabled".equals(labels.get("istio-injection"))) {
            return "istio";
        }
        return "ambient".equals(labels.get("istio.io/dataplane-mode")) ? "ambient"
                : "enabled".equals(cluster.find(io.netdx.fact.Namespace.class, ObjectRef.ofNamespace(namespace))
                .map(n -> n.meta().annotations().getOrDefault("linkerd.io/inject", "")).orElse("")) ? "linkerd" : "";
    }

    /** What a server accepts, and who says so; {@code PERMISSIVE} by nobody's word is Istio's default. */
    public record Accepts(String mode, Optional<ObjectRef> by) {
        public boolean strict() {
            return mode.equals("STRICT");
        }
    }

    /** The narrowest rule that says anything wins: the port's, the pods', the namespace's, the mesh's. */
    public Accepts accepts(Pod server, String port) {
        List<PeerAuthentication> all = cluster.all(PeerAuthentication.class);
        String ns = server.meta().namespace();
        for (PeerAuthentication p : all) {
            if (p.meta().namespace().equals(ns) && !p.selector().isEmpty() && server.meta().labels().entrySet().containsAll(p.selector().entrySet())) {
                String mode = p.ports().getOrDefault(port, p.mode());
                if (!mode.isEmpty() && !mode.equals("UNSET")) {
                    return new Accepts(mode, Optional.of(p.ref()));
                }
            }
        }
        for (String scope : List.of(ns, root())) {
            for (PeerAuthentication p : all) {
                if (p.meta().namespace().equals(scope) && p.selector().isEmpty() && !p.mode().isEmpty()) {
                    return new Accepts(p.mode(), Optional.of(p.ref()));
                }
            }
        }
        return new Accepts("PERMISSIVE", Optional.empty());
    }

    /** Istio's mesh settings, as their ConfigMap has them; empty where it was not seen. */
    public String settings() {
        return cluster.configMap(ROOT, "istio").map(ConfigMap::data).map(d -> d.getOrDefault("mesh", "")).orElse("");
    }

    /** Sidecars send calls only to what the mesh knows. */
    public boolean registryOnly() {
        return settings().contains("REGISTRY_ONLY");
    }

    public String root() {
        for (String line : settings().split("\n")) {
            if (line.startsWith("rootNamespace:")) {
                return line.substring(line.indexOf(':') + 1).strip().replace("\"", "");
            }
        }
        return ROOT;
    }
}
