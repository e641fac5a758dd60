package io.netdx.source.decode;

import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Meta;
import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.List;

/** Decodes EndpointSlices and the Endpoints that they replace. */
final class EndpointDecoder {

    private EndpointDecoder() {
    }

    static EndpointSlice slice(Meta meta, Tree object) {
        List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
        for (Tree e : object.list("endpoints")) {
            Tree conditions = e.at("conditions");
            String ready = conditions.text("ready", "true");
            List<String> addresses = e.texts("addresses");
            Tree hints = e.at("hints");
            endpoints.add(new EndpointSlice.Endpoint(addresses.isEmpty() ? "" : addresses.get(0), ready.equals("true"),
                    conditions.flag("terminating"), e.text("nodeName", e.at("topology").text("kubernetes.io/hostname")),
                    pod(e.at("targetRef")), conditions.text("serving", ready).equals("true"),
                    e.text("zone", e.at("topology").text("topology.kubernetes.io/zone")), e.text("hostname"),
                    names(hints.list("forZones")), names(hints.list("forNodes")), List.of()));
        }
        String service = meta.labels().getOrDefault("kubernetes.io/service-name",
                meta.owner().filter(o -> o.kind().equals("Service")).map(ObjectRef::name).orElse(""));
        return new EndpointSlice(meta, service, ports(object), List.copyOf(endpoints), false, object.text("addressType", "IPv4"));
    }

    /** Subsets differ where a named port has another number in some pods: then each address keeps its own ports. */
    static EndpointSlice endpoints(Meta meta, Tree object) {
        List<EndpointSlice.Port> all = new ArrayList<>();
        List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
        List<Tree> subsets = object.list("subsets");
        for (Tree subset : subsets) {
            List<EndpointSlice.Port> ports = ports(subset);
            ports.stream().filter(p -> !all.contains(p)).forEach(all::add);
            List<EndpointSlice.Port> own = subsets.size() > 1 ? ports : List.of();
            addAddresses(endpoints, subset.list("addresses"), true, own);
            addAddresses(endpoints, subset.list("notReadyAddresses"), false, own);
        }
        return new EndpointSlice(meta, meta.name(), List.copyOf(all), List.copyOf(endpoints), true, "");
    }

    private static void addAddresses(List<EndpointSlice.Endpoint> endpoints, List<Tree> addresses, boolean ready,
                                     List<EndpointSlice.Port> ports) {
        for (Tree a : addresses) {
            endpoints.add(new EndpointSlice.Endpoint(a.text("ip"), ready, false, a.text("nodeName"),
                    pod(a.at("targetRef")), ready, "", a.text("hostname"), List.of(), List.of(), ports));
        }
    }

    /** An endpoint may refer to a node or anything else. */
    private static String pod(Tree targetRef) {
        return targetRef.text("kind", "Pod").equals("Pod") ? targetRef.text("name") : "";
    }

    private static List<EndpointSlice.Port> ports(Tree holder) {
        List<EndpointSlice.Port> ports = new ArrayList<>();
        for (Tree p : holder.list("ports")) {
            ports.add(new EndpointSlice.Port(p.text("name"), p.number("port"), p.text("protocol", "TCP"), p.text("appProtocol")));
        }
        return List.copyOf(ports);
    }

    private static List<String> names(List<Tree> hints) {
        return hints.stream().map(h -> h.text("name")).toList();
    }
}
