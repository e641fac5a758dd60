package io.netdx.advise;

/** Figures that make no sense together; the message says what to give instead. */
public final class AdviceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public AdviceException(String message) {
        super(message);
    }
}
