package io.netdx.model.wiring;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.List;

/** Between the members of a StatefulSet: with a headless Service of their own they mean to find each other. */
final class MemberEdges {

    private static final int CONFIDENCE = 60;

    private final Cluster cluster;

    MemberEdges(Cluster cluster) {
        this.cluster = cluster;
    }

    List<ExpectedEdge> find() {
        List<ExpectedEdge> edges = new ArrayList<>();
        for (Workload set : cluster.all(Workload.class)) {
            if (set.ref().kind().equals("StatefulSet") && set.desired() > 1) {
                for (Service service : cluster.all(Service.class)) {
                    if (service.headless() && service.hasSelector() && service.meta().namespace().equals(set.meta().namespace())
                            && set.templateLabels().entrySet().containsAll(service.selector().entrySet())) {
                        edges.add(new ExpectedEdge(set.ref(), service.ref(), 0, "members", "members of one StatefulSet, headless Service "
                                + service.ref().name(), CONFIDENCE, service.meta().at("spec.selector")));
                    }
                }
            }
        }
        return edges;
    }
}
