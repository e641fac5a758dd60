package io.netdx.source.decode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One object of a document while it is being decoded: a value with its line. Lives only until the object has become a
 * record. Missing fields are the empty tree, so that a chain of {@link #at} never fails.
 *
 * @param text   scalar text, or the empty string
 * @param fields fields of a mapping, in document order
 * @param items  items of a sequence
 * @param line   1-based line of a mapping or sequence, 0 if missing
 */
public record Tree(Type type, String text, Map<String, Tree> fields, List<Tree> items, int line) {

    public enum Type { MISSING, NULL, SCALAR, OBJECT, ARRAY }

    public static final Tree MISSING = new Tree(Type.MISSING, "", Map.of(), List.of(), 0);

    public static Tree scalar(String text, int line) {
        return new Tree(Type.SCALAR, text, Map.of(), List.of(), line);
    }

    public static Tree nothing(int line) {
        return new Tree(Type.NULL, "", Map.of(), List.of(), line);
    }

    public static Tree object(int line) {
        return new Tree(Type.OBJECT, "", new Fields(), List.of(), line);
    }

    public static Tree array(int line) {
        return new Tree(Type.ARRAY, "", Map.of(), new ArrayList<>(), line);
    }

    public boolean present() {
        return type != Type.MISSING && type != Type.NULL;
    }

    public Tree at(String name) {
        return fields.getOrDefault(name, MISSING);
    }

    public Tree at(String name, String nested) {
        return at(name).at(nested);
    }

    public String text(String name) {
        return at(name).text;
    }

    public String text(String name, String fallback) {
        Tree field = at(name);
        return field.type == Type.SCALAR && !field.text.isEmpty() ? field.text : fallback;
    }

    public boolean flag(String name) {
        return at(name).text.equals("true");
    }

    public int number(String name) {
        return number(name, 0);
    }

    /** A whole number; the fallback where the field is missing or is no number. */
    public int number(String name, int fallback) {
        String digits = at(name).text;
        if (digits.isEmpty() || digits.length() > 11) {
            return fallback;
        }
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return fallback;
        }
    }

    public Instant instant(String name) {
        return Times.parse(at(name).text);
    }

    public List<String> texts(String name) {
        List<Tree> list = at(name).items;
        if (list.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Tree item : list) {
            if (item.type == Type.SCALAR) {
                texts.add(item.text);
            }
        }
        return List.copyOf(texts);
    }

    /** Scalar fields, sorted by name. */
    public Map<String, String> map(String name) {
        Map<String, Tree> object = at(name).fields;
        if (object.isEmpty()) {
            return Map.of();
        }
        Map<String, String> map = new TreeMap<>();
        object.forEach((key, value) -> {
            if (value.type == Type.SCALAR) {
                map.put(key, value.text);
            }
        });
        return Collections.unmodifiableMap(map);
    }

    public List<Tree> list(String name) {
        return at(name).items;
    }
}
