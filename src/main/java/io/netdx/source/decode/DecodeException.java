package io.netdx.source.decode;

import io.netdx.source.Problem;

/** A document that is not well-formed, or goes beyond a limit; with its line. */
final class DecodeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    DecodeException(int line, String message) {
        super(message);
        this.line = line;
    }

    int line() {
        return line;
    }

    Problem at(String place) {
        return new Problem(line > 0 ? place + ":" + line : place, getMessage());
    }
}
