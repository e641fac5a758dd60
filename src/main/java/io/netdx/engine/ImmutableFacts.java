package io.netdx.engine;

import org.kie.api.conf.ConfigurationKey;
import org.kie.api.conf.OptionKey;
import org.kie.api.conf.OptionsConfiguration;
import org.kie.internal.builder.KnowledgeBuilderConfiguration;
import org.kie.internal.builder.conf.KnowledgeBuilderOption;
import org.kie.internal.builder.conf.MultiValueKieBuilderOption;
import org.kie.internal.builder.conf.PropertySpecificOption;
import org.kie.internal.builder.conf.SingleValueKieBuilderOption;

/**
 * Tells the builder of rule bases that no rule ever modifies a fact. By default it searches every fact class for properties, by
 * reflection, so that rules can react to the change of one: a good part of a cold start.
 */
final class ImmutableFacts implements KnowledgeBuilderConfiguration {

    @Override
    @SuppressWarnings("unchecked")
    public <C extends SingleValueKieBuilderOption> C getOption(OptionKey<C> key) {
        if (!PropertySpecificOption.KEY.equals(key)) {
            throw new UnsupportedOperationException("no value for " + key.name());
        }
        return (C) (Object) PropertySpecificOption.DISABLED;
    }

    @Override
    public <C extends KnowledgeBuilderOption> void setOption(C option) {
        throw new UnsupportedOperationException("fixed");
    }

    @Override
    public boolean setProperty(String name, String value) {
        return false;
    }

    @Override
    public String getProperty(String name) {
        return "";
    }

    @Override
    public void makeImmutable() {
    }

    @Override
    public ClassLoader getClassLoader() {
        return ImmutableFacts.class.getClassLoader();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <X extends OptionsConfiguration<KnowledgeBuilderOption, SingleValueKieBuilderOption,
            MultiValueKieBuilderOption>>
            X as(ConfigurationKey<X> key) {
        return (X) (Object) this;
    }
}
