package io.netdx.report;

import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Format {@code policyreport}: YAML documents of {@code wgpolicyk8s.io/v1alpha2} that kubectl applies. Of one cluster: a PolicyReport for
 * each namespace in which something is wrong, and a ClusterPolicyReport with what has no namespace and with each cause that was not
 * found, passed where it was ruled out and skipped where it was not. Of many clusters: a ClusterPolicyReport for each, for the cluster that
 * watches them; their namespaces need not exist there.
 *
 * @see <a href="https://github.com/kubernetes-sigs/wg-policy-prototypes/tree/master/policy-report">Policy Report API</a>
 */
public final class PolicyReportWriter implements ReportWriter {

    private static final String API = "wgpolicyk8s.io/v1alpha2";
    private static final String NAME = "netdx";
    /** An object in etcd may have 1.5 MiB; the worst results come first. */
    private static final int RESULTS = 500;
    private static final int MESSAGE = 1024;
    private static final int PROPERTY = 256;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** What the definition of this version took at first. A server that has it refuses the whole report for one word more, so the others are told as properties. */
    private static final Map<String, String> SEVERITIES = Map.of("critical", "high", "info", "low");
    private static final String SEVERITY = "severity";

    private final Supplier<Collection<Cause>> catalog;
    private final UnaryOperator<String> versions;

