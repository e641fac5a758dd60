package io.netdx.engine.own;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** What every file of rules keeps to, ours and a user's: it states what is present, asks before it concludes from a lack, and does nothing else. */
public final class RuleForm {

    private static final Pattern IMPORTED = Pattern.compile("(io\\.netdx\\.(fact|finding|model|net)\\..*|java\\.util\\.(List|Map|Set))");
    /** "mode == a || == b": the rule compiler warns of it, and the next one will not take it. */
    private static final Pattern HALF = Pattern.compile("(?:\\|\\||&&)\\s*[=!<>]=?\\s");

    private RuleForm() {
    }

    /**
     * One fault for each breach.
     *
     * @param file for messages
     * @param stem {@code family/slug}, which names the package and begins each rule's name
     */
    public static List<Fault> faults(String file, String stem, PackageDescr parsed, String text) {
        List<Fault> faults = new ArrayList<>();
        String wanted = "netdx.rules." + stem.substring(0, stem.indexOf('/'));
        if (!wanted.equals(parsed.getName())) {
            faults.add(new Fault(file, 1, "the package is " + parsed.getName() + ", not " + wanted));
        }
        parsed.getImports().stream().filter(i -> !IMPORTED.matcher(i.getTarget()).matches()).forEach(i -> faults.add(
                new Fault(file, i.getLine(), "imports " + i.getTarget() + "; facts, findings, the model, List, Map and Set may be imported")));
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (HALF.matcher(lines[i]).find()) {
                faults.add(new Fault(file, i + 1, "a comparison has no left side; write it out"));
            }
        }
        parsed.getRules().forEach(rule -> faults.addAll(faults(file, stem, rule)));
        return faults;
    }

    private static List<Fault> faults(String file, String stem, RuleDescr rule) {
        List<Fault> faults = new ArrayList<>();
        if (!stem.startsWith("symptom/") && !rule.getName().startsWith(stem + ": ")) {
            faults.add(new Fault(file, rule.getLine(), "the name of rule \"" + rule.getName() + "\" does not begin with \"" + stem + ": \""));
        }
        if (rule.getSalience() != null) {
            faults.add(new Fault(file, rule.getLine(), "rule \"" + rule.getName() + "\" has a salience; rules have no order"));
        }
        String consequence = String.valueOf(rule.getConsequence());
        consequence.lines().map(String::strip).filter(l -> l.contains("(") && !l.startsWith("\"") && !l.startsWith(".")
                && !l.startsWith("$") && !l.contains(".affecting") && !l.startsWith("insertLogical")).forEach(l ->
                faults.add(new Fault(file, rule.getConsequenceLine(), "rule \"" + rule.getName() + "\" does more than insertLogical: " + l)));
        if (!RulePatterns.asksForCoverage(rule)) {
            RulePatterns.negated(rule.getLhs()).forEach(type -> faults.add(new Fault(file, rule.getLine(),
                    "rule \"" + rule.getName() + "\" concludes from a missing " + type + " without a Coverage pattern")));
        }
        return faults;
    }
}
