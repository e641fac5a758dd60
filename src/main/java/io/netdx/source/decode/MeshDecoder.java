package io.netdx.source.decode;

import io.netdx.fact.DestinationRule;
import io.netdx.fact.KubeObject;
import io.netdx.fact.MeshAuthorization;
import io.netdx.fact.MeshGateway;
import io.netdx.fact.Meta;
import io.netdx.fact.PeerAuthentication;
import io.netdx.fact.VirtualService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decodes Istio's own objects, to what decides whether a call through the mesh arrives. */
final class MeshDecoder {

    private MeshDecoder() {
    }

    static KubeObject decode(String kind, Meta meta, Tree spec) {
        return switch (kind) {
            case "PeerAuthentication" -> {
                Map<String, String> ports = new TreeMap<>();
                spec.at("portLevelMtls").fields().forEach((port, tls) -> ports.put(port, tls.text("mode")));
                yield new PeerAuthentication(meta, spec.at("selector").map("matchLabels"), set(spec.at("mtls").text("mode")),
                        Collections.unmodifiableMap(ports));
            }
            case "DestinationRule" -> destinationRule(meta, spec);
            case "VirtualService" -> virtualService(meta, spec);
            case "AuthorizationPolicy" -> new MeshAuthorization(meta, spec.text("action", "ALLOW"), spec.at("selector").map("matchLabels"),
                    spec.list("rules").size(), spec.at("targetRef").present() || spec.at("targetRefs").present(), callers(spec));
            default -> gateway(meta, spec);
        };
    }

    private static List<String> callers(Tree spec) {
        List<String> callers = new ArrayList<>();
        for (Tree rule : spec.list("rules")) {
            for (Tree from : rule.list("from")) {
                Tree source = from.at("source");
                source.texts("namespaces").forEach(ns -> callers.add("namespace " + ns));
                source.texts("principals").forEach(p -> callers.add("principal " + p));
                source.texts("requestPrincipals").forEach(p -> callers.add("request " + p));
            }
        }
        return List.copyOf(callers);
    }

    private static String set(String mode) {
        return mode.equals("UNSET") ? "" : mode;
    }

    private static DestinationRule destinationRule(Meta meta, Tree spec) {
        Tree policy = spec.at("trafficPolicy");
        Map<String, Map<String, String>> subsets = new TreeMap<>();
        spec.list("subsets").forEach(s -> subsets.put(s.text("name"), s.map("labels")));
        Map<String, String> limits = new TreeMap<>();
        policy.at("outlierDetection").fields().forEach((name, value) -> limits.put("outlierDetection." + name, value.text()));
        policy.at("connectionPool").fields().forEach((layer, values) ->
                values.fields().forEach((name, value) -> limits.put(layer + "." + name, value.text())));
        return new DestinationRule(meta, spec.text("host"), policy.at("tls").text("mode"),
                !policy.at("tls").text("caCertificates").isEmpty() || !policy.at("tls").text("credentialName").isEmpty(), Collections.unmodifiableMap(subsets),
                Collections.unmodifiableMap(limits), spec.texts("exportTo"));
    }

    private static VirtualService virtualService(Meta meta, Tree spec) {
        List<VirtualService.Destination> destinations = new ArrayList<>();
        for (String protocol : List.of("http", "tls", "tcp")) {
            for (Tree route : spec.list(protocol)) {
                route.list("route").forEach(r -> destinations.add(destination(r.at("destination"))));
                if (route.at("mirror").present()) {
                    destinations.add(destination(route.at("mirror")));
                }
                route.list("mirrors").forEach(r -> destinations.add(destination(r.at("destination"))));
            }
        }
        return new VirtualService(meta, spec.texts("hosts"), spec.texts("gateways"), List.copyOf(destinations), spec.texts("exportTo"));
    }

    private static VirtualService.Destination destination(Tree d) {
        return new VirtualService.Destination(d.text("host"), d.text("subset"), d.at("port").number("number"));
    }

    private static MeshGateway gateway(Meta meta, Tree spec) {
        List<MeshGateway.Server> servers = new ArrayList<>();
        for (Tree s : spec.list("servers")) {
            servers.add(new MeshGateway.Server(s.at("port").number("number"), s.at("port").text("protocol"), s.texts("hosts"),
                    s.at("tls").text("mode"), s.at("tls").text("credentialName")));
        }
        return new MeshGateway(meta, spec.map("selector"), List.copyOf(servers));
    }
}
