package io.netdx.cli;

import io.netdx.catalog.Cause;
import io.netdx.report.AuditReport;
import io.netdx.report.AuditTree;
import io.netdx.report.AuditWriter;
import io.netdx.report.CsvWriter;
import io.netdx.report.Json;
import io.netdx.report.JunitWriter;
import io.netdx.report.MarkdownWriter;
import io.netdx.report.Palette;
import io.netdx.report.PolicyReportWriter;
import io.netdx.report.PrometheusWriter;
import io.netdx.report.SarifTree;
import io.netdx.report.Yaml;
import io.netdx.report.html.FleetWriter;
import io.netdx.source.live.ApiVersions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The formats of an audit. */
final class AuditFormats {

    static final List<String> NAMES = List.of("text", "wide", "json", "yaml", "csv", "markdown", "html", "sarif", "junit", "prometheus", "policyreport");
    static final String KNOWN = "text, wide, json, yaml, csv, markdown, html, sarif, junit, prometheus or policyreport";

    private AuditFormats() {
    }

    /**
     * The writer of a format.
     *
     * @param lookedFor  the causes that were looked for
     * @param suppressed show people too what was suppressed; machines are told of it anyway
     */
    static Optional<Outputs.Writer<AuditReport>> writer(String format, boolean coloured, Supplier<Collection<Cause>> lookedFor, boolean suppressed) {
        return Optional.ofNullable(switch (format) {
            case "text" -> people(new AuditWriter(new Palette(coloured), false)::write, suppressed);
            case "wide" -> people(new AuditWriter(new Palette(coloured), true)::write, suppressed);
            case "json" -> (report, out) -> Json.write(AuditTree.of(report), out);
            case "yaml" -> (report, out) -> Yaml.write(AuditTree.of(report), out);
            case "csv" -> (report, out) -> new CsvWriter().write(report, out);
            case "markdown" -> people((report, out) -> new MarkdownWriter().write(report, out), suppressed);
            case "html" -> people(FleetWriter::write, suppressed);
            case "sarif" -> (report, out) -> Json.write(SarifTree.of(report), out);
            case "junit" -> (report, out) -> new JunitWriter(lookedFor).write(report, out);
            case "prometheus" -> (report, out) -> new PrometheusWriter().write(report, out);
            case "policyreport" -> (report, out) -> new PolicyReportWriter(lookedFor, new ApiVersions()::of).write(report, out);
            default -> null;
        });
    }

    /** People have decided not to look at some of it. */
    private static Outputs.Writer<AuditReport> people(Outputs.Writer<AuditReport> writer, boolean suppressed) {
        return suppressed ? writer : (report, out) -> writer.write(new AuditReport(report.toolVersion(),
                report.clusters().stream().map(row -> row.report().map(r -> row.with(r.withoutSuppressed())).orElse(row)).toList(),
                report.fleet(), report.changes(), report.incomplete()), out);
    }
}
