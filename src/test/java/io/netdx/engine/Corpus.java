package io.netdx.engine;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogYaml;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.engine.own.RuleNames;
import io.netdx.engine.own.RulePatterns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A checkout's {@code rules/} and {@code facts/}, read as files, and what in them is incomplete, unused or not declared: each check
 * gives one line a fault, none for a corpus in order.
 */
final class Corpus {

    private static final Set<String> CASE_KINDS = Set.of("positive", "near-miss", "unknown", "fp");
    private static final Pattern MATCHED = Pattern.compile("id\\s*==\\s*\"([^\"]+)\"");

    private final Path root;
    private final Catalog catalog;
    private final Map<String, PackageDescr> drl = new TreeMap<>();

    Corpus(Path root) throws IOException {
        this.root = root;
        this.catalog = CatalogYaml.read(root.resolve("rules"), root.resolve("facts/knowledge/findings.yaml"));
        for (String file : files("rules")) {
            if (file.endsWith(".drl")) {
                drl.put(file.substring("rules/".length(), file.length() - 4), parse(root.resolve(file)));
            }
        }
    }

    private static PackageDescr parse(Path file) throws IOException {
        try {
            return new DrlParser().parse(null, Files.readString(file));
        } catch (DroolsParserException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    Catalog catalog() {
        return catalog;
    }

    /** Rule files by stem. */
    Map<String, PackageDescr> rules() {
        return drl;
    }

    /** Files below a folder, as paths from the root with slashes, sorted. */
    private List<String> files(String folder) {
        try (Stream<Path> all = Files.walk(root.resolve(folder))) {
            return all.filter(Files::isRegularFile).map(f -> root.relativize(f).toString().replace('\\', '/')).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Causes that run by default and lack a positive, a near miss, an unknown, or a case of one of their false positives. */
    List<String> incompleteCases() {
        List<String> faults = new ArrayList<>();
        for (Cause cause : catalog.all()) {
            if (cause.enabled()) {
                Map<String, Map<?, ?>> cases = casesOf(cause.id());
                demand(faults, cause, "positive", cases, e -> Stream.of("top", "any", "latent").anyMatch(k -> cause.id().equals(e.get(k))));
                demand(faults, cause, "near-miss", cases, e -> denies(e, cause.id()));
                demand(faults, cause, "unknown", cases, e -> denies(e, cause.id()) && cause.id().equals(e.get("unknown")));
                for (Cause.FalsePositive fp : cause.falsePositives()) {
                    Map<?, ?> expect = cases.get(fp.caseName());
                    if (!fp.caseName().startsWith("fp-") || expect == null || !denies(expect, cause.id())) {
                        faults.add(cause.id() + ": no case " + fp.caseName() + " that denies it, for: " + fp.when());
                    }
                }
            }
        }
        return faults;
    }

    private static void demand(List<String> faults, Cause cause, String kind, Map<String, Map<?, ?>> cases,
                               java.util.function.Predicate<Map<?, ?>> says) {
        boolean found = cases.entrySet().stream().anyMatch(c -> kind(c.getKey()).equals(kind) && says.test(c.getValue()));
        if (!found) {
            faults.add(cause.id() + ": no case " + kind + " that says so");
        }
    }

    private static boolean denies(Map<?, ?> expect, String cause) {
        return cause.equals(expect.get("absent")) || cause.equals(expect.get("unlisted"));
    }

    /** {@code near-miss-alone} is a {@code near-miss}; empty for a name of no kind. */
    private static String kind(String name) {
        return CASE_KINDS.stream().filter(k -> name.equals(k) || name.startsWith(k + "-")).findFirst().orElse("");
    }

    /** Expectations by the name of the case. */
    private Map<String, Map<?, ?>> casesOf(String cause) {
        Map<String, Map<?, ?>> cases = new TreeMap<>();
        String folder = "facts/cases/" + cause + "/";
        for (String file : files("facts")) {
            if (file.startsWith(folder) && file.endsWith(".yaml")) {
                cases.put(file.substring(folder.length(), file.length() - 5), expectation(file));
            }
        }
        return cases;
    }

    private Map<?, ?> expectation(String file) {
        try (InputStream in = Files.newInputStream(root.resolve(file))) {
            Object first = new Load(LoadSettings.builder().build()).loadAllFromInputStream(in).iterator().next();
            return first instanceof Map<?, ?> head && head.get("expect") instanceof Map<?, ?> expect ? expect : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files that no test, no rule and no step of the build reads. */
    List<String> orphans() {
        return Stream.concat(files("rules").stream(), files("facts").stream()).filter(file -> !used(file)).toList();
    }

    private boolean used(String file) {
        String[] parts = file.split("/");
        boolean yaml = file.endsWith(".yaml");
        if (parts[0].equals("rules")) {
            boolean symptom = parts.length == 3 && parts[1].equals("symptom") && file.endsWith(".drl");
            String stem = file.substring("rules/".length()).replaceAll("\\.(drl|yaml)$", "");
            return file.equals("rules/README.md") || symptom
                    || (yaml || file.endsWith(".drl")) && catalog.cause(stem).isPresent() && drl.containsKey(stem);
        }
        return switch (parts[1]) {
            case "cases" -> parts.length == 5 && yaml && usedCase(parts[2] + "/" + parts[3], parts[4].replace(".yaml", ""));
            // PlayersTest plays each of them
            case "scenarios" -> parts.length == 3 && yaml;
            case "healthy" -> healthy(parts, file);
            case "knowledge" -> namedInTheBuild(parts[parts.length - 1]);
            // AccessRolesTest holds them to what is asked for
            case "access" -> List.of("facts/access/clusterroles.yaml", "facts/access/proberole.yaml").contains(file);
            default -> false;
        };
    }

    /** A case of one file, or a folder with an expectation beside the snapshot. */
    private boolean healthy(String[] parts, String file) {
        String head = parts.length == 3 ? file : "facts/healthy/" + parts[2] + "/case.yaml";
        return head.endsWith(".yaml") && Files.isRegularFile(root.resolve(head)) && "healthy".equals(expectation(head).get("verdict"));
    }

    private boolean usedCase(String id, String name) {
        Optional<Cause> cause = catalog.cause(id);
        return cause.isPresent() && switch (kind(name)) {
            case "" -> false;
            case "fp" -> cause.get().falsePositives().stream().anyMatch(fp -> fp.caseName().equals(name));
            default -> true;
        };
    }

    private boolean namedInTheBuild(String table) {
        return files("src/main").stream().filter(f -> f.endsWith(".java")).anyMatch(f -> text(f).contains(table))
                || text("pom.xml").contains(table);
    }

    private String text(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Findings that no rule inserts, or that no cause has to do with. */
    List<String> unusedFindings() {
        Set<String> inserted = drl.values().stream().flatMap(p -> p.getRules().stream())
                .flatMap(RuleNames::inserted).collect(Collectors.toSet());
        Set<String> weighed = new HashSet<>();
        catalog.all().forEach(cause -> Stream.concat(cause.evidence().stream(), cause.against().stream())
                .forEach(e -> weighed.add(e.finding())));
        List<String> faults = new ArrayList<>();
        for (FindingType finding : catalog.findings().values()) {
            if (!inserted.contains(finding.id())) {
                faults.add(finding.id() + ": no rule inserts it (defined in " + finding.definedIn() + ")");
            }
            if (!weighed.contains(finding.id())) {
                faults.add(finding.id() + ": evidence of no cause (defined in " + finding.definedIn() + ")");
            }
        }
        return faults;
    }

    /** Names in rules that mean nothing: a finding, a cause, a link to no evidence of its cause, a text that the table lacks or has from hearsay. */
    List<String> danglingNames() {
        List<String> faults = new ArrayList<>();
        String signatures = Files.exists(root.resolve("facts/knowledge/signatures.yaml")) ? text("facts/knowledge/signatures.yaml") : "";
        drl.forEach((stem, parsed) -> {
            for (RuleDescr rule : parsed.getRules()) {
                RuleNames.dangling(stem, rule, catalog).forEach(fault -> faults.add(stem + ": " + fault));
                RulePatterns.of(rule.getLhs()).stream().filter(p -> p.getObjectType().equals("Signature"))
                        .flatMap(p -> MATCHED.matcher(p.getDescrs().toString()).results()).map(m -> m.group(1))
                        .forEach(id -> faults.addAll(row(signatures, id).map(row -> row.contains("\n  verified: note\n")
                                ? List.of(stem + ": waits for the text " + id + ", which nobody found in its source") : List.<String>of())
                                .orElse(List.of(stem + ": waits for the text " + id + ", which the signature table lacks"))));
            }
        });
        return faults;
    }

    private static Optional<String> row(String signatures, String id) {
        int at = signatures.indexOf("- id: " + id + "\n");
        int next = signatures.indexOf("\n- id: ", at + 1);
        return at < 0 ? Optional.empty() : Optional.of(signatures.substring(at, next < 0 ? signatures.length() : next + 1));
    }

    /** Causes whose {@code requires} is not what their rules read. */
    List<String> undeclaredInputs() {
        List<String> faults = new ArrayList<>();
        for (Cause cause : catalog.all()) {
            PackageDescr parsed = drl.get(cause.id());
            if (parsed == null) {
                continue;
            }
            RuleNames.undeclared(cause, parsed.getRules()).forEach(fault -> faults.add(cause.id() + ": " + fault));
            Set<String> facts = parsed.getRules().stream().flatMap(rule -> RulePatterns.facts(rule).stream()).collect(Collectors.toSet());
            Set<String> sources = facts.stream().flatMap(f -> RuleInputs.sources(f).stream()).collect(Collectors.toSet());
            cause.coverage().stream().filter(kind -> !sources.contains(kind)).forEach(kind -> faults.add(cause.id()
                    + ": requires.coverage names " + kind + ", which none of its facts is computed from"));
            if (cause.coverage().isEmpty()) {
                faults.add(cause.id() + ": requires.coverage is empty: it could be ruled out without any input");
            }
        }
        return faults;
    }
}
