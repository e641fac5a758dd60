package io.netdx.model.wiring;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.model.EndpointName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From Prometheus to what ServiceMonitors, PodMonitors and scrape annotations name. */
final class ScrapeEdges {

    private static final int CONFIDENCE = 90;
    private static final String SCRAPE = "prometheus.io/scrape";
    private static final String PORT = "prometheus.io/port";
    private static final String LABELS = "spec.selector.matchLabels.";

    private final Cluster cluster;
    private final Callers callers;
    private final List<ExpectedEdge> edges = new ArrayList<>();

    ScrapeEdges(Cluster cluster, Callers callers) {
        this.cluster = cluster;
        this.callers = callers;
    }

    List<ExpectedEdge> find() {
        List<ObjectRef> scrapers = callers.prometheus();
        if (scrapers.isEmpty()) {
            return edges;
        }
        for (OtherObject object : cluster.all(OtherObject.class)) {
            if (object.ref().kind().equals("ServiceMonitor")) {
                scrapers.forEach(scraper -> serviceMonitor(scraper, object));
            } else if (object.ref().kind().equals("PodMonitor")) {
                scrapers.forEach(scraper -> podMonitor(scraper, object));
            }
        }
        annotated(scrapers);
        return edges;
    }

    private void serviceMonitor(ObjectRef scraper, OtherObject monitor) {
        for (Service service : cluster.all(Service.class)) {
            if (reaches(monitor, service.ref().namespace()) && selects(monitor, service.meta().labels())) {
                String port = monitor.fields().getOrDefault("spec.endpoints[0].port", monitor.fields().getOrDefault("spec.endpoints[0].targetPort", ""));
                edges.add(new ExpectedEdge(scraper, service.ref(), EntranceEdges.port(service, port), "metrics", "scraped by " + monitor.ref(),
                        CONFIDENCE, monitor.source()));
            }
        }
    }

    private void podMonitor(ObjectRef scraper, OtherObject monitor) {
        String port = monitor.fields().getOrDefault("spec.podMetricsEndpoints[0].port", "");
        Map<ObjectRef, Integer> targets = new LinkedHashMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished() && reaches(monitor, pod.meta().namespace()) && selects(monitor, pod.meta().labels())) {
                pod.containers().stream().flatMap(c -> c.ports().stream()).filter(p -> p.name().equals(port)).findFirst()
                        .ifPresent(p -> targets.putIfAbsent(cluster.workloadOf(pod), p.number()));
            }
        }
        targets.forEach((workload, number) -> edges.add(new ExpectedEdge(scraper, workload, number, "metrics", "scraped by " + monitor.ref(),
                CONFIDENCE, monitor.source())));
    }

    private static boolean reaches(OtherObject monitor, String namespace) {
        if (monitor.fields().getOrDefault("spec.namespaceSelector.any", "").equals("true")) {
            return true;
        }
        boolean named = monitor.fields().containsKey("spec.namespaceSelector.matchNames[0]");
        for (int i = 0; named && i < 16; i++) {
            if (namespace.equals(monitor.fields().get("spec.namespaceSelector.matchNames[" + i + "]"))) {
                return true;
            }
        }
        return !named && namespace.equals(monitor.ref().namespace());
    }

    /** A selector with expressions is left alone: its values are not all here. */
    private static boolean selects(OtherObject monitor, Map<String, String> labels) {
        boolean any = false;
        for (Map.Entry<String, String> field : monitor.fields().entrySet()) {
            if (field.getKey().startsWith("spec.selector.matchExpressions")) {
                return false;
            }
            if (field.getKey().startsWith(LABELS)) {
                any = true;
                if (!field.getValue().equals(labels.get(field.getKey().substring(LABELS.length())))) {
                    return false;
                }
            }
        }
        return any;
    }

    private void annotated(List<ObjectRef> scrapers) {
        Map<ObjectRef, ExpectedEdge> found = new LinkedHashMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            int port = EndpointName.number(pod.meta().annotations().getOrDefault(PORT, "")).orElse(0);
            if ("true".equals(pod.meta().annotations().get(SCRAPE)) && port > 0 && !pod.finished()) {
                ObjectRef workload = cluster.workloadOf(pod);
                scrapers.stream().filter(s -> !s.equals(workload)).forEach(s -> found.putIfAbsent(workload, new ExpectedEdge(s, workload, port,
                        "metrics", "annotation " + SCRAPE, CONFIDENCE, pod.source())));
            }
        }
        for (Service service : cluster.all(Service.class)) {
            if ("true".equals(service.meta().annotations().get(SCRAPE))) {
                int port = EntranceEdges.port(service, service.meta().annotations().getOrDefault(PORT, ""));
                scrapers.forEach(s -> found.putIfAbsent(service.ref(), new ExpectedEdge(s, service.ref(), port, "metrics",
                        "annotation " + SCRAPE, CONFIDENCE, service.source())));
            }
        }
        edges.addAll(found.values());
    }
}
