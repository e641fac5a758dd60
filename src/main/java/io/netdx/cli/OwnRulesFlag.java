package io.netdx.cli;

import io.netdx.engine.OwnRules;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The option {@code --rules} of every command that knows causes. */
final class OwnRulesFlag {

    @Option(names = "--rules", paramLabel = "DIR", defaultValue = "", description = "Know the causes of your own rules in this folder too; netdx rules check tells what is wrong with them")
    private String folder;

    /** Empty for none. */
    String folder() {
        return folder;
    }

    /** @throws io.netdx.engine.own.RulesException where the rules cannot be used */
    OwnRules load() throws IOException {
        return OwnRuleFolder.load(folder);
    }
}
