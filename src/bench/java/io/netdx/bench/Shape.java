package io.netdx.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An object of the API as real clusters show it, one line of JSON, with {@code @names@} where objects differ. */
final class Shape {

    private final List<String> parts = new ArrayList<>();

    /** Reads {@code <name>.json}. */
    static Shape of(Path folder, String name) {
        try {
            return new Shape(Files.readString(folder.resolve(name + ".json")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the shape of a " + name, e);
        }
    }

    /** Text stands at even places, names at odd ones. An at sign that is none of a name stands for itself. */
    private Shape(String text) {
        int from = 0;
        int at = text.indexOf('@');
        while (at >= 0) {
            int end = at + 1;
            while (Character.isLetter(text.charAt(end))) {
                end++;
            }
            if (text.charAt(end) == '@' && end > at + 1) {
                parts.add(text.substring(from, at));
                parts.add(text.substring(at + 1, end));
                from = end + 1;
            }
            at = text.indexOf('@', Math.max(from, end));
        }
        parts.add(text.substring(from));
    }

    /** The object with these values; a missing one is a mistake of the caller. */
    void append(StringBuilder to, Map<String, String> values) {
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (i % 2 == 1) {
                String value = values.get(part);
                if (value == null) {
                    throw new IllegalArgumentException("no value for @" + part + "@");
                }
                part = value;
            }
            to.append(part);
        }
    }
}
