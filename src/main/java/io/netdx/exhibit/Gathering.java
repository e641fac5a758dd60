package io.netdx.exhibit;

import io.netdx.cluster.Cluster;
import io.netdx.model.NetworkModel;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Exhibits;

/** Gathers everything that a picture is drawn of. */
public final class Gathering {

    private Gathering() {
    }

    public static Exhibits of(DiagnosisReport report, Cluster cluster, NetworkModel model) {
        return new Exhibits(new FailingPaths(cluster, model, report.cluster(), report.toolVersion()).of(report.judgement()),
                new Moments(cluster, model).around(report.judgement()), new Rooms(cluster).fullest());
    }
}
