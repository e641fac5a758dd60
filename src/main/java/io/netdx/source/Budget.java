package io.netdx.source;

/** What one snapshot may still use up. */
final class Budget {

    private final Limits limits;
    private int entries;
    private long bytes;

    Budget(Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    /** Takes one entry; false once there are too many. */
    boolean entry() {
        if (entries < limits.entries()) {
            entries++;
            return true;
        }
        return false;
    }

    /** Counts bytes of delivered files. */
    void use(long n) {
        bytes += n;
    }

    boolean spent() {
        return bytes > limits.totalBytes();
    }
}
