package io.netdx.report;

import io.netdx.reason.Judgement;
import java.util.List;

/**
 * Everything that is to be rendered about one cluster.
 *
 * @param problems parts of the input that could not be read, one line each
 */
public record DiagnosisReport(String toolVersion, ClusterInfo cluster, Judgement judgement, List<CoverageLine> coverage,
                              List<String> problems) {

    public DiagnosisReport {
        coverage = List.copyOf(coverage);
        problems = List.copyOf(problems);
    }
}
