package io.netdx.cli;

import io.netdx.audit.FleetEngine;
import io.netdx.report.AuditReport.Row;
import io.netdx.source.SourceException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** An audit on Spark, as far as the command line has to do with it. */
final class SparkRun {

    private final AuditOptions options;
    private final PrintWriter err;

    /** @throws UsageException where an option was given that only an audit in this process has */
    SparkRun(AuditOptions options, PrintWriter err) {
        this.options = options;
        this.err = err;
        for (String only : List.of(options.rules().isEmpty() ? "" : "--rules", options.resume().isEmpty() ? "" : "--resume",
                options.suppressing().files().isEmpty() ? "" : "--suppressions", options.parallel() == 0 ? "" : "--parallel",
                options.timeout().isZero() ? "" : "--timeout", options.paths().contains("-") ? "standard input" : "", options.running().wanted() ? "a running cluster" : "")) {
            if (!only.isEmpty()) {
                throw new UsageException(only + " is for audits without Spark");
            }
        }
    }

    /** A row for each snapshot, sorted by name. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        engine().audit(request(), rows::add, err);
        return rows;
    }

    void ask(PrintWriter out) {
        engine().ask(options.spark().queries(), request(), out);
    }

    private static FleetEngine engine() {
        return FleetEngine.find().orElseThrow(() -> new SourceException("Spark is not on the path; start ./netdx, which looks for it, or spark-submit with the job archive"));
    }

    private FleetEngine.Request request() {
        SparkChoice spark = options.spark();
        FleetEngine.Judging judging = new FleetEngine.Judging(options.experimental(), options.limits(), options.suppressing().annotations(),
                options.suppressing().today().map(LocalDate::toString).orElse(""));
        return new FleetEngine.Request(options.paths(), options.lists(), options.folders(), judging, spark.results(),
                spark.run().isEmpty() ? LocalDate.now(ZoneOffset.UTC).toString() : spark.run(), spark.master(), spark.conf());
    }
}
