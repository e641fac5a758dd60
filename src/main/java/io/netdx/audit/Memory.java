package io.netdx.audit;

import java.util.concurrent.Semaphore;

/** Lets as many snapshots be judged at once as fit; one that alone is too large is judged alone. */
final class Memory {

    private static final long UNIT = 1 << 20;

    private final Semaphore free;
    private final int all;

    /** @param bytes that all together may take */
    Memory(long bytes) {
        this.all = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
        this.free = new Semaphore(all, true);
    }

    private int units(Footprint one) {
        return (int) Math.max(1, Math.min(all, one.bytes() / UNIT));
    }

    void take(Footprint one) throws InterruptedException {
        free.acquire(units(one));
    }

    void give(Footprint one) {
        free.release(units(one));
    }
}
