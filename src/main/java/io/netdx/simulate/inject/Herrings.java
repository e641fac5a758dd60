package io.netdx.simulate.inject;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Dialect;
import io.netdx.simulate.world.Manifests;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.function.Consumer;

/** What looks bad and hurts nobody: no diagnosis may blame it for somebody's trouble. */
public final class Herrings {

    private Herrings() {
    }

    public static List<Consumer<World>> all() {
        return List.of(Herrings::scaledDown, Herrings::taintedNode, Herrings::selectorless, Herrings::deniedOnPurpose);
    }

    /** A Deployment without replicas on purpose, with a Service that nobody calls. */
    private static void scaledDown(World world) {
        String namespace = anyNamespace(world);
        world.add(Manifests.workload("Deployment", namespace, "load-test", 0, map("app", "load-test"), list(Manifests.container("load-test",
                "registry.example.com/tools/k6:1.2.1"))));
        world.add(Manifests.service(namespace, "load-test", world.clusterIp(), map("app", "load-test"), 6565, 6565));
    }

    private static void taintedNode(World world) {
        Pick.any(world, world.all("Node").stream().filter(n -> !n.has("spec", "taints")).toList()).ifPresent(node -> node.list("spec", "taints")
                .add(map("effect", "PreferNoSchedule", "key", "dedicated", "value", "gpu")));
    }

    /** A Service that an operator fills by hand for somewhere else. */
    private static void selectorless(World world) {
        String namespace = anyNamespace(world);
        Resource service = world.add(Manifests.service(namespace, "legacy", world.clusterIp(), map(), 1521, 1521));
        service.remove("spec", "selector");
        world.add(Resource.of(map("addressType", "IPv4", "apiVersion", "discovery.k8s.io/v1", "endpoints", list(map("addresses", list("203.0.113.14"),
                "conditions", map("ready", true))), "kind", "EndpointSlice", "metadata", map("labels", map("kubernetes.io/service-name", "legacy"), "name", "legacy-1",
                "namespace", namespace), "ports", list(map("name", "main", "port", 1521, "protocol", "TCP")))));
    }

    /** A vault that nobody may reach, and nobody tries to. */
    private static void deniedOnPurpose(World world) {
        String namespace = anyNamespace(world);
        Resource vault = world.add(Manifests.workload("Deployment", namespace, "vault-seal", 1, map("app", "vault-seal"), list(Manifests.container("vault-seal",
                "registry.example.com/security/seal:2.0.4"))));
        world.program(vault, new Program(Dialect.GO));
        world.apply("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: isolate-seal, namespace: %s}
                spec:
                  podSelector: {matchLabels: {app: vault-seal}}
                  policyTypes: [Ingress, Egress]
                """, namespace);
    }

    private static String anyNamespace(World world) {
        return world.oneOf(world.all("Namespace").stream().filter(n -> n.has("metadata", "labels", "team")).toList()).name();
    }
}
