package io.netdx.report;

import java.util.List;

/** The document that {@code trace -o json} and {@code -o yaml} write. */
public final class FlowTree {

    private FlowTree() {
    }

    public static Tree of(FlowReport r) {
        Tree.Builder tree = Tree.object().put("apiVersion", "netdx/v1").put("kind", "FlowTrace").put("toolVersion", r.toolVersion())
                .put("cluster", Tree.object().put("name", r.cluster().name()).put("kubernetesVersion", r.cluster().kubernetesVersion())
                        .put("cni", r.cluster().cni()).build())
                .put("from", ReportTree.object(r.from())).put("to", ReportTree.object(r.to())).put("host", r.host())
                .put("port", r.port()).put("protocol", r.protocol()).put("verdict", r.verdict()).put("intermittent", r.intermittent())
                .put("ways", Tree.object().put("total", r.ways().size()).put("allowed", r.count("allowed")).put("denied", r.count("denied"))
                        .put("unknown", r.count("unknown")).build())
                .put("hops", Tree.list(r.hops(), FlowTree::hop));
        List<FlowReport.Way> shown = r.ways().subList(0, Math.min(ReportTree.LONGEST, r.ways().size()));
        return tree.put("paths", Tree.list(shown, FlowTree::way)).put("notes", Tree.texts(r.notes())).build();
    }

    private static Tree hop(FlowReport.Hop h) {
        return Tree.object().put("layer", h.layer()).put("outcome", h.outcome()).put("decidedBy", Tree.list(h.decidedBy(), ReportTree::object))
                .put("why", h.why()).put("nearestMiss", h.nearest()).put("notCollected", h.silent()).put("ways", h.ways()).build();
    }

    private static Tree way(FlowReport.Way w) {
        return Tree.object().put("from", ReportTree.object(w.from())).put("address", w.address()).put("port", w.port())
                .put("to", w.to().map(ReportTree::object).orElseGet(Tree.Null::new)).put("verdict", w.verdict()).put("failsAt", w.failsAt()).build();
    }
}
