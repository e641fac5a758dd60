package io.netdx.report;

import io.netdx.catalog.Cause;
import io.netdx.catalog.Severity;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.fact.Provenance;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Evidence;
import io.netdx.reason.Judgement.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Format {@code sarif}: SARIF 2.1.0 as GitHub's code scanning takes it. A rule is a cause, a result a diagnosis, and the fingerprint is made of
 * cause and object alone, so that an alert stays one alert when lines move. {@code security-severity} is left out: these are not
 * vulnerabilities. What was not looked at stands among the notifications.
 */
public final class SarifTree {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    /** GitHub shows 5,000 results of a run, 100 places of a result, 10 tags of a rule and 1,024 characters of a description. */
    private static final int RESULTS = 5000;
    private static final int RUNS = 20;
    private static final int PLACES = 100;
    private static final int DESCRIPTION = 1024;

    private SarifTree() {
    }

    public static Tree of(DiagnosisReport report) {
        return log(List.of(run(List.of(report), List.of(), "netdx/")));
    }

    /** A run for each cluster, told apart by its category; more runs than code scanning takes in one file become one. */
    public static Tree of(AuditReport report) {
        List<Tree> runs = new ArrayList<>();
        List<DiagnosisReport> read = report.read();
        if (read.size() > RUNS || read.isEmpty()) {
            runs.add(run(read, report.unread(), "netdx/fleet/"));
        } else {
            for (DiagnosisReport one : read) {
                runs.add(run(List.of(one), runs.isEmpty() ? report.unread() : List.of(), "netdx/" + one.cluster().name() + "/"));
            }
        }
        return log(runs);
    }

    private static Tree log(List<Tree> runs) {
        return Tree.object().put("$schema", SCHEMA).put("version", "2.1.0").put("runs", new Tree.Seq(runs)).build();
    }

    private record Found(DiagnosisReport report, Diagnosis diagnosis) {
    }

    private static Tree run(List<DiagnosisReport> reports, List<AuditReport.Row> unread, String category) {
        List<Found> found = Words.first(RESULTS, reports.stream().flatMap(r -> r.judgement().diagnoses().stream().map(d -> new Found(r, d))).toList());
        TreeMap<String, Cause> rules = new TreeMap<>();
        found.forEach(f -> rules.put(f.diagnosis().cause().id(), f.diagnosis().cause()));
        List<String> ids = List.copyOf(rules.keySet());
        String version = reports.isEmpty() ? "0" : reports.get(0).toolVersion();
        List<Tree> notes = new ArrayList<>();
        reports.forEach(r -> notes(r, reports.size() > 1 ? r.cluster().name() + ": " : "", notes));
        unread.forEach(row -> notes.add(notification("error", row.name() + " could not be read: " + row.error())));
        return Tree.object()
                .put("tool", Tree.object().put("driver", Tree.object().put("name", "netdx").put("version", version)
                        .put("semanticVersion", version).put("rules", Tree.list(List.copyOf(rules.values()), SarifTree::rule)).build()).build())
                .put("automationDetails", Tree.object().put("id", category).build())
                .put("invocations", new Tree.Seq(List.of(Tree.object().put("executionSuccessful", unread.isEmpty())
                        .put("toolExecutionNotifications", new Tree.Seq(Words.first(RESULTS, notes))).build())))
                .put("columnKind", "utf16CodeUnits")
                .put("results", Tree.list(found, f -> result(f.diagnosis(), f.report(), ids.indexOf(f.diagnosis().cause().id()), reports.size() > 1)))
                .put("properties", Tree.object().put("clusters", Tree.list(reports, r -> Tree.object().put("name", r.cluster().name())
                        .put("verdict", lower(r.judgement().verdict())).put("checks", r.judgement().checks()).put("checksNotEvaluated", r.judgement().notMade()).build())).build())
                .build();
    }

    private static Tree rule(Cause c) {
        String help = c.mechanism() + (c.remedies().isEmpty() ? "" : " Remedy: " + c.remedies().get(0).text());
        Tree.Builder rule = Tree.object().put("id", c.id()).put("name", name(c.id()))
                .put("shortDescription", message(c.title())).put("fullDescription", message(c.mechanism()));
        c.references().stream().filter(r -> r.startsWith("https://")).findFirst().ifPresent(r -> rule.put("helpUri", r));
        return rule.put("help", message(help))
                .put("defaultConfiguration", Tree.object().put("level", level(c.severity())).build())
                .put("properties", Tree.object().put("tags", Tree.texts(List.of("kubernetes", "network", c.family())))
                        .put("precision", switch (c.status()) {
                            case "stable" -> "high";
                            case "test" -> "medium";
                            default -> "low";
                        })
                        .put("problem.severity", switch (level(c.severity())) {
                            case "error" -> "error";
                            case "warning" -> "warning";
                            default -> "recommendation";
                        }).build())
                .build();
    }

