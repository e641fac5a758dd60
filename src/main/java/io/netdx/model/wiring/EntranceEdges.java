package io.netdx.model.wiring;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Ingress;
import io.netdx.fact.IngressClass;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From ingress controllers, gateways and routers to the backends of Ingresses, HTTPRoutes and Routes. */
final class EntranceEdges {

    private static final int CONFIDENCE = 95;

    private final Cluster cluster;
    private final Callers callers;
    private final List<ExpectedEdge> edges = new ArrayList<>();

    EntranceEdges(Cluster cluster, Callers callers) {
        this.cluster = cluster;
        this.callers = callers;
    }

    List<ExpectedEdge> find() {
        ingresses();
        for (OtherObject object : cluster.all(OtherObject.class)) {
            if (object.ref().kind().equals("HTTPRoute") || object.ref().kind().equals("GRPCRoute")) {
                gatewayRoute(object);
            } else if (object.ref().kind().equals("Route") && object.apiVersion().startsWith("route.openshift.io/")) {
                callers.routers().forEach(router -> add(router, object, object.fields().getOrDefault("spec.to.name", ""),
                        object.ref().namespace(), object.fields().getOrDefault("spec.port.targetPort", ""), "route"));
            }
        }
        return edges;
    }

    private void ingresses() {
        Map<String, List<ObjectRef>> controllers = new HashMap<>();
        for (Ingress ingress : cluster.all(Ingress.class)) {
            String className = ingress.className().isEmpty() ? cluster.all(IngressClass.class).stream().filter(IngressClass::isDefault)
                    .findFirst().map(c -> c.meta().name()).orElse("") : ingress.className();
            for (Ingress.Backend backend : ingress.backends()) {
                Optional<Service> service = cluster.service(ingress.meta().namespace(), backend.service());
                if (!className.isEmpty() && service.isPresent()) {
                    for (ObjectRef controller : controllers.computeIfAbsent(className, callers::ingress)) {
                        edges.add(new ExpectedEdge(controller, service.get().ref(), port(service.get(), backend.servicePort()), "ingress",
                                "backend of " + ingress.ref(), CONFIDENCE, ingress.meta().at("spec.rules")));
                    }
                }
            }
        }
    }

    private void gatewayRoute(OtherObject route) {
        Map<String, String> f = route.fields();
        for (int p = 0; f.containsKey("spec.parentRefs[" + p + "].name"); p++) {
            String parent = "spec.parentRefs[" + p + "].";
            for (ObjectRef proxy : callers.gateway(f.getOrDefault(parent + "namespace", route.ref().namespace()), f.get(parent + "name"))) {
                for (Map.Entry<String, String> field : f.entrySet()) {
                    String key = field.getKey();
                    if (key.startsWith("spec.rules[") && key.contains(".backendRefs[") && key.endsWith("].name")) {
                        String backend = key.substring(0, key.length() - "name".length());
                        if (f.getOrDefault(backend + "kind", "Service").equals("Service")) {
                            add(proxy, route, field.getValue(), f.getOrDefault(backend + "namespace", route.ref().namespace()),
                                    f.getOrDefault(backend + "port", ""), "gateway");
                        }
                    }
                }
            }
        }
    }

    private void add(ObjectRef caller, OtherObject object, String name, String namespace, String port, String origin) {
        cluster.service(namespace, name).ifPresent(service -> edges.add(new ExpectedEdge(caller, service.ref(), port(service, port), origin,
                "backend of " + object.ref(), CONFIDENCE, object.source())));
    }

    /** Number of a Service port that is named by number, name or target port; 0 for all of them. */
    static int port(Service service, String text) {
        for (Service.Port p : service.ports()) {
            if (p.name().equals(text) && !text.isEmpty() || text.equals(p.port() + "") || text.equals(p.targetPort()) && !text.isEmpty()) {
                return p.port();
            }
        }
        return 0;
    }
}
