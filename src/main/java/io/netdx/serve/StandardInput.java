package io.netdx.serve;

import java.io.InputStream;
import java.io.InterruptedIOException;

/** What a client sends to a command, until the command takes it. */
final class StandardInput extends InputStream {

    /** Who sends more than a command reads has to wait. */
    private static final int MOST = 1 << 20;

    private final byte[] ring = new byte[MOST];
    private int first;
    private int count;
    private boolean ended;

    /** Waits where there is no room; what comes after the end is forgotten. */
    synchronized void put(byte[] bytes, int from, int length) throws InterruptedIOException {
        for (int i = from; i < from + length; i++) {
            while (count == MOST && !ended) {
                await();
            }
            if (ended) {
                return;
            }
            ring[(first + count++) % MOST] = bytes[i];
            notifyAll();
        }
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    private void await() throws InterruptedIOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("nobody listens");
        }
    }

    @Override
    public int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) throws InterruptedIOException {
        while (count == 0 && !ended && length > 0) {
            await();
        }
        int n = Math.min(count, length);
        for (int i = 0; i < n; i++) {
            into[from + i] = ring[(first + i) % MOST];
        }
        first = (first + n) % MOST;
        count -= n;
        notifyAll();
        return n == 0 && length > 0 ? -1 : n;
    }

    @Override
    public synchronized int available() {
        return count;
    }
}
