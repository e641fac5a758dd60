package io.netdx.catalog;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A loaded YAML mapping with its place, for errors that name both.
 *
 * @param value the mapping, or what stands in its place
 * @param file  as messages name it
 * @param path  fields that lead there from the top of the file, each followed by a colon and a blank
 * @param lines where its parts stand
 */
public record Yaml(Object value, String file, String path, YamlLines lines) {

    /** Code points; a report of many clusters is long. */
    private static final int LONGEST = 500_000_000;

    /**
     * The only document of a file.
     *
     * @throws IllegalArgumentException naming the file, the line and what is wrong with it
     */
    public static Yaml load(InputStream in, String file) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setAllowDuplicateKeys(false).setCodePointLimit(LONGEST).build();
        YamlLines lines = new YamlLines(settings);
        try {
            Object loaded = new Load(settings, lines).loadFromInputStream(in);
            return new Yaml(loaded == null ? Map.of() : loaded, file, "", lines);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new IllegalArgumentException(file + (line > 0 ? ":" + line : "") + ": " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** {@code file:line: what} about a field; the line is that of the mapping where the field is missing. */
    public IllegalArgumentException wrong(String field, String what) {
        return new IllegalArgumentException(place(field) + ": " + path + field + " " + what);
    }

    /** {@code file:line} of a field, else of the mapping; without a line where none is known. */
    public String place(String field) {
        int line = lines.of(value, field);
        return line > 0 ? file + ":" + line : file;
    }

    private Object get(String field) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(place("") + ": " + path + "a mapping is expected");
        }
        return map.get(field);
    }

    /** Keys of the mapping, in the order of the file. */
    public List<String> fields() {
        return value instanceof Map<?, ?> map ? map.keySet().stream().map(String::valueOf).toList() : List.of();
    }

    /** Text with its line feeds. */
    public String block(String field) {
        Object found = get(field);
        if (found == null) {
            throw wrong(field, "is missing");
        }
        return found.toString().strip();
    }

    /** One line of text. */
    public String text(String field) {
        return block(field).replace("\n", " ");
    }

    public String text(String field, String fallback) {
        return get(field) == null ? fallback : text(field);
    }

    public double number(String field) {
        try {
            return Double.parseDouble(text(field));
        } catch (NumberFormatException e) {
            throw wrong(field, "is no number: " + text(field));
        }
    }

    public List<String> texts(String field) {
        return list(value, field).stream().map(String::valueOf).toList();
    }

    public Yaml child(String field) {
        Object found = get(field);
        return new Yaml(found == null ? Map.of() : found, file, path + field + ": ", lines);
    }

    public List<Yaml> rows(String field) {
        return list(value, field).stream().map(row -> new Yaml(row, file, path + field + ": ", lines)).toList();
    }

    private static List<?> list(Object mapping, String field) {
        Object found = mapping instanceof Map<?, ?> map ? map.get(field) : null;
        return found instanceof List<?> list ? list : List.of();
    }
}
