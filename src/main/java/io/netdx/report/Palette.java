package io.netdx.report;

import io.netdx.catalog.Severity;
import io.netdx.reason.Judgement.Verdict;

/** Colour for severities and the verdict only; the words say the same. Text of a cluster never passes through here. */
public final class Palette {

    private static final String RED = "\033[1;31m";
    private static final String YELLOW = "\033[1;33m";
    private static final String GREEN = "\033[1;32m";

    private final boolean colour;

    /** With {@code colour}, ANSI sequences; whether the terminal wants them is the caller's to know. */
    public Palette(boolean colour) {
        this.colour = colour;
    }

    String verdict(Verdict verdict) {
        return paint(verdict == Verdict.FAULTY ? RED : verdict == Verdict.HEALTHY ? GREEN : YELLOW, verdict.name());
    }

    String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> paint(RED, severity.name());
            case MEDIUM -> paint(YELLOW, severity.name());
            default -> severity.name();
        };
    }

    /** A hop's outcome or a trace's verdict, in capitals or not. */
    String outcome(String word) {
        return switch (word) {
            case "FAIL", "DENIED" -> paint(RED, word);
            case "pass", "ALLOWED" -> paint(GREEN, word);
            default -> paint(YELLOW, word);
        };
    }

    /** Level of a piece of advice, in capitals or not. */
    String level(String word) {
        return switch (word) {
            case "WARN" -> paint(RED, word);
            case "ok" -> paint(GREEN, word);
            default -> paint(YELLOW, word);
        };
    }

    private String paint(String code, String text) {
        return colour ? code + text + "\033[0m" : text;
    }

    /** Columns that a text takes: code points, our own escapes not counted. */
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
