package io.netdx.source;

import java.io.InputStream;

/** What one snapshot may still use up. */
final class Budget {

    private final Limits limits;
    private int entries;
    private long bytes;

    Budget(Limits limits) {
        this.limits = limits;
    }

    /** Takes one entry; false once there are too many. */
    boolean entry() {
        return ++entries <= limits.entries();
    }

    Bounded bound(InputStream in) {
        return new Bounded(in, limits.entryBytes(), this);
    }

    /** Counts bytes that came out of decompression; false once there are too many. */
    boolean use(long n) {
        bytes += n;
        return bytes <= limits.totalBytes();
    }

    Limits limits() {
        return limits;
    }
}
