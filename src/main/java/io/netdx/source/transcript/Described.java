package io.netdx.source.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A line of {@code kubectl describe} with the lines that are indented below it.
 *
 * @param key      before the colon, empty if the line has none
 * @param value    after the colon, or the whole line; {@code <none>} and {@code <unset>} are empty
 * @param text     the line as it stands
 * @param line     its number
 */
record Described(String key, String value, String text, int line, List<Described> children) {

    /** A root whose children are the sections of one object. */
    static Described of(List<String> lines, int first) {
        Described root = new Described("", "", "", first, new ArrayList<>());
        List<Described> open = new ArrayList<>(List.of(root));
        List<Integer> indents = new ArrayList<>(List.of(-1));
        boolean events = false;
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            if (text.isBlank()) {
                continue;
            }
            // a message of several lines starts its next ones at the margin
            int indent = events ? 2 : indent(text);
            while (indents.get(indents.size() - 1) >= indent) {
                indents.remove(indents.size() - 1);
                open.remove(open.size() - 1);
            }
            Described entry = entry(text, first + i);
            open.get(open.size() - 1).children().add(entry);
            open.add(entry);
            indents.add(indent);
            events |= indent == 0 && entry.key().equals("Events");
        }
        return root;
    }

    private static Described entry(String text, int line) {
        String bare = text.strip();
        int colon = 0;
        do {
            colon = bare.indexOf(':', colon + 1);
        } while (colon > 0 && colon + 1 < bare.length() && bare.charAt(colon + 1) != ' ' && bare.charAt(colon + 1) != '\t');
        boolean keyed = colon > 0 && colon < 100;
        String value = keyed ? bare.substring(colon + 1).strip() : bare;
        return new Described(keyed ? bare.substring(0, colon) : "", value.equals("<none>") || value.equals("<unset>") ? "" : value, text,
                line, new ArrayList<>());
    }

    private static int indent(String text) {
        int i = 0;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /** The first child of this key; an empty entry if there is none. */
    Described at(String name) {
        return children.stream().filter(c -> c.key().equals(name)).findFirst()
                .orElse(new Described(name, "", "", 0, List.of()));
    }

    boolean has(String name) {
        return children.stream().anyMatch(c -> c.key().equals(name));
    }

    String text(String name) {
        return at(name).value();
    }

    /** {@code app=cart} lines, of the value and below it. */
    Map<String, String> pairs(String name, String separator) {
        Map<String, String> pairs = new TreeMap<>();
        Described entry = at(name);
        pair(entry.value(), separator, pairs);
        entry.children().forEach(c -> pair(c.text().strip(), separator, pairs));
        return pairs;
    }

    private static void pair(String text, String separator, Map<String, String> into) {
        int at = text.indexOf(separator);
        if (at > 0) {
            into.put(text.substring(0, at), text.substring(at + separator.length()).strip());
        }
    }
}
