package io.netdx.exhibit;

import io.netdx.model.path.FlowPath;
import io.netdx.model.path.FlowTrace;
import io.netdx.model.path.Hop;
import io.netdx.report.ClusterInfo;
import io.netdx.report.FlowReport;
import java.util.List;
import java.util.Locale;

/** A trace of the model as writers take it. */
public final class FlowReports {

    private FlowReports() {
    }

    public static FlowReport of(FlowTrace trace, String toolVersion, ClusterInfo cluster) {
        List<FlowReport.Hop> hops = trace.hops().stream().map(s -> new FlowReport.Hop(s.hop().stage().label(), lower(s.hop().outcome()),
                s.hop().decidedBy(), s.hop().why(), s.hop().nearest(), s.hop().silent(), s.paths())).toList();
        List<FlowReport.Way> ways = trace.paths().stream().map(FlowReports::way).toList();
        return new FlowReport(toolVersion, cluster, trace.from(), trace.to(), trace.host(), trace.port(),
                trace.protocol(), lower(trace.verdict()), trace.intermittent(), hops, ways, trace.notes());
    }

    private static FlowReport.Way way(FlowPath path) {
        return new FlowReport.Way(path.from(), path.address(), path.port(), path.to(), lower(path.verdict()),
                path.obstacle().map(Hop::stage).map(s -> s.label()).orElse(""));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
