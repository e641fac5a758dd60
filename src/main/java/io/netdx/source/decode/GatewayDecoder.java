package io.netdx.source.decode;

import io.netdx.fact.GatewayObject;
import io.netdx.fact.Meta;
import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.List;

/** Decodes objects of the Gateway API: whom they refer to, and what their controllers say of them. */
final class GatewayDecoder {

    private GatewayDecoder() {
    }

    static GatewayObject object(Meta meta, Tree spec, Tree status) {
        List<ObjectRef> backends = new ArrayList<>();
        for (Tree rule : spec.list("rules")) {
            rule.list("backendRefs").forEach(b -> backends.add(ref(b, "Service", meta)));
        }
        spec.list("targetRefs").forEach(t -> backends.add(ref(t, "Service", meta)));
        List<ObjectRef> parents = new ArrayList<>();
        spec.list("parentRefs").forEach(p -> parents.add(ref(p, "Gateway", meta)));
        List<String> addresses = new ArrayList<>();
        status.list("addresses").forEach(a -> addresses.add(a.text("value")));
        return new GatewayObject(meta, spec.text("gatewayClassName", spec.text("controllerName")), List.copyOf(parents),
                List.copyOf(backends), List.copyOf(addresses), parts(meta, status));
    }

    private static List<GatewayObject.Part> parts(Meta meta, Tree status) {
        List<GatewayObject.Part> parts = new ArrayList<>();
        if (!status.list("conditions").isEmpty()) {
            parts.add(new GatewayObject.Part("", "", ObjectDecoder.conditions(status)));
        }
        for (Tree l : status.list("listeners")) {
            parts.add(new GatewayObject.Part("listener " + l.text("name"), "", ObjectDecoder.conditions(l)));
        }
        for (Tree p : status.list("parents")) {
            parts.add(new GatewayObject.Part("parent " + ref(p.at("parentRef"), "Gateway", meta), p.text("controllerName"),
                    ObjectDecoder.conditions(p)));
        }
        for (Tree a : status.list("ancestors")) {
            parts.add(new GatewayObject.Part("ancestor " + ref(a.at("ancestorRef"), "Gateway", meta), a.text("controllerName"),
                    ObjectDecoder.conditions(a)));
        }
        return List.copyOf(parts);
    }

    private static ObjectRef ref(Tree ref, String kind, Meta meta) {
        return ObjectRef.of(ref.text("kind", kind), ref.text("namespace", meta.namespace()), ref.text("name"));
    }
}