    /**
     * @param catalog  the causes that were looked for
     * @param versions API version of a kind as facts name it, {@code apps/v1}; empty where none is known
     */
    public PolicyReportWriter(Supplier<Collection<Cause>> catalog, UnaryOperator<String> versions) {
        this.catalog = catalog;
        this.versions = versions;
    }

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        Map<String, List<Result>> namespaces = new TreeMap<>();
        List<Result> others = new ArrayList<>();
        for (Result result : results(report, catalog.get())) {
            String namespace = result.namespace();
            // what is no namespace's name would make the API server refuse the whole document
            (LABEL.matcher(namespace).matches() ? namespaces.computeIfAbsent(namespace, n -> new ArrayList<>()) : others).add(result);
        }
        Yaml.write(document("ClusterPolicyReport", NAME, "", report, others), out);
        for (Map.Entry<String, List<Result>> namespace : namespaces.entrySet()) {
            out.append("---\n");
            Yaml.write(document("PolicyReport", NAME, namespace.getKey(), report, namespace.getValue()), out);
        }
    }

    /** A cluster that could not be read has one result, an error. */
    public void write(AuditReport report, Appendable out) throws IOException {
        Collection<Cause> causes = catalog.get();
        String between = "";
        for (AuditReport.Row row : report.clusters()) {
            out.append(between);
            between = "---\n";
            String name = NAME + "-" + Fingerprints.of(row.name()).substring(0, 12);
            Yaml.write(row.report().isPresent() ? document("ClusterPolicyReport", name, "", row.report().get().named(row.name()), results(row.report().get(), causes))
                    : unread(name, row, report.toolVersion()), out);
        }
    }

    private Tree unread(String name, AuditReport.Row row, String version) {
        Result error = new Result("error", "read", "", "", ObjectRef.CLUSTER, row.error(), Map.of());
        return document("ClusterPolicyReport", name, "", annotations(row.name(), row.source(), "unread", version), "", List.of(error));
    }

    /**
     * One line of a report.
     *
     * @param outcome {@code pass fail warn error skip}
     * @param subject {@link ObjectRef#CLUSTER} where it is about no single object
     */
    private record Result(String outcome, String policy, String category, String severity, ObjectRef subject, String message, Map<String, String> properties) {

        String namespace() {
            return subject.kind().equals("Namespace") ? subject.name() : subject.namespace();
        }
    }

    /** Diagnoses by rank, then what is open, then what was ruled out. */
    private static List<Result> results(DiagnosisReport report, Collection<Cause> causes) {
        List<Result> results = new ArrayList<>();
        report.judgement().diagnoses().forEach(d -> results.add(diagnosis(d, report)));
        if (report.judgement().verdict() == Judgement.Verdict.UNDETERMINED) {
            results.add(new Result("skip", "verdict", "", "", ObjectRef.CLUSTER, Headline.sentence(report), Map.of()));
        }
        List<Result> passed = new ArrayList<>();
        for (CauseOutcome o : CauseOutcome.of(report, causes)) {
            boolean told = report.judgement().diagnoses().stream().anyMatch(d -> d.cause().id().equals(o.cause().id()));
            if (!told) {
                (o.open().isEmpty() ? passed : results).add(new Result(o.open().isEmpty() ? "pass" : "skip", o.cause().id(), o.cause().family(),
                        o.cause().severity().label(), ObjectRef.CLUSTER, o.open().isEmpty() ? "ruled out: " + o.cause().title() : o.open(), Map.of()));
            }
        }
        results.addAll(passed);
        return results;
    }

    private static Result diagnosis(Diagnosis d, DiagnosisReport report) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("confidence", Tree.rounded(d.confidence(), 3).value().toPlainString());
        properties.put("role", lower(d.role()));
        properties.put("state", lower(d.state()));
        properties.put("affected", String.valueOf(d.affected().size()));
        d.causedBy().ifPresent(c -> properties.put("causedBy", c.cause() + " on " + Words.object(c.subject())));
        d.evidence().stream().findFirst().ifPresent(e -> properties.put("evidence", e.text()));
        d.remedies().stream().findFirst().ifPresent(r -> {
            properties.put("remedy", r.text());
            properties.put("command", r.command());
        });
        report.suppressed(d).ifPresent(s -> properties.put("suppressed", Accepted.words(s)));
        String outcome = report.suppressed(d).isPresent() ? "skip" : CauseOutcome.counts(d) ? "fail" : "warn";
        return new Result(outcome, d.cause().id(), d.cause().family(), d.cause().severity().label(), d.subject(),
                CauseOutcome.line(d) + (d.state() == Judgement.State.LATENT ? ", a standing risk" : "") + ". " + d.message(), properties);
    }

    private Tree document(String kind, String name, String namespace, DiagnosisReport report, List<Result> results) {
        return document(kind, name, namespace, annotations(report.cluster().name(), report.cluster().source(), lower(report.judgement().verdict()), report.toolVersion()),
                report.cluster().capturedAt(), results);
    }

    private static Map<String, String> annotations(String cluster, String source, String verdict, String version) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("netdx.io/cluster", cluster);
        annotations.put("netdx.io/source", source);
        annotations.put("netdx.io/verdict", verdict);
        annotations.put("netdx.io/version", version);
        return annotations;
    }

    /** The summary counts all results, those too that are left out. */
    private Tree document(String kind, String name, String namespace, Map<String, String> annotations, String at, List<Result> results) {
        Tree.Builder notes = Tree.object();
        annotations.forEach((key, value) -> notes.put(key, shortened(value, PROPERTY)));
        if (results.size() > RESULTS) {
            notes.put("netdx.io/left-out", results.size() - RESULTS + " results");
        }
        Tree.Builder meta = Tree.object().put("name", name);
        if (!namespace.isEmpty()) {
            meta.put("namespace", namespace);
        }
        meta.put("labels", Tree.object().put("app.kubernetes.io/managed-by", "netdx").build()).put("annotations", notes.build());
        Tree.Builder tree = Tree.object().put("apiVersion", API).put("kind", kind).put("metadata", meta.build());
        if (namespace.isEmpty()) {
            tree.put("scope", Tree.object().put("kind", "Cluster").put("name", shortened(annotations.get("netdx.io/cluster"), PROPERTY)).build());
        }
        Tree.Builder summary = Tree.object();
        for (String outcome : List.of("pass", "fail", "warn", "error", "skip")) {
            summary.put(outcome, results.stream().filter(r -> r.outcome().equals(outcome)).count());
        }
        Tree time = time(at);
        return tree.put("summary", summary.build()).put("results", Tree.list(Words.first(RESULTS, results), r -> result(r, time))).build();
    }

    private Tree result(Result r, Tree time) {
        Tree.Builder tree = Tree.object().put("source", "netdx").put("policy", r.policy()).put("result", r.outcome());
        if (!r.category().isEmpty()) {
            tree.put("category", r.category()).put(SEVERITY, SEVERITIES.getOrDefault(r.severity(), r.severity()));
        }
        tree.put("message", shortened(r.message(), MESSAGE));
        if (!r.subject().equals(ObjectRef.CLUSTER)) {
            String kind = r.subject().kind();
            String version = versions.apply(kind);
            Tree.Builder object = Tree.object();
            if (!version.isEmpty()) {
                object.put("apiVersion", version);
            }
            object.put("kind", version.isEmpty() || kind.indexOf('.') < 0 ? kind : kind.substring(0, kind.indexOf('.')));
            if (!r.subject().namespace().isEmpty()) {
                object.put("namespace", r.subject().namespace());
            }
            tree.put("resources", new Tree.Seq(List.of(object.put("name", r.subject().name()).build())));
        }
        Map<String, String> told = new LinkedHashMap<>(r.properties());
        if (SEVERITIES.containsKey(r.severity())) {
            told.put(SEVERITY, r.severity());
        }
        if (!told.isEmpty()) {
            Tree.Builder properties = Tree.object();
            told.forEach((key, value) -> properties.put(key, key.equals("command") ? new Tree.Text(value) : new Tree.Text(shortened(value, PROPERTY))));
            tree.put("properties", properties.build());
        }
        if (time instanceof Tree.Obj) {
            tree.put("timestamp", time);
        }
        return tree.build();
    }

    private static Tree time(String at) {
        try {
            return Tree.object().put("seconds", Instant.parse(at).getEpochSecond()).put("nanos", 0).build();
        } catch (DateTimeParseException e) {
            return new Tree.Null();
        }
    }

    private static String shortened(String text, int most) {
        String line = Plain.line(text);
        return line.codePointCount(0, line.length()) <= most ? line : line.substring(0, line.offsetByCodePoints(0, most - 2)) + " …";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
