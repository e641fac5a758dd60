package io.netdx.simulate.behave;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Envoy Gateway writes into the status of classes, Gateways and routes; its words are those of its releases 1.4 and 1.5. */
final class GatewayController {

    private static final String CONTROLLER = "gateway.envoyproxy.io/gatewayclass-controller";

    private final World world;

    GatewayController(World world) {
        this.world = world;
    }

    Resource gatewayClass(Resource stored) {
        return stored.set(list(condition("Accepted", true, "Accepted", "Valid GatewayClass")), "status", "conditions");
    }

    Resource gateway(Resource stored) {
        List<Object> listeners = new ArrayList<>();
        for (Resource listener : stored.items("spec", "listeners")) {
            Optional<String> wrong = listener.items("tls", "certificateRefs").stream().map(r -> r.text("name"))
                    .filter(name -> world.find("Secret", stored.namespace(), name).isEmpty()).findFirst();
            long routes = world.all("HTTPRoute").stream().filter(r -> attached(r, listener)).count();
            listeners.add(map("attachedRoutes", (int) routes, "conditions", list(
                            condition("Programmed", wrong.isEmpty(), wrong.isEmpty() ? "Programmed" : "Invalid", wrong.isEmpty() ? "Sending translated listener configuration to the data plane"
                                    : "Listener is invalid, see other Conditions for details."),
                            condition("Accepted", true, "Accepted", "Listener has been successfully translated"),
                            condition("ResolvedRefs", wrong.isEmpty(), wrong.isEmpty() ? "ResolvedRefs" : "InvalidCertificateRef", wrong.isEmpty() ? "Listener references have been resolved"
                                    : "Secret " + stored.namespace() + "/" + wrong.get() + " does not exist.")),
                    "name", listener.text("name"), "supportedKinds", list(map("group", "gateway.networking.k8s.io", "kind", "HTTPRoute"))));
        }
        return stored.set(map("addresses", list(map("type", "IPAddress", "value", world.hosts().values().iterator().next().ip())), "conditions",
                list(condition("Accepted", true, "Accepted", "The Gateway has been scheduled by Envoy Gateway"),
                        condition("Programmed", true, "Programmed", "Address assigned to the Gateway, 1/1 envoy replicas available")), "listeners", listeners), "status");
    }

    Resource route(Resource stored) {
        List<Object> parents = new ArrayList<>();
        for (Resource parent : stored.items("spec", "parentRefs")) {
            Optional<Resource> gateway = world.find("Gateway", parent.text("namespace"), parent.text("name"));
            if (gateway.isPresent()) {
                parents.add(map("conditions", list(accepted(stored, parent, gateway.get()), resolved(stored)), "controllerName", CONTROLLER, "parentRef", ref(parent)));
            }
        }
        return stored.set(parents, "status", "parents");
    }

    private static Map<String, Object> ref(Resource parent) {
        return map("group", parent.text("group"), "kind", parent.text("kind"), "name", parent.text("name"), "namespace", parent.text("namespace"),
                "sectionName", parent.has("sectionName") ? parent.text("sectionName") : null);
    }

    private boolean attached(Resource route, Resource listener) {
        return route.items("spec", "parentRefs").stream().anyMatch(p -> named(p, listener)) && fits(route, listener);
    }

    private static boolean named(Resource parent, Resource listener) {
        return !parent.has("sectionName") || parent.text("sectionName").equals(listener.text("name"));
    }

    private static boolean fits(Resource route, Resource listener) {
        return route.list("spec", "hostnames").stream().anyMatch(h -> h.toString().endsWith(listener.text("hostname").substring(1)));
    }

    private Map<String, Object> accepted(Resource route, Resource parent, Resource gateway) {
        List<Resource> named = gateway.items("spec", "listeners").stream().filter(l -> named(parent, l)).toList();
        List<Resource> open = named.stream().filter(l -> l.text("allowedRoutes", "namespaces", "from").equals("All") || route.namespace().equals(gateway.namespace())).toList();
        return named.isEmpty() ? condition("Accepted", false, "NoMatchingParent", "No listeners match this parent ref")
                : open.isEmpty() ? condition("Accepted", false, "NotAllowedByListeners", "No listeners included by this parent ref allowed this attachment.")
                : open.stream().noneMatch(l -> fits(route, l)) ? condition("Accepted", false, "NoMatchingListenerHostname",
                        "There were no hostname intersections between the HTTPRoute and this parent ref's Listener(s).")
                : condition("Accepted", true, "Accepted", "Route is accepted");
    }

    private Map<String, Object> resolved(Resource route) {
        for (Resource rule : route.items("spec", "rules")) {
            for (Resource backend : rule.items("backendRefs")) {
                String namespace = backend.has("namespace") ? backend.text("namespace") : route.namespace();
                String key = namespace + "/" + backend.text("name");
                if (!namespace.equals(route.namespace()) && world.all("ReferenceGrant").stream().noneMatch(g -> g.namespace().equals(namespace))) {
                    return condition("ResolvedRefs", false, "RefNotPermitted", "Failed to process route rule 0 backendRef 0: backend ref to Service " + key
                            + " not permitted by any ReferenceGrant.");
                }
                if (world.find("Service", namespace, backend.text("name")).isEmpty()) {
                    return condition("ResolvedRefs", false, "BackendNotFound", "Failed to process route rule 0 backendRef 0: service " + key + " not found.");
                }
            }
        }
        return condition("ResolvedRefs", true, "ResolvedRefs", "Resolved all the Object references for the Route");
    }

    private Map<String, Object> condition(String type, boolean holds, String reason, String message) {
        Instant since = holds ? world.born().plusSeconds(520) : world.faultAt().plusSeconds(2);
        return map("lastTransitionTime", since.toString(), "message", message, "observedGeneration", 1, "reason", reason, "status", holds ? "True" : "False", "type", type);
    }
}
