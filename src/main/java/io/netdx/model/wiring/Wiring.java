package io.netdx.model.wiring;

import io.netdx.cluster.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers every connection that the cluster's configuration promises, once each, from the surest source. */
public final class Wiring {

    private Wiring() {
    }

    /** In the order of their sources, which is stable. */
    public static List<ExpectedEdge> of(Cluster cluster) {
        Map<String, ExpectedEdge> edges = new LinkedHashMap<>();
        Callers callers = new Callers(cluster);
        add(new EntranceEdges(cluster, callers).find(), edges);
        add(new ControlPlaneEdges(cluster).find(), edges);
        add(new ScrapeEdges(cluster, callers).find(), edges);
        add(new ConfiguredEdges(cluster).find(), edges);
        add(new ApiEdges(cluster).find(), edges);
        add(new MemberEdges(cluster).find(), edges);
        add(new MeshEdges(cluster).find(), edges);
        return List.copyOf(edges.values());
    }

    private static void add(List<ExpectedEdge> found, Map<String, ExpectedEdge> edges) {
        for (ExpectedEdge edge : found) {
            ExpectedEdge known = edges.get(edge.key());
            if (known == null || known.confidence() < edge.confidence()) {
                edges.put(edge.key(), edge);
            }
        }
    }
}
