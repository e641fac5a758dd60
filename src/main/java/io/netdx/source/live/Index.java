package io.netdx.source.live;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The document that says what was seen of a cluster and what was refused; {@code -f} reads it back. Threads share it. */
final class Index {

    static final String FILE = "netdx-collection.json";

    private final SortedMap<String, String> collected = new TreeMap<>();
    private final SortedMap<String, String> forbidden = new TreeMap<>();
    private final SortedMap<String, String> uncollected = new TreeMap<>();
    private final SortedSet<String> absent = new TreeSet<>();

    /** @param scope {@code Kind} or {@code Kind/namespace}, all of which was seen */
    synchronized void collected(String scope) {
        collected.put(scope, "");
    }

    /** @param cure what has to be granted */
    synchronized void forbidden(String kind, String cure) {
        forbidden.putIfAbsent(kind, cure);
    }

    synchronized void uncollected(String kind, String why) {
        uncollected.putIfAbsent(kind, why);
    }

    /** A kind that is not installed. */
    synchronized void absent(String kind) {
        absent.add(kind);
    }

    /** Kinds that are not installed count as seen: there is none. */
    synchronized void settle(Predicate<String> certain) {
        absent.stream().filter(certain).forEach(this::collected);
        absent.stream().filter(certain.negate()).forEach(kind -> uncollected(kind, "the API server does not serve it, and its owner may keep it elsewhere"));
    }

    /** One entry a line, so that people can read and compare it. */
    synchronized byte[] json(String server) {
        StringBuilder json = new StringBuilder("{\n  \"apiVersion\": \"netdx/v1\",\n  \"kind\": \"Collection\",\n  \"name\": ").append(quoted(server));
        list(json, "collected", collected);
        list(json, "forbidden", forbidden);
        list(json, "uncollected", uncollected);
        return json.append("\n}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void list(StringBuilder json, String name, SortedMap<String, String> entries) {
        json.append(",\n  \"").append(name).append("\": [");
        String between = "\n    ";
        for (var entry : entries.entrySet()) {
            json.append(between).append(quoted(entry.getValue().isEmpty() ? entry.getKey() : entry.getKey() + ": " + entry.getValue()));
            between = ",\n    ";
        }
        json.append(entries.isEmpty() ? "]" : "\n  ]");
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
