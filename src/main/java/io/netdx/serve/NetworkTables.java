package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of Services and what belongs to them. */
final class NetworkTables {

    private static final Table.Cells INGRESS = (o, now) -> List.of(Cell.name(o), o.at("spec").text("ingressClassName", Cell.NONE), hosts(o),
            String.join(",", Cell.balancer(o)), o.at("spec").list("tls").isEmpty() ? "80" : "80, 443", Cell.age(o, now));
    private static final String INGRESS_COLUMNS = "Name Class Hosts Address Ports Age";

    static final Map<String, Table> ALL = Map.ofEntries(
            Map.entry("/Service", Table.of("Name Type Cluster-IP External-IP Port(s) Age | Selector", (o, now) -> List.of(Cell.name(o),
                    o.at("spec").text("type", "ClusterIP"), clusterIp(o), externalIp(o), ports(o), Cell.age(o, now), Cell.labels(o.at("spec"), "selector")))),
            Map.entry("/Endpoints", Table.of("Name Endpoints Age", (o, now) -> List.of(Cell.name(o), endpoints(o), Cell.age(o, now)))),
            Map.entry("discovery.k8s.io/EndpointSlice", Table.of("Name AddressType Ports Endpoints Age", (o, now) -> List.of(Cell.name(o),
                    o.text("addressType"), slicePorts(o), sliceEndpoints(o), Cell.age(o, now)))),
            Map.entry("networking.k8s.io/Ingress", Table.of(INGRESS_COLUMNS, INGRESS)),
            Map.entry("extensions/Ingress", Table.of(INGRESS_COLUMNS, INGRESS)),
            Map.entry("networking.k8s.io/IngressClass", Table.of("Name Controller Parameters Age", (o, now) -> List.of(Cell.name(o),
                    o.at("spec").text("controller"), parameters(o.at("spec", "parameters")), Cell.age(o, now)))),
            Map.entry("networking.k8s.io/NetworkPolicy", Table.of("Name Pod-Selector Age", (o, now) -> List.of(Cell.name(o),
                    Cell.selector(o.at("spec", "podSelector")), Cell.age(o, now)))),
            Map.entry("networking.k8s.io/ServiceCIDR", Table.of("Name CIDRs Age", (o, now) -> List.of(Cell.name(o),
                    String.join(",", o.at("spec").texts("cidrs")), Cell.age(o, now)))),
            Map.entry("networking.k8s.io/IPAddress", Table.of("Name ParentRef", (o, now) -> {
                Tree parent = o.at("spec", "parentRef");
                return List.of(Cell.name(o), parent.text("resource") + "/" + parent.text("namespace") + "/" + parent.text("name"));
            })));

    private NetworkTables() {
    }

    private static String clusterIp(Tree service) {
        List<String> all = service.at("spec").texts("clusterIPs");
        return Cell.or(all.isEmpty() ? service.at("spec").text("clusterIP") : all.get(0), Cell.NONE);
    }

    private static String externalIp(Tree service) {
        List<String> all = new ArrayList<>();
        String type = service.at("spec").text("type", "ClusterIP");
        if (type.equals("ExternalName")) {
            return service.at("spec").text("externalName");
        }
        if (type.equals("LoadBalancer")) {
            all.addAll(Cell.balancer(service));
        }
        all.addAll(service.at("spec").texts("externalIPs"));
        return Cell.or(String.join(",", all), type.equals("LoadBalancer") ? "<pending>" : Cell.NONE);
    }

    private static String ports(Tree service) {
        List<String> all = new ArrayList<>();
        for (Tree port : service.at("spec").list("ports")) {
            int node = port.number("nodePort");
            all.add(port.text("port") + (node > 0 ? ":" + node : "") + "/" + port.text("protocol", "TCP"));
        }
        return Cell.or(String.join(",", all), Cell.NONE);
    }

    private static String endpoints(Tree endpoints) {
        List<String> all = new ArrayList<>();
        for (Tree subset : endpoints.list("subsets")) {
            List<Tree> ports = subset.list("ports");
            List<String> addresses = subset.list("addresses").stream().map(a -> a.text("ip")).toList();
            if (ports.isEmpty()) {
                all.addAll(addresses);
            }
            ports.forEach(port -> addresses.forEach(ip -> all.add((ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port.text("port"))));
        }
        return endpoints.list("subsets").isEmpty() ? Cell.NONE : Cell.some(all);
    }

    private static String slicePorts(Tree slice) {
        return Cell.or(Cell.some(slice.list("ports").stream().map(p -> Cell.or(p.text("port"), Cell.or(p.text("name"), "*"))).toList()), Cell.UNSET);
    }

    private static String sliceEndpoints(Tree slice) {
        return Cell.or(Cell.some(slice.list("endpoints").stream().flatMap(e -> e.texts("addresses").stream()).toList()), Cell.UNSET);
    }

    private static String hosts(Tree ingress) {
        return Cell.or(Cell.some(ingress.at("spec").list("rules").stream().map(r -> r.text("host")).filter(h -> !h.isEmpty()).toList()), "*");
    }

    private static String parameters(Tree parameters) {
        return !parameters.present() ? Cell.NONE : parameters.text("kind")
                + (parameters.text("apiGroup").isEmpty() ? "" : "." + parameters.text("apiGroup")) + "/" + parameters.text("name");
    }
}
