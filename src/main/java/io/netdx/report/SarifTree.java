package io.netdx.report;

import io.netdx.catalog.Cause;
import io.netdx.catalog.Severity;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.fact.Provenance;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Evidence;
import io.netdx.reason.Judgement.State;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
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
    private static final int PLACES = 100;
    private static final int DESCRIPTION = 1024;

    private SarifTree() {
    }

    public static Tree of(DiagnosisReport report) {
        return log(List.of(run(report, "netdx/")));
    }

    static Tree log(List<Tree> runs) {
        return Tree.object().put("$schema", SCHEMA).put("version", "2.1.0").put("runs", new Tree.Seq(runs)).build();
    }

    /** {@code category} tells runs of one file apart; it ends in a slash. */
    static Tree run(DiagnosisReport report, String category) {
        List<Diagnosis> diagnoses = Words.first(RESULTS, report.judgement().diagnoses());
        TreeMap<String, Cause> rules = new TreeMap<>();
        diagnoses.forEach(d -> rules.put(d.cause().id(), d.cause()));
        List<String> ids = List.copyOf(rules.keySet());
        SarifPlace places = new SarifPlace(report.cluster().source());
        return Tree.object()
                .put("tool", Tree.object().put("driver", Tree.object().put("name", "netdx").put("version", report.toolVersion())
                        .put("semanticVersion", report.toolVersion()).put("rules", Tree.list(List.copyOf(rules.values()), SarifTree::rule)).build()).build())
                .put("automationDetails", Tree.object().put("id", category).build())
                .put("invocations", new Tree.Seq(List.of(invocation(report))))
                .put("columnKind", "utf16CodeUnits")
                .put("results", Tree.list(diagnoses, d -> result(d, report.suppressed(d), ids.indexOf(d.cause().id()), places)))
                .put("properties", Tree.object().put("cluster", report.cluster().name()).put("verdict", lower(report.judgement().verdict()))
                        .put("checks", report.judgement().checks()).put("checksNotEvaluated", report.judgement().notMade()).build())
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

    private static Tree result(Diagnosis d, Optional<Suppressed> suppressed, int rule, SarifPlace places) {
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
        return result.put("partialFingerprints", Tree.object().put("primaryLocationLineHash", fingerprint(d) + ":1")
                        .put("netdxDiagnosis/v1", fingerprint(d)).build())
                .put("rank", Tree.rounded(100 * d.confidence(), 1))
                .put("properties", Tree.object().put("role", lower(d.role())).put("state", lower(d.state())).put("severity", d.cause().severity().label())
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

    private static Tree invocation(DiagnosisReport report) {
        List<Tree> notes = new ArrayList<>();
        for (Unseen u : Unseen.of(report.judgement().notEvaluated())) {
            notes.add(notification("note", u.sentence() + ": " + Words.count(u.checks(), "check") + " could not be made, which could move the verdict by "
                    + Words.probability(u.swing())));
        }
        Words.first(ReportTree.LONGEST, report.problems()).forEach(p -> notes.add(notification("warning", p)));
        Judgement j = report.judgement();
        Words.first(ReportTree.LONGEST, j.unexplained()).forEach(u -> notes.add(notification("warning", "No diagnosis accounts for: " + u.text())));
        return Tree.object().put("executionSuccessful", true).put("toolExecutionNotifications", new Tree.Seq(notes)).build();
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

    private static String fingerprint(Diagnosis d) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((d.cause().id() + "\n" + d.subject()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
