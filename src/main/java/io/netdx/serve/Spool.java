package io.netdx.serve;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What was read, in a file that only this user may open and that is gone with the process: neither objects nor logs weigh on the heap.
 * Written by one thread first, then read by many.
 */
final class Spool implements Closeable {

    private static final int BUFFER = 1 << 20;

    private final FileChannel channel;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    private long end;

    /** A place in the spool. */
    record Place(Spool spool, long offset, long length) implements Content {

        @Override
        public byte[] json() {
            return spool.read(this);
        }
    }

    Spool() throws IOException {
        Path file = Files.createTempFile("netdx-serve-", ".spool");
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        out = Channels.newOutputStream(channel);
    }

    long end() {
        return end;
    }

    /** From there to the end. */
    Place place(long offset) {
        return new Place(this, offset, end - offset);
    }

    void append(byte[] bytes, int from, int length) throws IOException {
        end += length;
        if (length > BUFFER - buffered) {
            flush();
        }
        if (length > BUFFER) {
            out.write(bytes, from, length);
            return;
        }
        System.arraycopy(bytes, from, buffer, buffered, length);
        buffered += length;
    }

    void append(byte[] bytes) throws IOException {
        append(bytes, 0, bytes.length);
    }

    /** To be called once before the first reading. */
    void flush() throws IOException {
        out.write(buffer, 0, buffered);
        buffered = 0;
    }

    byte[] read(Place place) {
        return read(place, 0, (int) place.length());
    }

    byte[] read(Place place, long from, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, place.offset() + from + bytes.position()) < 0) {
                    throw new EOFException("the spool ends early");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.array();
    }

    /** A place from some offset to its end. */
    InputStream stream(Place place, long from) {
        return new InputStream() {
            private long at = from;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int n = (int) Math.min(length, place.length() - at);
                if (n <= 0) {
                    return -1;
                }
                System.arraycopy(Spool.this.read(place, at, n), 0, bytes, offset, n);
                at += n;
                return n;
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
