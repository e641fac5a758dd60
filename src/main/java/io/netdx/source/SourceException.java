package io.netdx.source;

/** Nothing of the source could be read. The message is one line and says what to do next. */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }
}
