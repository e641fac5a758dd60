package io.netdx.source.live;

/** The flags and files that name a cluster contradict each other, or name none. The message is one line and says what to do next. */
public final class KubeconfigException extends RuntimeException {

    private static final long serialVersionUID = 1;

    KubeconfigException(String message) {
        super(message);
    }
}
