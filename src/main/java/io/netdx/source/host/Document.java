package io.netdx.source.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The scalars of a configuration file by path. Lists leave no trace in the path ({@code plugins.type} has the types of all
 * plugins), which is all that a diagnosis asks and keeps any depth of nesting flat.
 */
final class Document {

    static final int MAX_DEPTH = 100;
    private static final int MAX_VALUES = 20_000;
    private static final int MAX_TEXT = 4096;

    private final Map<String, List<String>> values = new HashMap<>();
    private int size;

    void add(String path, String text, int line) throws MalformedDocument {
        if (++size > MAX_VALUES) {
            throw new MalformedDocument(line, "more than " + MAX_VALUES + " values");
        }
        String kept = LineReader.clean(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
        values.computeIfAbsent(path, p -> new ArrayList<>()).add(kept);
    }

    /** The first value at a path, or the empty string. */
    String first(String path) {
        List<String> all = values.get(path);
        return all == null ? "" : all.get(0);
    }

    List<String> all(String path) {
        List<String> all = values.get(path);
        return all == null ? List.of() : List.copyOf(all);
    }

    int number(String path) {
        return Words.small(first(path), 0);
    }

    boolean has(String path) {
        return values.containsKey(path);
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
