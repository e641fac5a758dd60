package io.netdx.report;

import io.netdx.fact.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * GitHub-flavoured Markdown in which text of a cluster stays text: no markup, no table cell of its own, no link, and no mention that
 * would call a stranger to an issue.
 */
final class Markdown {

    private static final String SPECIAL = "\\`*_{}[]()<>#+-.!|~&$^=:\"'";
    /** These have no meaning within a word, and a text full of backslashes cannot be read where nobody renders it. */
    private static final String HARMLESS_INSIDE = "-.+=:#()\"'";

    private final StringBuilder out = new StringBuilder();

    @Override
    public String toString() {
        return out.toString();
    }

    void heading(int level, String escaped) {
        out.append("#".repeat(level)).append(' ').append(escaped).append("\n\n");
    }

    void paragraph(String escaped) {
        out.append(escaped).append("\n\n");
    }

    void item(String escaped) {
        out.append("- ").append(escaped).append('\n');
    }

    void end() {
        out.append('\n');
    }

    void table(List<String> header, List<List<String>> rows) {
        row(header);
        row(header.stream().map(h -> "---").toList());
        rows.forEach(this::row);
        end();
    }

    private void row(List<String> escaped) {
        out.append("| ").append(String.join(" | ", escaped)).append(" |\n");
    }

    /** A command, as it is; line feeds of here-documents stay. */
    void command(String command) {
        String clean = Plain.block(command).strip();
        String fence = "`".repeat(Math.max(3, longestRun(clean) + 1));
        out.append(fence).append("sh\n").append(clean).append('\n').append(fence).append("\n\n");
    }

    /** A text within a paragraph, an item or a cell. Words that a site would make links or mentions of become code. */
    static String text(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Plain.line(text).split(" ")) {
            if (!word.isEmpty()) {
                words.add(live(word) ? code(word) : escaped(word));
            }
        }
        return String.join(" ", words);
    }

    private static boolean live(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return word.indexOf('@') >= 0 || lower.contains("://") || lower.contains("www.") || lower.contains("mailto:") || lower.contains("xmpp:")
                || word.matches(".*(#|GH-|gh-)[0-9].*") || word.matches("[^0-9a-zA-Z]*[0-9a-f]{7,40}[^0-9a-zA-Z]*");
    }

    private static String escaped(String word) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean inside = i > 0 && i < word.length() - 1 && HARMLESS_INSIDE.indexOf(c) >= 0 && Character.isLetterOrDigit(word.charAt(i - 1));
            boolean closing = i == word.length() - 1 && i > 0 && ".:,)\"'".indexOf(c) >= 0 && !digits(word, i);
            boolean plain = (i == 0 && "(\"'".indexOf(c) >= 0) || inside || closing;
            safe.append(SPECIAL.indexOf(c) >= 0 && !plain ? "\\" : "").append(c);
        }
        return safe.toString();
    }

    /** {@code 12.} begins a list. */
    private static boolean digits(String word, int end) {
        return word.substring(0, end).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A code span; a bar would end a cell even there, and behind a backslash parsers do not agree on what it does. */
    static String code(String text) {
        String plain = Plain.line(text).strip();
        String clean = plain.replace("|", plain.indexOf('\\') >= 0 ? "\u00a6" : "\\|");
        if (clean.isEmpty()) {
            return "";
        }
        String fence = "`".repeat(longestRun(clean) + 1);
        String pad = clean.startsWith("`") || clean.endsWith("`") ? " " : "";
        return fence + pad + clean + pad + fence;
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
