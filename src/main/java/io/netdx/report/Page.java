package io.netdx.report;

import io.netdx.fact.Plain;
import java.util.List;

/**
 * Lines of a given width. Every text is cleaned here, at the last moment, so that nothing from a cluster reaches a terminal
 * unclean. A {@code lead} is ours and may hold colour.
 */
final class Page {

    private static final int SOME = 4;

    private final StringBuilder out = new StringBuilder();
    private final int width;
    private int lineStart;

    Page(int width) {
        this.width = width;
    }

    /** Everything so far. */
    @Override
    public String toString() {
        return out.toString();
    }

    /** An empty line, unless there is one already. */
    void gap() {
        int end = out.length();
        if (end > 1 && out.charAt(end - 2) != '\n') {
            out.append('\n');
        }
    }

    /** Prose behind {@code lead}; further lines stand under its end. */
    void text(String lead, String text) {
        text(lead, Palette.width(lead), text, Integer.MAX_VALUE);
    }

    /** Prose cut to {@code most} lines; further lines stand at column {@code hang}. */
    void text(String lead, int hang, String text, int most) {
        String clean = Plain.line(text);
        start(lead);
        int lines = 1;
        int used = Palette.width(lead);
        boolean fresh = true;
        for (int at = 0; at < clean.length();) {
            int end = clean.indexOf(' ', at);
            end = end < 0 ? clean.length() : end;
            int word = clean.codePointCount(at, end);
            if (word == 0) {
                at++;
            } else if (used + (fresh ? 0 : 1) + word <= width) {
                out.append(fresh ? "" : " ").append(clean, at, end);
                used += (fresh ? 0 : 1) + word;
                fresh = false;
                at = end + 1;
            } else if (lines == most) {
                elide(used);
                break;
            } else if (fresh) {
                int cut = clean.offsetByCodePoints(at, Math.max(1, width - used));
                out.append(clean, at, cut);
                used = width;
                fresh = false;
                at = cut;
            } else {
                newLine(hang);
                lines++;
                used = hang;
                fresh = true;
            }
        }
        end();
    }

    private void elide(int used) {
        if (used + 2 > width) {
            out.setLength(out.offsetByCodePoints(out.length(), width - 2 - used));
        }
        out.append(" …");
    }

    /** Adds a place to the last line if it fits, else on a line of its own, without its beginning if it is too long. */
    void place(int hang, String place) {
        if (place.isEmpty()) {
            return;
        }
        String clean = Plain.line(place);
        int length = Palette.width(clean);
        int room = width - Palette.width(out.substring(lineStart, out.length() - 1)) - 2;
        if (length <= room) {
            out.insert(out.length() - 1, "  " + clean);
            return;
        }
        start(" ".repeat(hang));
        int most = width - hang;
        out.append(length <= most ? clean : "…" + clean.substring(clean.offsetByCodePoints(clean.length(), 1 - most)));
        end();
    }

    /** A single line, cut where it is too long. */
    void single(String lead, String text) {
        text(lead, Palette.width(lead), text, 1);
    }

    /** A command that can be copied: broken only between words, with backslashes; a longer word stays whole. */
    void command(String lead, String command) {
        String clean = Plain.block(command);
        if (clean.indexOf('\n') >= 0) {
            // A here-document ends at a word that stands at the start of its line.
            text(lead, "");
            out.append(clean).append('\n');
            return;
        }
        int hang = Palette.width(lead);
        start(lead);
        int used = hang;
        boolean fresh = true;
        List<String> words = Shell.words(clean);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int length = Palette.width(word);
            int continued = i + 1 < words.size() ? 2 : 0;
            if (!fresh && used + 1 + length + continued > width) {
                out.append(" \\");
                newLine(hang + SOME);
                used = hang + SOME;
                fresh = true;
            }
            out.append(fresh ? "" : " ").append(word);
            used += (fresh ? 0 : 1) + length;
            fresh = false;
        }
        end();
    }

    /** A table as kubectl's: upper-case headers, two blanks between columns, no borders, as wide as it must be. */
    void table(String indent, List<String> header, List<List<String>> rows) {
        int[] widths = new int[header.size()];
        measure(header, widths);
        for (List<String> row : rows) {
            measure(row, widths);
        }
        row(indent, header, widths);
        for (List<String> row : rows) {
            row(indent, row, widths);
        }
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Palette.width(cell(row.get(i))));
        }
    }

    private void row(String indent, List<String> row, int[] widths) {
        start(indent);
        for (int i = 0; i < widths.length; i++) {
            String cell = cell(row.get(i));
            out.append(cell);
            if (i + 1 < widths.length) {
                out.append(" ".repeat(widths[i] - Palette.width(cell) + 2));
            }
        }
        end();
    }

    private static String cell(String text) {
        return text.isEmpty() ? "<none>" : Plain.line(text);
    }

    private void start(String lead) {
        lineStart = out.length();
        out.append(lead);
    }

    private void newLine(int hang) {
        end();
        start(" ".repeat(hang));
    }

    private void end() {
        int end = out.length();
        while (end > lineStart && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
        out.append('\n');
    }
}
