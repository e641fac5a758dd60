package io.netdx.fact;

/**
 * Makes text that came from a cluster safe to show. An event may hold terminal escapes, a name may hold a right-to-left
 * override: both would let the cluster's user write what the operator believes to be our words.
 */
public final class Plain {

    private Plain() {
    }

    /**
     * One line: line ends and tabs become spaces; other control characters, invisible and direction-changing ones, private
     * ones and broken surrogates become {@code ?}.
     */
    public static String line(String text) {
        return clean(text, false);
    }

    /** As {@link #line}, but line feeds stay; for commands of the catalogue that hold a here-document. */
    public static String block(String text) {
        return clean(text, true);
    }

    private static String clean(String text, boolean keepLines) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && !(keepLines && c == '\n') || c > '~') {
                return replace(text, keepLines);
            }
        }
        return text;
    }

    private static String replace(String text, boolean keepLines) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
                continue;
            }
            out.appendCodePoint(keepLines && c == '\n' ? c : shown(c));
        }
        String cleaned = out.toString();
        // a good name is kept by many facts: no second copy of it
        return cleaned.equals(text) ? text : cleaned;
    }

    private static int shown(int c) {
        if (c == '\n' || c == '\r' || c == '\t') {
            return ' ';
        }
        switch (Character.getType(c)) {
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return ' ';
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
                return '?';
            default:
                return c;
        }
    }
}
