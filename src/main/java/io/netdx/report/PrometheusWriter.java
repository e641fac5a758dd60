package io.netdx.report;

import io.netdx.catalog.Severity;
import io.netdx.fact.Plain;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.State;
import io.netdx.reason.Judgement.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Format {@code prometheus}: gauges in the text format, for the textfile collector of the node exporter. Series that alerts are written
 * on (verdict, diagnoses by severity, checks) are there at every run, with zeros too; those of single diagnoses come and go. Samples carry
 * no time stamps: the collector refuses them.
 */
public final class PrometheusWriter implements ReportWriter {

    private static final List<Map.Entry<String, String>> HELP = List.of(
            Map.entry("netdx_build_info", "Version of netdx that wrote this."),
            Map.entry("netdx_read", "1 where the input could be read, 0 where it could not."),
            Map.entry("netdx_cluster_info", "What was looked at."),
            Map.entry("netdx_snapshot_timestamp_seconds", "When the input was taken, by its own clock."),
            Map.entry("netdx_verdict", "1 for the verdict that holds."),
            Map.entry("netdx_diagnoses", "Number of diagnoses that are not suppressed."),
            Map.entry("netdx_suppressed_diagnoses", "Number of diagnoses that somebody has decided to live with."),
            Map.entry("netdx_diagnosis_confidence", "Probability of a diagnosis, 0 to 1."),
            Map.entry("netdx_diagnosis_affected_objects", "Objects that suffer from it."),
            Map.entry("netdx_unexplained_symptoms", "Symptoms that no diagnosis accounts for."),
            Map.entry("netdx_checks", "Checks of the catalogue that apply."),
            Map.entry("netdx_checks_not_evaluated", "Checks that could not be made."),
            Map.entry("netdx_problems", "Places of the input that could not be read."));

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        write(report.toolVersion(), List.of(report), List.of(), out);
    }

    public void write(AuditReport report, Appendable out) throws IOException {
        write(report.toolVersion(), report.read(), report.unread(), out);
    }

    /** A metric's samples must stand together, whichever cluster they are of. */
    private static void write(String version, List<DiagnosisReport> reports, List<AuditReport.Row> unread, Appendable out) throws IOException {
        Map<String, Map<String, String>> samples = new LinkedHashMap<>();
        HELP.forEach(metric -> samples.put(metric.getKey(), new TreeMap<>()));
        add(samples, "netdx_build_info", 1, "version", version);
        reports.forEach(report -> samples(report, samples));
        reports.forEach(report -> add(samples, "netdx_read", 1, "cluster", report.cluster().name()));
        unread.forEach(row -> add(samples, "netdx_read", 0, "cluster", row.name()));
        for (Map.Entry<String, String> metric : HELP) {
            Map<String, String> lines = samples.get(metric.getKey());
            if (!lines.isEmpty()) {
                out.append("# HELP ").append(metric.getKey()).append(' ').append(metric.getValue()).append('\n');
                out.append("# TYPE ").append(metric.getKey()).append(" gauge\n");
                for (Map.Entry<String, String> line : lines.entrySet()) {
                    out.append(metric.getKey()).append(line.getKey()).append(' ').append(line.getValue()).append('\n');
                }
            }
        }
    }

    private static void samples(DiagnosisReport report, Map<String, Map<String, String>> to) {
        ClusterInfo c = report.cluster();
        Judgement j = report.judgement();
        String cluster = c.name();
        add(to, "netdx_cluster_info", 1, "cluster", cluster, "kubernetes_version", c.kubernetesVersion(), "cni", c.cni(), "source", c.source());
        seconds(c.capturedAt()).forEach(s -> add(to, "netdx_snapshot_timestamp_seconds", s, "cluster", cluster));
        for (Verdict v : Verdict.values()) {
            add(to, "netdx_verdict", v == j.verdict() ? 1 : 0, "cluster", cluster, "verdict", lower(v));
        }
        for (Severity severity : Severity.values()) {
            for (State state : State.values()) {
                add(to, "netdx_diagnoses", j.diagnoses().stream().filter(d -> d.cause().severity() == severity && d.state() == state
                                && report.suppressed(d).isEmpty()).count(),
                        "cluster", cluster, "severity", severity.label(), "state", lower(state));
            }
        }
        add(to, "netdx_suppressed_diagnoses", report.suppressed().size(), "cluster", cluster);
        j.diagnoses().stream().filter(d -> report.suppressed(d).isEmpty()).forEach(d -> diagnosis(cluster, d, to));
        add(to, "netdx_unexplained_symptoms", j.unexplained().size(), "cluster", cluster);
        add(to, "netdx_checks", j.checks(), "cluster", cluster);
        add(to, "netdx_checks_not_evaluated", j.notMade(), "cluster", cluster);
        add(to, "netdx_problems", report.problems().size(), "cluster", cluster);
    }

    private static void diagnosis(String cluster, Diagnosis d, Map<String, Map<String, String>> to) {
        String[] labels = {"cluster", cluster, "id", d.cause().id(), "severity", d.cause().severity().label(), "role", lower(d.role()),
            "state", lower(d.state()), "kind", d.subject().kind(), "namespace", d.subject().namespace(), "name", d.subject().name()};
        add(to, "netdx_diagnosis_confidence", Tree.rounded(d.confidence(), 3).value().toPlainString(), labels);
        add(to, "netdx_diagnosis_affected_objects", d.affected().size() + "", labels);
    }

    private static void add(Map<String, Map<String, String>> to, String metric, long value, String... labels) {
        add(to, metric, BigDecimal.valueOf(value).toPlainString(), labels);
    }

    /** A series twice would make the collector drop the whole file; the first of two stays. */
    private static void add(Map<String, Map<String, String>> to, String metric, String value, String... labels) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < labels.length; i += 2) {
            pairs.add(labels[i] + "=\"" + Plain.line(labels[i + 1]).replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        to.get(metric).putIfAbsent("{" + String.join(",", pairs) + "}", value);
    }

    private static List<Long> seconds(String time) {
        try {
            return time.isEmpty() ? List.of() : List.of(Instant.parse(time).getEpochSecond());
        } catch (DateTimeParseException e) {
            return List.of();
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
