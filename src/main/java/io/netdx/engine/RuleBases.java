package io.netdx.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.drools.model.Model;
import org.drools.model.Rule;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieServices;

/** Builds rule bases from the compiled rules, without the rule compiler. */
final class RuleBases {

    private RuleBases() {
    }

    static KieBase of(Collection<RuleIndex.Entry> entries) {
        // a model without a name asks the machine's secure random numbers for one
        ModelImpl model = new ModelImpl("netdx");
        List<Rule> rules = new ArrayList<>(entries.size());
        for (RuleIndex.Entry entry : entries) {
            rules.add(rule(entry));
        }
        model.withRules(rules);
        List<Model> models = List.of(model);
        return KieBaseBuilder.createKieBaseFromModel(models, KieServices.get().newKieBaseConfiguration(), new ImmutableFacts());
    }

    private static Rule rule(RuleIndex.Entry entry) {
        try {
            return (Rule) Class.forName(entry.owner()).getMethod(entry.method()).invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled rule " + entry.method() + " is missing", e);
        }
    }
}
