package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.catalog.Cause;
import io.netdx.engine.OwnRules;
import io.netdx.report.CsvWriter;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Json;
import io.netdx.report.JunitWriter;
import io.netdx.report.MarkdownWriter;
import io.netdx.report.NameWriter;
import io.netdx.report.Palette;
import io.netdx.report.PolicyReportWriter;
import io.netdx.report.PrometheusWriter;
import io.netdx.report.ReportTree;
import io.netdx.report.ReportWriter;
import io.netdx.report.SarifTree;
import io.netdx.report.TextWriter;
import io.netdx.report.WideWriter;
import io.netdx.report.Yaml;
import io.netdx.report.html.HtmlWriter;
import io.netdx.source.live.ApiVersions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The formats of a diagnosis. Each names its classes only where it was asked for: a run loads no other. */
final class DiagnosisFormats {

    static final List<String> NAMES = List.of("text", "wide", "name", "json", "yaml", "csv", "markdown", "html", "sarif", "junit", "prometheus", "policyreport");
    static final String KNOWN = "text, wide, name, json, yaml, csv, markdown, html, sarif, junit, prometheus or policyreport";

    private DiagnosisFormats() {
    }

    /**
     * The writer of a format.
     *
     * @param lookedFor    the causes that were looked for
     * @param suppressed   show people too what was suppressed; machines are told of it anyway
     */
    static Optional<Outputs.Writer<DiagnosisReport>> writer(String format, boolean coloured, Supplier<Collection<Cause>> lookedFor, boolean suppressed) {
        return switch (format) {
            case "text" -> people(new TextWriter(new Palette(coloured)), suppressed);
            case "wide" -> people(new WideWriter(new Palette(coloured)), suppressed);
            case "name" -> people(new NameWriter(), suppressed);
            case "json" -> Optional.of((report, out) -> Json.write(ReportTree.of(report), out));
            case "yaml" -> Optional.of((report, out) -> Yaml.write(ReportTree.of(report), out));
            case "csv" -> Optional.of(new CsvWriter()::write);
            case "markdown" -> people(new MarkdownWriter(), suppressed);
            case "html" -> people(new HtmlWriter(), suppressed);
            case "sarif" -> Optional.of((report, out) -> Json.write(SarifTree.of(report), out));
            case "junit" -> Optional.of(new JunitWriter(lookedFor)::write);
            case "prometheus" -> Optional.of(new PrometheusWriter()::write);
            case "policyreport" -> Optional.of(new PolicyReportWriter(lookedFor, new ApiVersions()::of)::write);
            default -> Optional.empty();
        };
    }

    /** Whether one of the formats shows pictures; drawing takes time that the others do not have. */
    static boolean pictured(List<String> outputs) {
        for (String output : outputs) {
            if (output.equals("html") || output.startsWith("html=")) {
                return true;
            }
        }
        return false;
    }

    /** People have decided not to look at it. */
    private static Optional<Outputs.Writer<DiagnosisReport>> people(ReportWriter writer, boolean suppressed) {
        return Optional.of(suppressed ? writer::write : (report, out) -> writer.write(report.withoutSuppressed(), out));
    }

    /**
     * The causes that a run looks for.
     *
     * @param experimental those too whose cases are not complete
     * @param own          the user's rules, of which all run
     */
    static Collection<Cause> looked(boolean experimental, OwnRules own) {
        Catalog all = CatalogCodec.load();
        return (experimental ? all : all.enabled()).with(own.catalog()).all();
    }
}
