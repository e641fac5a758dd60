package io.netdx.source.transcript;

import java.util.regex.Pattern;

/** Makes plain text of what a terminal recorded: no colours, no overwritten beginnings, no control characters. */
final class Screen {

    private static final int MAX_LINE = 32 << 10;
    private static final Pattern ESCAPES = Pattern.compile(
            "\\u001b\\[[0-9;?]*[ -/]*[@-~]|\\u001b\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)?|\\u001b[@-Z\\\\-_=>()].?");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

    private Screen() {
    }

    static String plain(String line) {
        String text = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line;
        if (text.indexOf('\u001b') >= 0) {
            text = ESCAPES.matcher(text).replaceAll("");
        }
        if (text.indexOf('\r') >= 0) {
            String shown = text.replaceAll("\r+$", "");
            text = shown.substring(shown.lastIndexOf('\r') + 1);
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' && text.charAt(i) != '\t') {
                return CONTROL.matcher(text).replaceAll("");
            }
        }
        return text;
    }
}
