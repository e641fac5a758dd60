package io.netdx.engine.own;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** What a parsed rule reads. */
public final class RulePatterns {

    /** Facts that rules make, not facts of the cluster: their absence needs no coverage of its own. */
    private static final Set<String> MADE = Set.of("Finding", "Hypothesis", "Link", "CausedBy", "Coverage");
    private static final Pattern KIND = Pattern.compile("kind\\s*==\\s*\"(\\w+)\"");

    private RulePatterns() {
    }

    /** All patterns, those inside {@code not} and {@code or} too. */
    public static List<PatternDescr> of(BaseDescr descr) {
        List<PatternDescr> patterns = new ArrayList<>();
        if (descr instanceof PatternDescr pattern) {
            patterns.add(pattern);
        } else if (descr instanceof ConditionalElementDescr element) {
            element.getDescrs().forEach(d -> patterns.addAll(of((BaseDescr) d)));
        }
        return patterns;
    }

    /** Types of facts of the cluster. */
    public static Set<String> facts(RuleDescr rule) {
        Set<String> types = new TreeSet<>();
        of(rule.getLhs()).forEach(p -> types.add(p.getObjectType()));
        types.removeAll(MADE);
        return types;
    }

    /** Kinds whose coverage the rule asks for. */
    public static Set<String> coverage(RuleDescr rule) {
        Set<String> kinds = new TreeSet<>();
        for (PatternDescr pattern : of(rule.getLhs())) {
            Matcher kind = KIND.matcher(pattern.getDescrs().toString());
            if (pattern.getObjectType().equals("Coverage") && kind.find()) {
                kinds.add(kind.group(1));
            }
        }
        return kinds;
    }

    /** Types of facts of the cluster that the rule concludes from the lack of. */
    public static Set<String> negated(BaseDescr descr) {
        Set<String> types = new TreeSet<>();
        if (descr instanceof NotDescr not) {
            of(not).forEach(p -> types.add(p.getObjectType()));
        } else if (descr instanceof ConditionalElementDescr element) {
            element.getDescrs().forEach(d -> types.addAll(negated((BaseDescr) d)));
        }
        types.removeAll(MADE);
        return types;
    }

    public static boolean asksForCoverage(RuleDescr rule) {
        return of(rule.getLhs()).stream().anyMatch(p -> p.getObjectType().equals("Coverage"));
    }
}
