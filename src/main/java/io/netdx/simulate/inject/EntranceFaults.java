package io.netdx.simulate.inject;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Ingresses that nobody serves, or that lead nowhere. */
final class EntranceFaults {

    private static final String CONTROLLER = "ingress-nginx-controller";

    private EntranceFaults() {
    }

    static List<Injector> all() {
        return List.of(changed("ingress/class-missing", i -> i.set("nginx-public", "spec", "ingressClassName")),
                changed("ingress/no-class", i -> i.remove("spec", "ingressClassName")),
                changed("ingress/backend-service-missing", i -> backend(i).set("frontend", "name")),
                changed("ingress/backend-port-mismatch", i -> backend(i).set(8081, "port", "number")),
                new Injector("ingress/tls-secret-missing", EntranceFaults::secret),
                new Injector("ingress/controller-down", EntranceFaults::down), new Injector("ingress/controller-absent", EntranceFaults::absent),
                new Injector("policy/blocks-ingress-controller", EntranceFaults::policy),
                new Injector("ingress/route-not-accepted", world -> route(world, "ingress/route-not-accepted", r -> {
                    if (world.chance(50)) {
                        r.set(list(r.namespace() + ".example.org"), "spec", "hostnames");
                    } else {
                        r.set("web", "spec", "parentRefs", 0, "sectionName");
                    }
                })), new Injector("ingress/route-backend-unresolved", world -> route(world, "ingress/route-backend-unresolved", r -> target(r).set("frontend", "name"))),
                new Injector("ingress/reference-not-permitted", EntranceFaults::notPermitted), new Injector("ingress/listener-certificate", EntranceFaults::certificate));
    }

    private static Resource backend(Resource ingress) {
        return Resource.of(ingress.map("spec", "rules", 0, "http", "paths", 0, "backend", "service"));
    }

    private static Injector changed(String cause, Consumer<Resource> change) {
        return new Injector(cause, world -> changed(world, cause, change));
    }

    private static Optional<Truth> changed(World world, String cause, Consumer<Resource> change) {
        return Pick.any(world, world.all("Ingress")).map(ingress -> {
            change.accept(ingress);
            return Truth.of(cause, ingress, "The site " + ingress.text("spec", "rules", 0, "host") + " does not open.");
        });
    }

    private static Resource target(Resource route) {
        return Resource.of(route.map("spec", "rules", 0, "backendRefs", 0));
    }

    private static Optional<Truth> route(World world, String cause, Consumer<Resource> change) {
        return Pick.any(world, world.all("HTTPRoute")).map(route -> {
            change.accept(route);
            return Truth.of(cause, route, "The site " + route.text("spec", "hostnames", 0) + " answers 404 or 500.");
        });
    }

    /** A route of one team leads to a Service of another, which granted nothing. */
    private static Optional<Truth> notPermitted(World world) {
        List<Resource> routes = world.all("HTTPRoute");
        return routes.size() < 2 ? Optional.empty() : route(world, "ingress/reference-not-permitted", r -> target(r)
                .set(world.oneOf(routes.stream().filter(o -> !o.namespace().equals(r.namespace())).toList()).namespace(), "namespace"));
    }

    /** Whoever renewed the certificate took the Secret away, or wrote it into another namespace. */
    private static Optional<Truth> certificate(World world) {
        return world.find("Gateway", "edge", "public").map(gateway -> {
            world.delete(world.get("Secret", "edge", "public-tls"));
            return Truth.of("ingress/listener-certificate", gateway, "No site opens by HTTPS.");
        });
    }

    private static Optional<Truth> secret(World world) {
        return changed(world, "ingress/tls-secret-missing", i -> i.set(list(map("hosts", list(i.text("spec", "rules", 0, "host")), "secretName", "web-tls")), "spec", "tls"))
                .map(Truth::unnoticed);
    }

    private static Optional<Truth> down(World world) {
        return world.all("Ingress").isEmpty() ? Optional.empty() : world.find("Deployment", "ingress-nginx", CONTROLLER).map(controller -> {
            controller.set(0, "spec", "replicas");
            return Truth.of("ingress/controller-down", world.get("IngressClass", "", "nginx"), "No site opens.");
        });
    }

    /** The controller was uninstalled; class and Ingresses are left. */
    private static Optional<Truth> absent(World world) {
        return world.all("Ingress").isEmpty() ? Optional.empty() : world.find("Deployment", "ingress-nginx", CONTROLLER).map(controller -> {
            world.delete(controller);
            world.find("Service", "ingress-nginx", CONTROLLER).ifPresent(world::delete);
            return Truth.of("ingress/controller-absent", world.get("IngressClass", "", "nginx"), "No site opens since the cleaning.");
        });
    }

    /** Only pods of the own namespace are admitted, which the controller's are not. */
    private static Optional<Truth> policy(World world) {
        return !world.profile().cni().enforces() ? Optional.empty() : Pick.any(world, world.all("Ingress")).map(ingress -> {
            Resource policy = world.apply("""
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {name: own-namespace-only, namespace: %s}
                    spec:
                      podSelector: {}
                      policyTypes: [Ingress]
                      ingress:
                      - from: [{podSelector: {}}]
                    """, ingress.namespace());
            return Truth.of("policy/blocks-ingress-controller", policy, "The site does not open, inside all is well.").or("policy/default-deny-ingress",
                    "policy/single-namespace-peer");
        });
    }
}
