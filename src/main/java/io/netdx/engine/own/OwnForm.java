package io.netdx.engine.own;

import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** What the rules of a user may not hold, though the language has it: whatever could be code rather than a pattern. */
final class OwnForm {

    private OwnForm() {
    }

    static List<Fault> faults(String file, PackageDescr parsed) {
        List<Fault> faults = new ArrayList<>();
        parsed.getFunctions().forEach(f -> refuse(faults, file, f, "a function"));
        parsed.getFunctionImports().forEach(f -> refuse(faults, file, f, "an imported function"));
        parsed.getAccumulateImports().forEach(f -> refuse(faults, file, f, "an imported accumulate function"));
        parsed.getGlobals().forEach(g -> refuse(faults, file, g, "a global"));
        parsed.getTypeDeclarations().forEach(t -> refuse(faults, file, t, "a declared type"));
        parsed.getEnumDeclarations().forEach(t -> refuse(faults, file, t, "a declared type"));
        parsed.getEntryPointDeclarations().forEach(e -> refuse(faults, file, e, "an entry point"));
        parsed.getWindowDeclarations().forEach(w -> refuse(faults, file, w, "a window"));
        parsed.getAttributes().forEach(a -> refuse(faults, file, a, "an attribute"));
        for (RuleDescr rule : parsed.getRules()) {
            if (rule instanceof QueryDescr) {
                refuse(faults, file, rule, "a query");
            }
            rule.getAttributes().values().forEach(a -> refuse(faults, file, a, "the attribute " + a.getName()));
            if (!rule.getNamedConsequences().isEmpty()) {
                refuse(faults, file, rule, "a named consequence");
            }
            conditions(faults, file, rule.getLhs());
        }
        return faults;
    }

    private static void conditions(List<Fault> faults, String file, BaseDescr descr) {
        if (descr instanceof PatternDescr pattern) {
            if (pattern.getSource() != null) {
                refuse(faults, file, pattern, "from, collect or accumulate");
            }
            if (pattern.getBehaviors() != null && !pattern.getBehaviors().isEmpty()) {
                refuse(faults, file, pattern, "a window");
            }
        } else if (descr instanceof AndDescr || descr instanceof OrDescr || descr instanceof NotDescr || descr instanceof ExistsDescr) {
            ((ConditionalElementDescr) descr).getDescrs().forEach(d -> conditions(faults, file, (BaseDescr) d));
        } else {
            refuse(faults, file, descr, descr.getClass().getSimpleName().replace("Descr", "").toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static void refuse(List<Fault> faults, String file, BaseDescr descr, String what) {
        faults.add(new Fault(file, Math.max(0, descr.getLine()), "own rules cannot hold " + what + "; patterns, not, or, exists and insertLogical say it all"));
    }
}
