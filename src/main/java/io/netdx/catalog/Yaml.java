package io.netdx.catalog;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A loaded YAML mapping with its place, for errors that name both. */
public record Yaml(Object value, String place) {

    /**
     * The only document of a file of ours.
     *
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static Yaml load(InputStream in, String file) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setAllowDuplicateKeys(false).build();
        try {
            Object loaded = new Load(settings).loadFromInputStream(in);
            return new Yaml(loaded == null ? Map.of() : loaded, file);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    public IllegalArgumentException wrong(String field, String what) {
        return new IllegalArgumentException(place + ": " + field + " " + what);
    }

    private Object get(String field) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(place + ": a mapping is expected");
        }
        return map.get(field);
    }

    /** Keys of the mapping, in the order of the file. */
    public List<String> fields() {
        return value instanceof Map<?, ?> map ? map.keySet().stream().map(Object::toString).toList() : List.of();
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
        return list(value, field).stream().map(Object::toString).toList();
    }

    public Yaml child(String field) {
        Object found = get(field);
        return new Yaml(found == null ? Map.of() : found, place + ": " + field);
    }

    public List<Yaml> rows(String field) {
        return list(value, field).stream().map(row -> new Yaml(row, place + ": " + field)).toList();
    }

    static List<?> list(Object mapping, String field) {
        Object found = mapping instanceof Map<?, ?> map ? map.get(field) : null;
        return found instanceof List<?> list ? list : List.of();
    }
}
