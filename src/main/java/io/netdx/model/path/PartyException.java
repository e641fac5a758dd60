package io.netdx.model.path;

/** FROM or TO that names nothing in the snapshot; the message is one line with the next step. */
public final class PartyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PartyException(String message) {
        super(message);
    }
}
