package io.netdx.report;

/** Colour for the verdict only; the words say the same. Text of a cluster never passes through here. */
public final class Palette {

    private final boolean colour;

    public Palette(boolean colour) {
        this.colour = colour;
    }

    String bad(String text) {
        return paint("\033[1;31m", text);
    }

    String warn(String text) {
        return paint("\033[1;33m", text);
    }

    String good(String text) {
        return paint("\033[1;32m", text);
    }

    private String paint(String code, String text) {
        return colour ? code + text + "\033[0m" : text;
    }

    /** Columns that a text takes, escapes not counted. */
    static int width(String text) {
        int width = 0;
        boolean escape = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escape) {
                escape = c != 'm';
            } else if (c == '\033') {
                escape = true;
            } else if (!Character.isLowSurrogate(c)) {
                width++;
            }
        }
        return width;
    }
}
