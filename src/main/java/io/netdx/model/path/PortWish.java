package io.netdx.model.path;

/**
 * A port as the user wrote it.
 *
 * @param text     number or name, empty if none was given
 * @param protocol {@code TCP}, {@code UDP}, {@code SCTP}; empty if none was given
 */
record PortWish(String text, String protocol) {

    static final PortWish NONE = new PortWish("", "");

    boolean given() {
        return !text.isEmpty();
    }

    /** The number, or 0 for a name or nothing. */
    int number() {
        return !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(text) : 0;
    }

    String protocolOr(String fallback) {
        return protocol.isEmpty() ? fallback : protocol;
    }
}
