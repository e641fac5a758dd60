package io.netdx.source.host;

/** A document that does not parse, with its line (0 if unknown). The message is one line without control characters. */
final class MalformedDocument extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MAX_MESSAGE = 160;

    private final int line;

    MalformedDocument(int line, String message) {
        super(oneLine(message));
        this.line = line;
    }

    int line() {
        return line;
    }

    private static String oneLine(String message) {
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        StringBuilder clean = new StringBuilder();
        first.codePoints().limit(MAX_MESSAGE).filter(c -> !Character.isISOControl(c)).forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
