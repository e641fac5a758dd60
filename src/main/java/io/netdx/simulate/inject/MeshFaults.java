package io.netdx.simulate.inject;

import io.netdx.simulate.world.Linkerd;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;

/** Istio: sidecars that do not understand each other, or forbid. Linkerd: its certificates and its injector. */
final class MeshFaults {

    private MeshFaults() {
    }

    static List<Injector> all() {
        return List.of(new Injector("mesh/mtls-strict-plaintext", MeshFaults::strict), new Injector("mesh/destination-rule-tls-conflict", MeshFaults::mutual),
                new Injector("mesh/route-target-missing", MeshFaults::subset), new Injector("mesh/authorization-denies", MeshFaults::denies),
                new Injector("mesh/egress-registry-only", MeshFaults::registry), new Injector("mesh/injection-webhook-failing", MeshFaults::webhook),
                new Injector("mesh/linkerd-trust-root-expired", MeshFaults::root), new Injector("mesh/linkerd-not-injected", MeshFaults::injector));
    }

    private static List<Resource> meshed(World world, boolean so) {
        return meshed(world, "istio", so);
    }

    private static List<Resource> meshed(World world, String mesh, boolean so) {
        return !world.profile().mesh().equals(mesh) ? List.of() : world.all("Deployment").stream().filter(w -> w.name().equals("api") && so == world.meshed(w.namespace())).toList();
    }

    /** Callers of a namespace without sidecars are cut off. */
    private static Optional<Truth> strict(World world) {
        List<Resource> called = meshed(world, true).stream().filter(api -> meshed(world, false).stream().anyMatch(c -> Pick.container(c).items("env").stream()
                .anyMatch(e -> Pick.leadsToApi(e.text("value"), api.namespace())))).toList();
        return Pick.any(world, called).map(api -> {
            Resource policy = world.apply("""
                    apiVersion: security.istio.io/v1
                    kind: PeerAuthentication
                    metadata: {name: default, namespace: %s}
                    spec: {mtls: {mode: STRICT}}
                    """, api.namespace());
            return Truth.of("mesh/mtls-strict-plaintext", policy, "Callers of other teams lost the api.");
        });
    }

    /** The store's pods were taken out of the mesh; a rule still asks for mutual TLS. */
    private static Optional<Truth> mutual(World world) {
        return Pick.any(world, meshed(world, true)).map(api -> {
            api.set("false", "spec", "template", "metadata", "labels", "sidecar.istio.io/inject");
            world.fresh().add(api.key());
            Resource rule = world.apply("""
                    apiVersion: networking.istio.io/v1
                    kind: DestinationRule
                    metadata: {name: api, namespace: %s}
                    spec: {host: api.%s.svc.cluster.local, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}
                    """, api.namespace(), api.namespace());
            return Truth.of("mesh/destination-rule-tls-conflict", rule, "The web gets nothing but 503 from its api.").or("mesh/sidecar-not-injected");
        });
    }

    private static Optional<Truth> subset(World world) {
        return Pick.any(world, meshed(world, true)).map(api -> {
            Resource route = world.apply("""
                    apiVersion: networking.istio.io/v1
                    kind: VirtualService
                    metadata: {name: api, namespace: %s}
                    spec:
                      hosts: [api.%s.svc.cluster.local]
                      http:
                      - route: [{destination: {host: api.%s.svc.cluster.local, subset: v2}}]
                    """, api.namespace(), api.namespace(), api.namespace());
            return Truth.of("mesh/route-target-missing", route, "The web gets nothing but 503 from its api.");
        });
    }

    private static Optional<Truth> denies(World world) {
        return Pick.any(world, meshed(world, true)).map(api -> {
            Resource policy = world.apply("""
                    apiVersion: security.istio.io/v1
                    kind: AuthorizationPolicy
                    metadata: {name: api-callers, namespace: %s}
                    spec:
                      selector: {matchLabels: {app: api}}
                      action: ALLOW
                      rules:
                      - from: [{source: {principals: [cluster.local/ns/%s/sa/gateway]}}]
                    """, api.namespace(), api.namespace());
            return Truth.of("mesh/authorization-denies", policy, "The web is forbidden to call its api.").or("mesh/authorization-allows-nobody");
        });
    }

    private static Optional<Truth> registry(World world) {
        return Pick.any(world, meshed(world, true).stream().filter(w -> Pick.container(w).items("env").stream().anyMatch(e -> e.text("name").equals("PAYMENTS_URL"))).toList()).map(api -> {
            Resource config = world.get("ConfigMap", "istio-system", "istio");
            config.set(config.text("data", "mesh") + "outboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n", "data", "mesh");
            return Truth.of("mesh/egress-registry-only", api, "Payments fail since the mesh was hardened.");
        });
    }

    /** istiod is gone, and a release follows. */
    private static Optional<Truth> webhook(World world) {
        return Pick.any(world, meshed(world, true)).map(api -> {
            Resource istiod = world.get("Deployment", "istio-system", "istiod");
            istiod.set(0, "spec", "replicas");
            Pick.recreate(world, api);
            return Truth.of("mesh/injection-webhook-failing", world.get("MutatingWebhookConfiguration", "", "istio-sidecar-injector"), "Releases make no pods any more.")
                    .or("workload/scaled-to-zero");
        });
    }

    /** The web is in the mesh as its api is, and no certificate that either has is valid any more. */
    private static Optional<Truth> root(World world) {
        return Pick.any(world, meshed(world, "linkerd", true)).map(api -> Truth.of("mesh/linkerd-trust-root-expired", Linkerd.endRoot(world), "Calls between meshed services fail since today."));
    }

    /** The injector is gone; as its webhook may fail, the next release has no proxies. */
    private static Optional<Truth> injector(World world) {
        return Pick.any(world, meshed(world, "linkerd", true)).map(api -> {
            world.get("Deployment", "linkerd", "linkerd-proxy-injector").set(0, "spec", "replicas");
            Pick.recreate(world, api);
            return Truth.of("mesh/linkerd-not-injected", api, "The dashboards have lost the api since its release.").unnoticed();
        });
    }
}
