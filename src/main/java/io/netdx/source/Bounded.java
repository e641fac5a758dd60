package io.netdx.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One layer of a source: a file, what comes out of a decompressor, a member of an archive. It counts, keeps to its limits, and
 * where the layer below breaks it ends instead of throwing and remembers why. A buffer above it therefore never loses the
 * bytes that came before the break.
 */
final class Bounded extends InputStream {

    private static final long RATIO_CHECKED_FROM = 16L << 20;
    /** Buffers below may have read ahead: so much may have gone in before this layer began. */
    private static final long READ_AHEAD = 128 << 10;

    private final InputStream in;
    private final Optional<Bounded> below;
    private final LongSupplier wentIn;
    private final int ratio;
    private final boolean wentInIsKnown;
    private Optional<Budget> budget = Optional.empty();
    private Optional<Exception> fault = Optional.empty();
    private long limit = Long.MAX_VALUE;
    private long headerEnd = Long.MAX_VALUE;
    private String headerReason = "";
    private long count;
    private boolean ended;
    private boolean cut;
    private boolean bomb;
    private boolean told;

    private Bounded(InputStream in, Optional<Bounded> below, LongSupplier wentIn, boolean wentInIsKnown, int ratio) {
        this.in = in;
        this.below = below;
        this.wentIn = wentIn;
        this.wentInIsKnown = wentInIsKnown;
        this.ratio = ratio;
    }

    /** The bytes of a file or of standard input. */
    static Bounded raw(InputStream in) {
        return new Bounded(in, Optional.empty(), () -> 0, false, 0);
    }

    /** A member that is read from {@code archive} as it is, without decompression. */
    static Bounded member(InputStream in, Bounded archive) {
        return new Bounded(in, Optional.of(archive), archive.meter(), archive.wentInIsKnown, 0);
    }

    /** What comes out of a decompressor that reads {@code compressed}. */
    static Bounded decompressed(InputStream in, Bounded compressed, int ratio) {
        return new Bounded(in, Optional.of(compressed), compressed.meter(), compressed.wentInIsKnown, ratio);
    }

    /** A member of an archive with a directory, which says how many compressed bytes it has. */
    static Bounded listed(InputStream in, long compressed, int ratio) {
        return new Bounded(in, Optional.empty(), () -> compressed, true, ratio);
    }

    /** Bytes of the outermost file that go in from now on. */
    private LongSupplier meter() {
        if (wentInIsKnown) {
            return wentIn;
        }
        LongSupplier bottom = below.isEmpty() ? () -> count : wentIn;
        long now = bottom.getAsLong();
        return () -> bottom.getAsLong() - now;
    }

    /** Before it is known what this is: buffers must not read past what a delivered file may have. */
    void peek(long entryBytes) {
        limit = Math.max(Magic.PEEK, entryBytes);
    }

    /** An archive: its members have limits, not itself. */
    void contain() {
        limit = Long.MAX_VALUE;
    }

    /** From now on these are the bytes of one delivered file. */
    void deliver(long entryBytes, Budget total) {
        limit = entryBytes;
        budget = Optional.of(total);
        total.use(count);
    }

    /** At most so many more bytes may be read, else the layer breaks with {@code reason}; for the headers of an archive. */
    void allow(long bytes, String reason) {
        headerEnd = count + bytes;
        headerReason = reason;
    }

    void allowAll() {
        headerEnd = Long.MAX_VALUE;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (ended || budget.isPresent() && budget.get().spent()) {
            return -1;
        }
        try {
            if (count >= limit) {
                cut = in.read() >= 0;
                ended = true;
                return -1;
            }
            int n = in.read(buffer, offset, (int) Math.min(length, limit - count));
            if (n < 0) {
                ended = true;
                return -1;
            }
            count += n;
            budget.ifPresent(b -> b.use(n));
            check();
            return n;
        } catch (IOException | RuntimeException e) {
            // decompressors throw all kinds of runtime exceptions on hostile input
            fail(e);
            return -1;
        }
    }

    private void check() {
        if (ratio > 0 && count > RATIO_CHECKED_FROM && count / ratio > wentIn.getAsLong() + READ_AHEAD) {
            bomb = true;
            fail(new LimitException(Limit.RATIO, "it expands more than " + ratio + " times, as a decompression bomb does"));
        } else if (count > headerEnd) {
            fail(new IOException(headerReason));
        }
    }

    private void fail(Exception e) {
        fault = Optional.of(e);
        ended = true;
    }

    /** Reads to the end, past the limit of a delivered file but not past a bomb, so that the next member can follow. */
    void drain() {
        limit = Long.MAX_VALUE;
        budget = Optional.empty();
        ended = ended && !cut;
        byte[] buffer = new byte[1 << 14];
        while (read(buffer, 0, buffer.length) >= 0) {
            // only to get past
        }
    }

    /** More may be there. JDK gzip asks this to see whether another member follows; a pipe would say no while it waits. */
    @Override
    public int available() {
        return ended ? 0 : 1;
    }

    @Override
    public void close() {
        // the archive goes on after its member
    }

    long count() {
        return count;
    }

    boolean cut() {
        return cut;
    }

    boolean bomb() {
        return bomb;
    }

    boolean broken() {
        return fault.isPresent();
    }

    /** Whether this layer or one below it broke. */
    boolean brokenBelow() {
        return broken() || below.isPresent() && below.get().brokenBelow();
    }

    /** Why the lowest broken layer broke, once: the layers above it fail only because of it. */
    Optional<Exception> tell() {
        Optional<Bounded> lower = below.filter(Bounded::brokenBelow);
        if (lower.isPresent()) {
            told = true;
            return lower.get().tell();
        }
        if (told) {
            return Optional.empty();
        }
        told = broken();
        return fault;
    }
}
