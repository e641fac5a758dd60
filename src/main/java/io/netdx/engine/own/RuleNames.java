package io.netdx.engine.own;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.RuleDescr;

/** What rules name, held against the catalogue. Texts only, so that each check of ours and of a user's rules can say them in its way. */
public final class RuleNames {

    private static final Pattern INSERTED = Pattern.compile("Finding\\.of\\(\\s*\"([^\"]+)\"");
    private static final Pattern SUPPOSED = Pattern.compile("Hypothesis\\.of\\(\\s*\"([^\"]+)\"");
    private static final Pattern LINKED = Pattern.compile("new Link\\(\\s*\"([^\"]+)\"[^\"]*\"([^\"]+)\"");

    private RuleNames() {
    }

    /** Findings that a rule inserts. */
    public static Stream<String> inserted(RuleDescr rule) {
        return groups(INSERTED, rule).map(m -> m.group(1));
    }

    /** Names in a rule that mean nothing: a finding, a cause, a link to no evidence of its cause. */
    public static List<String> dangling(String stem, RuleDescr rule, Catalog catalog) {
        List<String> faults = new ArrayList<>();
        inserted(rule).filter(id -> catalog.finding(id).isEmpty())
                .forEach(id -> faults.add("inserts the finding " + id + ", which is defined nowhere"));
        groups(SUPPOSED, rule).map(m -> m.group(1)).filter(id -> !id.equals(stem))
                .forEach(id -> faults.add("supposes the cause " + id + ", which is not its own"));
        groups(LINKED, rule).filter(m -> !weighs(catalog, m.group(1), m.group(2)))
                .forEach(m -> faults.add("links " + m.group(2) + ", which is no evidence of " + m.group(1)));
        return faults;
    }

    /** Where a cause's {@code requires} is not what its rules read. */
    public static List<String> undeclared(Cause cause, List<RuleDescr> rules) {
        List<String> faults = new ArrayList<>();
        Set<String> facts = new TreeSet<>();
        Set<String> covered = new TreeSet<>();
        for (RuleDescr rule : rules) {
            facts.addAll(RulePatterns.facts(rule));
            covered.addAll(RulePatterns.coverage(rule));
        }
        facts.stream().filter(f -> !cause.facts().contains(f)).forEach(f -> faults.add("uses " + f + ", which requires.facts does not name"));
        new TreeSet<>(cause.facts()).stream().filter(f -> !facts.contains(f)).forEach(f -> faults.add("requires.facts names " + f + ", which no rule uses"));
        covered.stream().filter(kind -> !cause.coverage().contains(kind))
                .forEach(kind -> faults.add("asks for the coverage of " + kind + ", which requires.coverage does not name"));
        return faults;
    }

    private static Stream<MatchResult> groups(Pattern pattern, RuleDescr rule) {
        return pattern.matcher(Objects.toString(rule.getConsequence())).results();
    }

    private static boolean weighs(Catalog catalog, String cause, String finding) {
        return catalog.cause(cause).stream().flatMap(c -> Stream.concat(c.evidence().stream(), c.against().stream()))
                .anyMatch(e -> e.finding().equals(finding));
    }
}
