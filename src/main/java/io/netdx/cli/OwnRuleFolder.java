package io.netdx.cli;

import io.netdx.engine.OwnRules;
import io.netdx.engine.own.RuleStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Loads what {@code --rules} names. */
final class OwnRuleFolder {

    /** Where {@code rules new} writes and {@code rules check} looks without another name. */
    static final String DEFAULT = "netdx-rules";

    private OwnRuleFolder() {
    }

    /**
     * @param folder empty for none
     * @throws io.netdx.engine.own.RulesException where the rules cannot be used
     */
    static OwnRules load(String folder) throws IOException {
        return folder.isEmpty() ? OwnRules.NONE : new RuleStore(cache(System.getenv())).of(Path.of(folder));
    }

    /** As the XDG base directory specification has it: a relative path does not count. */
    static Path cache(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = named.startsWith("/") ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("netdx");
    }
}
