package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.cluster.Cluster;
import io.netdx.report.DiagnosisReport;
import io.netdx.suppress.Applied;
import io.netdx.suppress.Marking;
import io.netdx.suppress.SuppressionFile;
import io.netdx.suppress.Suppressions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which diagnoses are not to count.
 *
 * @param files       of suppressions
 * @param annotations what objects say of themselves holds too
 * @param shown       text lists what is suppressed
 * @param today       compared with the last days of suppressions; empty for the day of the snapshot
 */
record Suppressing(List<String> files, boolean annotations, boolean shown, Optional<LocalDate> today) {

    static final Suppressing NONE = new Suppressing(List.of(), true, false, Optional.empty());

    /** @throws UsageException where a file cannot be used */
    Suppressions read() {
        Suppressions all = Suppressions.NONE;
        for (String file : files) {
            try {
                all = all.and(SuppressionFile.read(file));
            } catch (IllegalArgumentException e) {
                throw new UsageException(e.getMessage());
            }
        }
        return all;
    }

    /** The report with its suppressed diagnoses marked; of files, nothing is said that matches nothing here. */
    Applied on(DiagnosisReport report, Suppressions ofFiles, Cluster cluster, Supplier<Catalog> known) {
        return marking().on(report, ofFiles, cluster, known);
    }

    Marking marking() {
        return new Marking(annotations, today);
    }

    /** As {@link #on}, with a warning of each suppression of a file that this one cluster has nothing for. */
    DiagnosisReport alone(DiagnosisReport report, Suppressions ofFiles, Cluster cluster, Supplier<Catalog> known) {
        Applied applied = on(report, ofFiles, cluster, known);
        List<String> warnings = new ArrayList<>(applied.warnings());
        if (!ofFiles.entries().isEmpty()) {
            warnings.addAll(ofFiles.idle(applied.matched(), known.get()));
        }
        return applied.report().suppressing(applied.report().suppressed(), warnings);
    }
}
