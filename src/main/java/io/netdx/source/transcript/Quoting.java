package io.netdx.source.transcript;

import java.util.regex.Pattern;

/**
 * What a ticket, a mail or a chat puts around what a terminal showed: fences, signs of quoting, the indent of a block. All of it is taken
 * off; a fence tells where something quoted begins and ends.
 */
final class Quoting {

    /** Markdown, and {@code {noformat}} or {@code {code:bash}} of Jira. */
    private static final Pattern FENCE = Pattern.compile("(?:```|~~~).*|\\{(?:noformat|code)(?::[^{}]{0,60})?}");
    private static final int BLOCK = 4;

    private boolean within;
    private boolean begins;
    private boolean ends;
    private boolean quoted;
    private boolean afterBlank = true;
    private int indent;

    static boolean fence(String line) {
        return !line.isEmpty() && "`~{".indexOf(line.charAt(0)) >= 0 && FENCE.matcher(line).matches();
    }

    /** The last line was a fence with something quoted after it. */
    boolean begins() {
        return begins;
    }

    /** Something quoted has ended before or with the last line, which is empty if it was a fence. */
    boolean ends() {
        return ends;
    }

    /**
     * The line without what is around it; empty for a fence.
     *
     * @param idle no command's output goes on: only then may what is quoted be indented, as below an item of a list
     */
    String plain(String line, boolean idle) {
        String text = unquoted(line);
        int margin = margin(text);
        begins = false;
        ends = false;
        if (fence(text.substring(margin)) && (margin == 0 || idle || within && margin <= indent)) {
            ends = within;
            begins = !within;
            within = begins;
            indent = begins ? margin : 0;
            return "";
        }
        if (text.isBlank()) {
            afterBlank = true;
            return text;
        }
        if (!within) {
            boolean block = margin >= BLOCK && (indent > 0 && margin >= indent || idle && afterBlank && shown(text.substring(margin)));
            ends = indent > 0 && !block;
            indent = !block ? 0 : indent > 0 ? indent : margin;
        }
        afterBlank = false;
        return text.substring(Math.min(margin, indent));
    }

    private String unquoted(String line) {
        if (!line.startsWith(">")) {
            quoted = false;
            return line;
        }
        String inner = line.substring(line.startsWith("> ") ? 2 : 1);
        // "> kubectl …" may also be a prompt: only what needs no such prompt is surely quoted
        quoted = quoted || fence(inner) || shown(inner);
        return quoted ? inner : line;
    }

    private static boolean shown(String text) {
        return Table.header(text) || Command.ofLine(text).filter(t -> !t.prompt().isBlank()).isPresent();
    }

    private static int margin(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
