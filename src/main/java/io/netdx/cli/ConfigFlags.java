package io.netdx.cli;

import io.netdx.catalog.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** Settings of a user or a team. {@link Main} reads the file itself, for it stands in for other options. */
final class ConfigFlags {

    @Option(names = "--config", paramLabel = "FILE", defaultValue = "",
            description = "YAML file whose keys are options without their dashes, such as fail-on: medium; the command line wins over it")
    private String file;

    @Option(names = "--severity", paramLabel = "ID=LEVEL", split = ",",
            description = "Another severity for a cause, alias or family; repeatable. It counts for --fail-on and is shown; nothing is judged otherwise")
    private List<String> levels = new ArrayList<>();

    /** @param given on the command line; where that is nothing, what the file says counts */
    List<String> outputs(List<String> given) {
        return given.isEmpty() && !file.isEmpty() ? ConfigFile.read(file).outputs() : given;
    }

    Severities severities() {
        Map<String, Severity> all = new LinkedHashMap<>(file.isEmpty() ? Map.of() : ConfigFile.read(file).severities());
        for (String level : levels) {
            int equals = level.indexOf('=');
            try {
                all.put(level.substring(0, Math.max(0, equals)), Severity.valueOf(level.substring(equals + 1).toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--severity takes ID=LEVEL, such as dns/single-server=info, with a level of info, low, medium, high or critical", e);
            }
        }
        return new Severities(all);
    }
}
