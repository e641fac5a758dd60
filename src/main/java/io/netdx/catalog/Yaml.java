package io.netdx.catalog;

import java.util.List;
import java.util.Map;

/** A loaded YAML mapping with its place, for errors that name both. */
record Yaml(Object value, String place) {

    IllegalArgumentException wrong(String field, String what) {
        return new IllegalArgumentException(place + ": " + field + " " + what);
    }

    private Object get(String field) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(place + ": a mapping is expected");
        }
        return map.get(field);
    }

    String text(String field) {
        Object found = get(field);
        if (found == null) {
            throw wrong(field, "is missing");
        }
        return found.toString().strip().replace("\n", " ");
    }

    String text(String field, String fallback) {
        return get(field) == null ? fallback : text(field);
    }

    double number(String field) {
        try {
            return Double.parseDouble(text(field));
        } catch (NumberFormatException e) {
            throw wrong(field, "is no number: " + text(field));
        }
    }

    List<String> texts(String field) {
        return list(value, field).stream().map(Object::toString).toList();
    }

    Yaml child(String field) {
        Object found = get(field);
        return new Yaml(found == null ? Map.of() : found, place + ": " + field);
    }

    List<Yaml> rows(String field) {
        return list(value, field).stream().map(row -> new Yaml(row, place + ": " + field)).toList();
    }

    static List<?> list(Object mapping, String field) {
        Object found = mapping instanceof Map<?, ?> map ? map.get(field) : null;
        return found instanceof List<?> list ? list : List.of();
    }
}
