package io.netdx.report;

import io.netdx.fact.Plain;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Lines of at most 80 columns. Words longer than that stay whole: a name is worth more than a margin. */
final class Page {

    private static final int WIDTH = 80;

    private final Appendable out;

    Page(Appendable out) {
        this.out = out;
    }

    void line(String text) throws IOException {
        out.append(text).append('\n');
    }

    /** Text broken at blanks; {@code lead} starts the first line, {@code indent} the others. */
    void wrap(String lead, String indent, String text) throws IOException {
        broken(lead, indent, Plain.line(text), "");
    }

    /** As {@link #wrap}, for lambdas. */
    void quietly(String lead, String indent, String text) {
        try {
            wrap(lead, indent, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command, broken with backslashes so that it can be pasted. */
    void command(String indent, String command) throws IOException {
        if (!command.isEmpty()) {
            broken(indent + "$ ", " ".repeat(indent.length()) + "    ", Plain.line(command), " \\");
        }
    }

    private void broken(String lead, String indent, String text, String continued) throws IOException {
        StringBuilder line = new StringBuilder(lead);
        int used = Palette.width(lead);
        boolean empty = true;
        for (String word : text.split(" ")) {
            int width = Palette.width(word);
            if (!empty && used + 1 + width + continued.length() > WIDTH) {
                out.append(line).append(continued).append('\n');
                line = new StringBuilder(indent);
                used = indent.length();
                empty = true;
            }
            if (!empty) {
                line.append(' ');
                used++;
            }
            line.append(word);
            used += width;
            empty = false;
        }
        out.append(line).append('\n');
    }
}
