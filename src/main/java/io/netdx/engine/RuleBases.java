package io.netdx.engine;

import io.netdx.work.Aside;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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

    static KieBase of(List<RuleIndex.Entry> entries, ClassLoader loader, Aside aside) {
        // a model without a name asks the machine's secure random numbers for one
        ModelImpl model = new ModelImpl("netdx");
        int half = (entries.size() + 1) / 2;
        Supplier<List<Rule>> second = aside.start("rules", () -> rules(entries.subList(half, entries.size()), loader));
        List<Rule> rules = rules(entries.subList(0, half), loader);
        rules.addAll(second.get());
        model.withRules(rules);
        List<Model> models = List.of(model);
        return KieBaseBuilder.createKieBaseFromModel(models, KieServices.get().newKieBaseConfiguration(), new ImmutableFacts());
    }

    private static List<Rule> rules(List<RuleIndex.Entry> entries, ClassLoader loader) {
        List<Rule> rules = new ArrayList<>();
        entries.forEach(entry -> rules.add(rule(entry, loader)));
        return rules;
    }

    private static Rule rule(RuleIndex.Entry entry, ClassLoader loader) {
        try {
            return (Rule) Class.forName(entry.owner(), true, loader).getMethod(entry.method()).invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled rule " + entry.method() + " is missing", e);
        }
    }
}
