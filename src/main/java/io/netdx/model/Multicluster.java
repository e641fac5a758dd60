package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Connections to other clusters: what Submariner, the Multi-Cluster Services API, Cilium, Linkerd and Istio leave in this one. */
final class Multicluster {

    private final Cluster cluster;
    private final List<MulticlusterProblem> problems = new ArrayList<>();

    Multicluster(Cluster cluster) {
        this.cluster = cluster;
    }

    List<MulticlusterProblem> find() {
        List<OtherObject> gateways = new ArrayList<>();
        Map<String, OtherObject> clusters = new TreeMap<>();
        boolean shares = false;
        for (OtherObject o : cluster.all(OtherObject.class)) {
            switch (o.ref().kind()) {
                case "Gateway.submariner.io" -> gateways.add(o);
                case "Cluster" -> {
                    if (o.apiVersion().startsWith("submariner.io")) {
                        clusters.put(o.meta().name(), o);
                    }
                }
                case "ServiceExport" -> {
                    shares = true;
                    export(o);
                }
                case "ServiceImport" -> shares = true;
                default -> { }
            }
        }
        gateways.forEach(this::connections);
        if (!gateways.isEmpty() && gateways.stream().noneMatch(g -> g.fields().getOrDefault("status.haStatus", "").equals("active"))) {
            problems.add(new MulticlusterProblem("submariner-no-gateway", gateways.get(0).ref(), gateways.size() + "", "none of " + gateways.size()
                    + " gateways is active", gateways.get(0).source()));
        }
        overlaps(List.copyOf(clusters.values()));
        if (shares) {
            names();
        }
        services();
        clusterMesh();
        return problems;
    }

    private void connections(OtherObject gateway) {
        for (int i = 0; i < 16; i++) {
            String base = "status.connections[" + i + "].";
            String status = gateway.fields().getOrDefault(base + "status", "");
            if (!status.isEmpty() && !status.equals("connected")) {
                String peer = gateway.fields().getOrDefault(base + "endpoint.cluster_id", "?");
                problems.add(new MulticlusterProblem("submariner-connection", gateway.ref(), peer, "the connection to cluster " + peer + " is " + status + ": "
                        + Pods.firstLine(gateway.fields().getOrDefault(base + "statusMessage", "")), gateway.source()));
            }
        }
    }

    private void overlaps(List<OtherObject> clusters) {
        if (clusters.stream().anyMatch(c -> c.fields().containsKey("spec.global_cidr[0]"))) {
            return;
        }
        for (int i = 0; i < clusters.size(); i++) {
            for (OtherObject other : clusters.subList(i + 1, clusters.size())) {
                for (String range : ranges(clusters.get(i))) {
                    Optional<String> hit = ranges(other).stream().filter(r -> Cidr.parse(r).flatMap(a -> Cidr.parse(range).filter(a::overlaps)).isPresent()).findFirst();
                    if (hit.isPresent()) {
                        problems.add(new MulticlusterProblem("ranges-overlap", clusters.get(i).ref(), other.meta().name(), range + " of cluster "
                                + clusters.get(i).meta().name() + " overlaps " + hit.get() + " of cluster " + other.meta().name(), clusters.get(i).source()));
                        return;
                    }
                }
            }
        }
    }

    private static List<String> ranges(OtherObject cluster) {
        return cluster.fields().entrySet().stream().filter(e -> e.getKey().startsWith("spec.cluster_cidr") || e.getKey().startsWith("spec.service_cidr"))
                .map(Map.Entry::getValue).toList();
    }

    private void export(OtherObject export) {
        for (Condition c : export.conditions()) {
            if (c.type().equals("Valid") && c.status().equals("False") || c.type().equals("Conflict") && c.status().equals("True")) {
                problems.add(new MulticlusterProblem("export-refused", export.ref(), c.type(), c.type() + " is " + c.status() + " (" + c.reason() + "): "
                        + Pods.firstLine(c.message()), export.source()));
            }
        }
    }

    private void names() {
        Optional<ConfigMap> map = cluster.configMap("kube-system", "coredns");
        if (map.filter(m -> !m.data().getOrDefault("Corefile", "").isEmpty() && !m.data().get("Corefile").contains("clusterset.local")
                && !m.data().get("Corefile").contains("import ")).isPresent()) {
            problems.add(new MulticlusterProblem("names-not-served", map.get().ref(), "clusterset.local", "Services are shared between clusters, and the Corefile serves no clusterset.local",
                    map.get().meta().at("data.Corefile")));
        }
    }

    private void services() {
        for (Service s : cluster.all(Service.class)) {
            if ("true".equals(s.meta().labels().get("mirror.linkerd.io/mirrored-service"))) {
                boolean seen = cluster.complete("EndpointSlice", s.meta().namespace()) || cluster.complete("Endpoints", s.meta().namespace());
                boolean none = cluster.slicesOf(s).stream().flatMap(slice -> slice.endpoints().stream()).noneMatch(EndpointSlice.Endpoint::ready);
                if (seen && none) {
                    problems.add(new MulticlusterProblem("mirror-empty", s.ref(), s.meta().labels().getOrDefault("mirror.linkerd.io/cluster-name", "?"),
                            "the mirrored Service has no endpoint: the gateway of cluster " + s.meta().labels().getOrDefault("mirror.linkerd.io/cluster-name", "?")
                            + " is not alive", s.source()));
                }
            }
            boolean eastWest = "eastwestgateway".equals(s.meta().labels().get("istio")) || s.meta().name().equals("istio-eastwestgateway");
            if (eastWest && s.type().equals("LoadBalancer") && s.ingress().isEmpty()) {
                problems.add(new MulticlusterProblem("mesh-gateway", s.ref(), "15443", "the east-west gateway has no external address", s.source()));
            }
        }
    }

    private void clusterMesh() {
        Map<String, String> config = cluster.configMap("kube-system", "cilium-config").map(ConfigMap::data).orElse(Map.of());
        Optional<Workload> server = cluster.all(Workload.class).stream().filter(w -> w.ref().kind().equals("Deployment") && w.ref().name().equals("clustermesh-apiserver")).findFirst();
        if (server.isEmpty() || config.isEmpty()) {
            return;
        }
        String id = config.getOrDefault("cluster-id", "0");
        String name = config.getOrDefault("cluster-name", "default");
        if (id.equals("0") || name.equals("default")) {
            problems.add(new MulticlusterProblem("clustermesh-identity", cluster.configMap("kube-system", "cilium-config").orElseThrow().ref(), name,
                    "cluster-name is " + name + " and cluster-id " + id + ": clusters of a mesh need their own", cluster.configMap("kube-system", "cilium-config").orElseThrow().source()));
        }
        boolean pending = cluster.service("kube-system", "clustermesh-apiserver").filter(s -> s.type().equals("LoadBalancer") && s.ingress().isEmpty()).isPresent();
        if (server.get().hasStatus() && server.get().desired() > 0 && server.get().ready() == 0 || pending) {
            problems.add(new MulticlusterProblem("clustermesh-server", server.get().ref(), "clustermesh-apiserver", pending ? "its Service has no external address"
                    : "none of its pods is ready", server.get().source()));
        }
    }
}
