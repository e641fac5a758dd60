package io.netdx.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The content of one entry, cut at the limits. Closing it leaves the archive open. */
final class Bounded extends FilterInputStream {

    private final Budget budget;
    private long left;
    private long markLeft;
    private boolean cut;

    Bounded(InputStream in, long limit, Budget budget) {
        super(in.markSupported() ? in : new BufferedInputStream(in, 1 << 16));
        this.left = limit;
        this.budget = budget;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left <= 0) {
            cut |= super.read() >= 0;
            return -1;
        }
        int n = super.read(buffer, offset, (int) Math.min(length, left));
        if (n > 0) {
            left -= n;
            if (!budget.use(n)) {
                left = 0;
            }
        }
        return n;
    }

    @Override
    public void mark(int limit) {
        super.mark(limit);
        markLeft = left;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        left = markLeft;
    }

    @Override
    public void close() {
        // the archive goes on after its entry
    }

    /** Whether the limit cut something off. */
    boolean cut() {
        return cut;
    }
}
