package io.netdx.source.decode;

import io.netdx.fact.TextMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One object of a document while it is being decoded: a value with its line. Lives only until the object has become a
 * record, or longer where other objects say the same. Missing fields are the empty tree, so that a chain of {@link #at} never fails.
 */
public final class Tree {

    public enum Type { MISSING, NULL, SCALAR, OBJECT, ARRAY }

    public static final Tree MISSING = new Tree(Type.MISSING, "", Map.of(), List.of(), 0);

    private final Type type;
    private final String text;
    private final Map<String, Tree> fields;
    private final List<Tree> items;
    private int line;
    private boolean kept;
    /** What a decoder made of it last. */
    private Object made = this;

    private Tree(Type type, String text, Map<String, Tree> fields, List<Tree> items, int line) {
        this.type = type;
        this.text = text;
        this.fields = fields;
        this.items = items;
        this.line = line;
    }

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

    public Type type() {
        return type;
    }

    /** Scalar text, or the empty string. */
    public String text() {
        return text;
    }

    /** Fields of a mapping, in document order. */
    public Map<String, Tree> fields() {
        return fields;
    }

    /** Items of a sequence. */
    public List<Tree> items() {
        return items;
    }

    /** 1-based line of a mapping or sequence, 0 if missing; that of another object where it is shared. */
    public int line() {
        return line;
    }

    /** This, as one that may come to stand in another object too and that nobody changes once it is read. */
    Tree keep() {
        kept = true;
        return this;
    }

    /**
     * Puts an item where it stands in the file.
     *
     * @param lines of the file that were not counted when it was read
     * @param wide  whether anybody asks for the lines of what it specifies, too
     */
    void moveDown(int lines, boolean wide) {
        // the others have no line, and are shared
        if (type == Type.OBJECT || type == Type.ARRAY) {
            line += lines;
        }
        if (wide) {
            at("spec").fields.forEach((name, value) -> value.moveDown(lines, false));
            at("data").fields.forEach((name, value) -> value.moveDown(lines, false));
        }
    }

    /**
     * What is made of this value, once for all objects that share it.
     *
     * @param form tells one thing that is made of a value from another
     */
    <T> T made(Class<T> form, Function<Tree, T> maker) {
        if (form.isInstance(made)) {
            return form.cast(made);
        }
        T fresh = maker.apply(this);
        if (kept || type == Type.SCALAR) {
            made = fresh;
        }
        return fresh;
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
        Tree field = at(name);
        return field.type == Type.SCALAR ? field.made(Instant.class, scalar -> Times.parse(scalar.text)) : Instant.EPOCH;
    }

    /** Scalar items. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String name) {
        List<Tree> list = at(name).items;
        return list.isEmpty() ? List.of() : (List<String>) at(name).made(List.class, array -> {
            List<String> texts = new ArrayList<>(list.size());
            for (Tree item : list) {
                if (item.type == Type.SCALAR) {
                    texts.add(item.text);
                }
            }
            return List.copyOf(texts);
        });
    }

    /** Scalar fields, sorted by name. */
    @SuppressWarnings("unchecked")
    public Map<String, String> map(String name) {
        Map<String, Tree> object = at(name).fields;
        return object.isEmpty() ? Map.of() : (Map<String, String>) at(name).made(Map.class, mapping -> {
            SortedMap<String, String> map = new TreeMap<>();
            object.forEach((key, value) -> {
                if (value.type == Type.SCALAR) {
                    map.put(key, value.text);
                }
            });
            return TextMap.of(map);
        });
    }

    public List<Tree> list(String name) {
        return at(name).items;
    }
}
