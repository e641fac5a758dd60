package io.netdx.diff;

import io.netdx.cluster.Cluster;
import io.netdx.report.CoverageLine;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.DiffReport.Look;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One look at a cluster.
 *
 * @param coverage state by kind; what is said of one namespace alone by {@code Kind (namespace)}
 * @param objects  what was seen, where it was not only a report
 */
public record Side(Look look, List<Found> found, Map<String, String> coverage, Optional<Objects> objects) {

    static final String NOT_COLLECTED = "NOT_COLLECTED";

    /** Objects, and what the network model makes of them. */
    public record Objects(Cluster cluster, Collection<?> facts) {
    }

    /** Of a diagnosis just made. */
    public static Side of(DiagnosisReport report, Cluster cluster, Collection<?> facts) {
        Map<String, String> coverage = new TreeMap<>();
        for (CoverageLine line : report.coverage()) {
            coverage.put(line.kind(), line.state());
        }
        return new Side(new Look(report.cluster().name(), report.cluster().source(), report.cluster().capturedAt(),
                report.judgement().verdict().name().toLowerCase(Locale.ROOT)),
                report.judgement().diagnoses().stream().map(d -> Found.of(d, report)).toList(), coverage, Optional.of(new Objects(cluster, facts)));
    }

    String state(String kind) {
        return coverage.getOrDefault(kind, NOT_COLLECTED);
    }

    /** 2 for all of a kind, 1 for some of it, 0 for nothing that counts. */
    int seen(String kind) {
        boolean part = coverage.keySet().stream().anyMatch(line -> line.startsWith(kind + " ("));
        return switch (state(kind)) {
            case "COMPLETE" -> part ? 1 : 2;
            case "PARTIAL" -> 1;
            default -> part && coverage.entrySet().stream().anyMatch(e -> e.getKey().startsWith(kind + " (") && e.getValue().equals("PARTIAL")) ? 1 : 0;
        };
    }
}
