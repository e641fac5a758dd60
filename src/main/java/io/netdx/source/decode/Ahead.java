package io.netdx.source.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream of which some bytes were read too early: they come first. Closing it closes nothing. */
final class Ahead extends InputStream {

    private final byte[] bytes;
    private final InputStream in;
    private int at;

    Ahead(byte[] bytes, InputStream in) {
        this.bytes = bytes;
        this.in = in;
    }

    /** Bytes that were read too early and are still to come. */
    byte[] left() {
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }

    @Override
    public int read() throws IOException {
        return at < bytes.length ? bytes[at++] & 0xff : in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (at == bytes.length) {
            return in.read(buffer, offset, length);
        }
        int n = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, buffer, offset, n);
        at += n;
        return n;
    }
}
