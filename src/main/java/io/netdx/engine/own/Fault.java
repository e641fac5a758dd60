package io.netdx.engine.own;

import io.netdx.fact.Plain;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a rule.
 *
 * @param file as the user may open it
 * @param line 1-based; 0 if unknown
 */
public record Fault(String file, int line, String text) implements Comparable<Fault> {

    private static final Pattern PLACED = Pattern.compile("(.*?)(?::(\\d+))?: (.*)", Pattern.DOTALL);

    /** Of {@code file:line: text} or {@code file: text}. */
    static Fault parse(String text) {
        Matcher placed = PLACED.matcher(text);
        return placed.matches() ? new Fault(placed.group(1), placed.group(2) == null ? 0 : Integer.parseInt(placed.group(2)), placed.group(3))
                : new Fault("", 0, text);
    }

    @Override
    public int compareTo(Fault other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : text.compareTo(other.text);
    }

    /** {@code file:line: text}. */
    @Override
    public String toString() {
        return Plain.line(file + (line > 0 ? ":" + line : "") + ": " + text);
    }
}
