package io.netdx.source.decode;

import io.netdx.source.Limit;
import io.netdx.source.Problem;
import java.util.Optional;

/** A document that is not well-formed, or goes beyond a limit; with its line. */
final class DecodeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final Optional<Limit> limit;

    DecodeException(int line, String message) {
        super(message);
        this.line = line;
        this.limit = Optional.empty();
    }

    DecodeException(int line, Limit limit, String message) {
        super(message);
        this.line = line;
        this.limit = Optional.of(limit);
    }

    int line() {
        return line;
    }

    Problem at(String file) {
        String place = line > 0 ? file + ":" + line : file;
        return limit.isPresent() ? Problem.of(limit.get(), place, getMessage()) : new Problem(place, getMessage());
    }
}
