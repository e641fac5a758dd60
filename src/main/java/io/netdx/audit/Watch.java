package io.netdx.audit;

/** Who looks on while snapshots are judged; called by several threads. */
public interface Watch {

    /** Nobody does. */
    Watch NOBODY = new Watch() {
    };

    /** @param remembered how many of them a journal has already */
    default void found(int snapshots, int remembered) {
    }

    default void begins(String source) {
    }

    default void ends(String source) {
    }
}