    /** {@code PolicyDefaultDenyIngress}. */
    private static String name(String id) {
        StringBuilder name = new StringBuilder();
        for (String part : id.split("[/-]")) {
            name.append(part.isEmpty() ? "" : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return name.toString();
    }

    /** {@code several}: clusters in this run, so that the fingerprint has to tell them apart. */
    private static Tree result(Diagnosis d, DiagnosisReport report, int rule, boolean several) {
        SarifPlace places = new SarifPlace(report.cluster().source());
        Optional<Suppressed> suppressed = report.suppressed(d);
        String print = Fingerprints.of((several ? report.cluster().name() + "\n" : "") + d.cause().id() + "\n" + d.subject());
        boolean belief = d.state() == State.ACTIVE && d.confidence() >= 0.5;
        Tree.Builder result = Tree.object().put("ruleId", d.cause().id()).put("ruleIndex", rule)
                .put("kind", "fail").put("level", belief ? level(d.cause().severity()) : "note")
                .put("message", message(d.cause().title() + " on " + Words.object(d.subject()) + ", " + Words.confidence(d.confidence())
                        + (d.state() == State.LATENT ? ", a standing risk" : "") + ". " + d.message()
                        + (d.remedies().isEmpty() ? "" : " Remedy: " + d.remedies().get(0).text() + ": " + d.remedies().get(0).command())))
                .put("locations", locations(d, places));
        List<Evidence> related = d.evidence().stream().filter(e -> SarifPlace.inFile(e.source())).toList();
        if (!related.isEmpty()) {
            List<Tree> list = new ArrayList<>();
            for (Evidence e : Words.first(PLACES, related)) {
                list.add(Tree.object().put("id", list.size() + 1).put("physicalLocation", physical(places.uri(e.source()), e.source().line()))
                        .put("message", message(e.text())).build());
            }
            result.put("relatedLocations", new Tree.Seq(list));
        }
        suppressed.ifPresent(s -> result.put("suppressions", new Tree.Seq(List.of(Tree.object().put("kind", "external").put("justification", s.reason()).build()))));
        return result.put("partialFingerprints", Tree.object().put("primaryLocationLineHash", print + ":1")
                        .put("netdxDiagnosis/v1", print).build())
                .put("rank", Tree.rounded(100 * d.confidence(), 1))
                .put("properties", Tree.object().put("cluster", report.cluster().name()).put("role", lower(d.role())).put("state", lower(d.state())).put("severity", d.cause().severity().label())
                        .put("confidence", Tree.rounded(d.confidence(), 3)).put("subject", ReportTree.object(d.subject()))
                        .put("affected", d.affected().size()).build())
                .build();
    }

    /** The place of the heaviest evidence that lies in a file, else the input as a whole. */
    private static Tree.Seq locations(Diagnosis d, SarifPlace places) {
        Optional<Provenance> first = d.evidence().stream().map(Evidence::source).filter(SarifPlace::inFile).findFirst();
        Tree physical = first.map(p -> physical(places.uri(p), p.line())).orElseGet(() -> physical(places.source(), 1));
        ObjectRef object = d.subject();
        return new Tree.Seq(List.of(Tree.object().put("physicalLocation", physical)
                .put("logicalLocations", new Tree.Seq(List.of(Tree.object().put("name", object.name())
                        .put("fullyQualifiedName", (object.namespace().isEmpty() ? "" : object.namespace() + "/") + object.kind() + "/" + object.name())
                        .put("kind", "resource").build()))).build()));
    }

    private static Tree physical(String uri, int line) {
        return Tree.object().put("artifactLocation", Tree.object().put("uri", uri).build())
                .put("region", Tree.object().put("startLine", Math.max(1, line)).build()).build();
    }

    private static void notes(DiagnosisReport report, String lead, List<Tree> notes) {
        for (Unseen u : Unseen.of(report.judgement().notEvaluated())) {
            notes.add(notification("note", lead + u.sentence() + ": " + Words.count(u.checks(), "check") + " could not be made, which could move the verdict by "
                    + Words.probability(u.swing())));
        }
        Words.first(ReportTree.LONGEST, report.problems()).forEach(p -> notes.add(notification("warning", lead + p)));
        Words.first(ReportTree.LONGEST, report.judgement().unexplained()).forEach(u -> notes.add(notification("warning", lead + "No diagnosis accounts for: " + u.text())));
    }

    private static Tree notification(String level, String text) {
        return Tree.object().put("level", level).put("message", message(text)).build();
    }

    private static Tree message(String text) {
        String line = Plain.line(text);
        return Tree.object().put("text", line.length() <= DESCRIPTION ? line : line.substring(0, line.offsetByCodePoints(0, Math.min(DESCRIPTION - 40, line.codePointCount(0, line.length())))) + " …").build();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
