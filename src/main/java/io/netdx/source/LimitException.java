package io.netdx.source;

import java.io.IOException;

/** A layer of a source went beyond a limit. */
final class LimitException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Limit limit;

    LimitException(Limit limit, String message) {
        super(message);
        this.limit = limit;
    }

    Limit limit() {
        return limit;
    }
}
