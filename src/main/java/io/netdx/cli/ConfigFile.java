package io.netdx.cli;

import io.netdx.catalog.Severity;
import io.netdx.catalog.Yaml;
import io.netdx.fact.Plain;
import io.netdx.model.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The file of {@code --config}: each key is an option without its dashes and stands in for it where the command line does not give it. What
 * both give, the command line decides.
 *
 * @param options    by long name, as on the command line
 * @param severities by cause, alias or family
 * @param outputs    formats, as {@code -o} takes them
 */
record ConfigFile(Map<String, String> options, Map<String, Severity> severities, List<String> outputs) implements IDefaultValueProvider {

    static final ConfigFile NONE = new ConfigFile(Map.of(), Map.of(), List.of());

    private static final String SEVERITY = "severity";
    private static final String LIMIT = "limit";
    private static final String OUTPUT = "output";
    private static final List<String> TEXTS = List.of("fail-on", "min-coverage", "timeout", "color", "experimental", "ignore-annotations", "show-suppressed",
            "today", "suppressions", "rules", "parallel", "folders", "baseline", "fail-on-new", "resume");
    private static final List<String> LISTS = List.of("include", "exclude");

    /** @throws UsageException with the place of what is wrong */
    static ConfigFile read(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return of(Yaml.load(in, Plain.line(file)));
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("--config " + Plain.line(file) + " cannot be read; give a YAML file", e);
        } catch (IllegalArgumentException e) {
            throw new UsageException(Plain.line(String.valueOf(e.getMessage())), e);
        }
    }

    /** The file that a command line names. */
    static ConfigFile named(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--config=")) {
                return read(args[i].substring("--config=".length()));
            } else if (args[i].equals("--config") && i + 1 < args.length) {
                return read(args[i + 1]);
            }
        }
        return NONE;
    }

    private static ConfigFile of(Yaml yaml) {
        Map<String, String> options = new LinkedHashMap<>();
        Map<String, Severity> severities = new LinkedHashMap<>();
        List<String> outputs = List.of();
        for (String key : yaml.fields()) {
            if (TEXTS.contains(key)) {
                options.put("--" + key, yaml.text(key));
            } else if (LISTS.contains(key)) {
                options.put("--" + key, yaml.texts(key).isEmpty() ? yaml.text(key) : String.join(",", yaml.texts(key)));
            } else if (key.equals(LIMIT)) {
                Yaml limits = yaml.child(key);
                options.put("--" + key, String.join(",", limits.fields().stream().map(name -> name + "=" + limits.text(name)).toList()));
            } else if (key.equals(OUTPUT)) {
                outputs = yaml.texts(key).isEmpty() ? List.of(yaml.text(key)) : yaml.texts(key);
            } else if (key.equals(SEVERITY)) {
                Yaml levels = yaml.child(key);
                levels.fields().forEach(id -> severities.put(id, level(levels, id)));
            } else {
                List<String> known = new ArrayList<>(TEXTS);
                known.addAll(LISTS);
                known.addAll(List.of(LIMIT, OUTPUT, SEVERITY));
                List<String> near = Spelling.near(key, known, 1);
                throw yaml.wrong(key, "is no setting" + (near.isEmpty() ? "; there are " + String.join(", ", known) : " (did you mean " + near.get(0) + "?)"));
            }
        }
        return new ConfigFile(options, severities, outputs);
    }

    private static Severity level(Yaml levels, String id) {
        try {
            return Severity.valueOf(levels.text(id).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw levels.wrong(id, "is no severity: info, low, medium, high or critical");
        }
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? option.longestName() : "";
        String value = options.get(name);
        return value == null ? argument.defaultValue() : value;
    }
}
