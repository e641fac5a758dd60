package io.netdx.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Compares a report in JSON with what was injected: says what is missing and what else is blamed. Consequences and standing risks are
 * no blame. Arguments: the report and {@code expected.txt}.
 */
final class LargeVerdict {

    private String id = "";
    private String role = "";
    private String state = "";
    private String subject = "";

    private LargeVerdict() {
    }

    public static void main(String[] args) throws IOException {
        TreeSet<String> expected = new TreeSet<>(Files.readAllLines(Path.of(args[1])));
        TreeSet<String> found = new TreeSet<>();
        int diagnoses = 0;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), Files.newInputStream(Path.of(args[0])))) {
            boolean inside = false;
            for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
                if (t == JsonToken.PROPERTY_NAME && parser.streamReadContext().getNestingDepth() == 1) {
                    inside = parser.currentName().equals("diagnoses");
                } else if (inside && t == JsonToken.START_OBJECT && parser.streamReadContext().getNestingDepth() == 3) {
                    LargeVerdict one = new LargeVerdict();
                    one.read(parser);
                    diagnoses++;
                    if (one.role.equals("root") && one.state.equals("active")) {
                        found.add(one.id + " " + one.subject);
                    }
                }
            }
        }
        TreeSet<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        TreeSet<String> others = new TreeSet<>(found);
        others.removeAll(expected);
        System.out.println(expected.size() - missing.size() + " of " + expected.size() + " injected faults found, " + others.size() + " others blamed, " + diagnoses
                + " diagnoses in all" + (missing.isEmpty() ? "" : "; missing: " + missing) + (others.isEmpty() ? "" : "; others: " + others.stream().limit(5).toList()));
        System.out.close();
    }

    /** The fields of one diagnosis, to its end. */
    private void read(JsonParser parser) {
        int depth = parser.streamReadContext().getNestingDepth();
        while (parser.nextToken() != JsonToken.END_OBJECT || parser.streamReadContext().getNestingDepth() >= depth) {
            boolean own = parser.streamReadContext().getNestingDepth() == depth;
            if (parser.currentToken() == JsonToken.VALUE_STRING && own) {
                switch (parser.currentName()) {
                    case "id" -> id = parser.getString();
                    case "role" -> role = parser.getString();
                    case "state" -> state = parser.getString();
                    default -> { }
                }
            } else if (parser.currentToken() == JsonToken.START_OBJECT && "subject".equals(parser.currentName())
                    && parser.streamReadContext().getNestingDepth() == depth + 1) {
                subject = subject(parser);
            }
        }
    }

    private static String subject(JsonParser parser) {
        StringBuilder subject = new StringBuilder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                subject.append(subject.isEmpty() ? "" : "/").append(parser.getString());
            }
        }
        return subject.toString();
    }
}
