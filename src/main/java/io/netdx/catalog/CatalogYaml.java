package io.netdx.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads causes and findings as people write them. Used by the build and for a user's own rules; a run of netdx reads the compiled
 * form ({@link CatalogCodec}).
 */
public final class CatalogYaml {

    /** Bands of expert judgement, until cases give better numbers ({@code expert.md} §2.2). */
    private static final Map<String, Double> STRENGTHS = Map.of("always", .999, "nearly-always", .95, "usually", .80,
            "often", .50, "sometimes", .20, "rarely", .05);
    private static final Map<String, Double> PRIORS = Map.of("high", .05, "medium", .02, "low", .005, "rare", .001);

    private CatalogYaml() {
    }

    /**
     * Reads a rules folder and the table of shared findings.
     *
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static Catalog read(Path rules, Path sharedFindings) throws IOException {
        SortedMap<String, Cause> causes = new TreeMap<>();
        SortedMap<String, FindingType> findings = new TreeMap<>();
        for (Yaml row : load(sharedFindings, sharedFindings.toString()).rows("findings")) {
            add(findings, finding(row, "shared"), sharedFindings);
        }
        try (Stream<Path> files = Files.walk(rules)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                Yaml yaml = load(file, rules.relativize(file).toString());
                Cause cause = cause(yaml);
                String stem = rules.relativize(file).toString().replace('\\', '/').replace(".yaml", "");
                if (!cause.id().equals(stem)) {
                    throw new IllegalArgumentException(file + ": id " + cause.id() + " is not the file's stem " + stem);
                }
                causes.put(cause.id(), cause);
                for (Yaml row : yaml.rows("findings")) {
                    add(findings, finding(row, cause.id()), file);
                }
            }
        }
        causes.values().forEach(cause -> check(cause, findings));
        return new Catalog(causes, findings);
    }

    private static void add(Map<String, FindingType> findings, FindingType finding, Path file) {
        FindingType before = findings.put(finding.id(), finding);
        if (before != null) {
            throw new IllegalArgumentException(file + ": finding " + finding.id() + " is defined in " + before.definedIn() + " too");
        }
    }

    private static void check(Cause cause, Map<String, FindingType> findings) {
        Stream.concat(cause.evidence().stream(), cause.against().stream()).forEach(e -> {
            if (!findings.containsKey(e.finding())) {
                throw new IllegalArgumentException(cause.id() + ": finding " + e.finding() + " is defined nowhere");
            }
        });
    }

    static Yaml load(Path file, String name) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Yaml.load(in, name);
        }
    }

    static FindingType finding(Yaml y, String definedIn) {
        String kind = y.text("kind");
        if (!List.of("logical", "behavioural", "symptom", "manifest").contains(kind)) {
            throw y.wrong("kind", "is none of logical, behavioural, symptom, manifest");
        }
        return new FindingType(y.text("id"), y.text("message"), kind, y.number("leak"), y.text("group", ""),
                y.texts("coverage"), y.text("grave", "false").equals("true"), definedIn);
    }

    static Cause cause(Yaml y) {
        Yaml time = y.child("time");
        return new Cause(y.text("id"), y.text("title"), y.text("status"), y.texts("aliases"), y.texts("claims"),
                y.text("role", "root"), y.text("mechanism"), y.text("message"), severity(y), prior(y), y.text("priorOrigin", "expert band"),
                y.text("expertise"), time(time.child("diagnose")), time(time.child("resolve")),
                evidence(y, "evidence"), evidence(y, "against"), y.child("requires").texts("facts"),
                y.child("requires").texts("coverage"),
                y.rows("rivals").stream().map(r -> new Cause.Rival(r.text("id"), r.text("discriminatedBy"))).toList(),
                y.rows("falsePositives").stream().map(f -> new Cause.FalsePositive(f.text("when"), f.text("case"))).toList(),
                y.rows("tests").stream().map(t -> new Cause.TestSpec(t.text("id"), t.block("command"), (int) t.number("minutes"),
                        t.text("expertise"), t.text("confirms"), t.text("refutes"))).toList(),
                y.rows("remedies").stream().map(r -> new Cause.Remedy(r.text("text"), commands(r, "command"),
                        r.text("reversible").equals("true"), r.text("risk"), r.block("verify"), commands(r, "rollback"),
                        r.text("danger", ""), commands(r, "backup"), r.text("narrower", ""))).toList(),
                y.texts("references"), y.text("training", ""));
    }

    /** With its lines, as a here-document needs them; empty where there is none. */
    private static String commands(Yaml y, String field) {
        return y.text(field, "").isEmpty() ? "" : y.block(field);
    }

    private static Severity severity(Yaml y) {
        try {
            return Severity.valueOf(y.text("severity").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw y.wrong("severity", "is none of info, low, medium, high, critical");
        }
    }

    private static double prior(Yaml y) {
        Double band = PRIORS.get(y.text("prior"));
        return band != null ? band : y.number("prior");
    }

    private static Cause.Time time(Yaml y) {
        try {
            return new Cause.Time(Duration.parse(y.text("typical")), Duration.parse(y.text("worst")), y.text("origin"));
        } catch (DateTimeException e) {
            throw y.wrong("typical/worst", "is no ISO-8601 duration");
        }
    }

    private static List<Cause.Evidence> evidence(Yaml y, String field) {
        List<Cause.Evidence> list = new ArrayList<>();
        for (Yaml row : y.rows(field)) {
            Double band = STRENGTHS.get(row.text("strength"));
            list.add(new Cause.Evidence(row.text("finding"), band != null ? band : row.number("strength"),
                    row.text("expected", "false").equals("true")));
        }
        return List.copyOf(list);
    }
}
