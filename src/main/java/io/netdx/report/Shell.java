package io.netdx.report;

import java.util.ArrayList;
import java.util.List;

/** Where a command may be broken. */
final class Shell {

    private Shell() {
    }

    /**
     * Words of a command, quotes kept. Inside quotes a backslash at the end of a line would become part of the text, and behind
     * a number sign nothing continues: such stretches are one word.
     */
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        int start = -1;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote == 0 && c == ' ') {
                if (start >= 0) {
                    words.add(command.substring(start, i));
                }
                start = -1;
                continue;
            }
            if (start < 0) {
                start = i;
                if (c == '#') {
                    break;
                }
            }
            if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        if (start >= 0) {
            words.add(command.substring(start));
        }
        return words;
    }
}
