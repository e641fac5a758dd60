package io.netdx.suppress;

import io.netdx.catalog.Catalog;
import io.netdx.cluster.Cluster;
import io.netdx.report.DiagnosisReport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What suppresses in a cluster, and on which day.
 *
 * @param annotations what objects say of themselves holds too
 * @param today       compared with the last days of suppressions; empty for the day of the snapshot
 */
public record Marking(boolean annotations, Optional<LocalDate> today) {

    /** The report with its suppressed diagnoses marked; of files, nothing is said that matches nothing here. */
    public Applied on(DiagnosisReport report, Suppressions ofFiles, Cluster cluster, Supplier<Catalog> known) {
        Suppressions all = annotations ? ofFiles.and(SuppressionAnnotations.of(cluster)) : ofFiles;
        return all.equals(Suppressions.NONE) ? new Applied(report, List.of(), Set.of()) : all.on(report, today.or(() -> day(cluster)), known.get());
    }

    /** As {@link #on}, with the warnings put into the report. */
    public DiagnosisReport marked(DiagnosisReport report, Suppressions ofFiles, Cluster cluster, Supplier<Catalog> known) {
        Applied applied = on(report, ofFiles, cluster, known);
        return applied.report().suppressing(applied.report().suppressed(), applied.warnings());
    }

    private static Optional<LocalDate> day(Cluster cluster) {
        return cluster.now().equals(Instant.EPOCH) ? Optional.empty() : Optional.of(LocalDate.ofInstant(cluster.now(), ZoneOffset.UTC));
    }
}
