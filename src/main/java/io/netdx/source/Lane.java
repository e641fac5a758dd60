package io.netdx.source;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A second thread for what can be read without regard to the rest: logs are scanned there while objects are decoded here. What is
 * waiting is held in memory, never more than {@value #WAITING} bytes; a longer stream is read at once, by the caller.
 */
final class Lane implements AutoCloseable {

    private static final int SMALL = 1 << 20;
    private static final int WAITING = 16 << 20;

    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(WAITING);
    private final Semaphore work = new Semaphore(0);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Optional<Thread> worker = Optional.empty();
    private volatile boolean closed;

    private record Task(byte[] bytes, Consumer<InputStream> reading) {
    }

    /**
     * Reads a stream, now or later; it is not used after the call.
     *
     * @param reading shares nothing with another one of this lane nor with the caller before {@link #finish}
     */
    void read(InputStream stream, Consumer<InputStream> reading) {
        byte[] bytes;
        try {
            bytes = stream.readNBytes(SMALL);
        } catch (IOException e) {
            throw new UncheckedIOException("streams of a source end where they break", e);
        }
        if (bytes.length == SMALL) {
            reading.accept(new SequenceInputStream(new ByteArrayInputStream(bytes), open(stream)));
            return;
        }
        if (worker.isEmpty()) {
            worker = Optional.of(start());
        }
        room.acquireUninterruptibly(bytes.length);
        tasks.add(new Task(bytes, reading));
        work.release();
    }

    /** A sequence closes what it has come to the end of; the stream is the caller's. */
    private static InputStream open(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public void close() {
            }
        };
    }

    private Thread start() {
        Thread thread = new Thread(() -> {
            for (work.acquireUninterruptibly(); !closed; work.acquireUninterruptibly()) {
                next();
            }
        }, "logs");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Does one task; false if there was none. */
    private boolean next() {
        Task task = tasks.poll();
        if (task == null) {
            return false;
        }
        try {
            task.reading().accept(new ByteArrayInputStream(task.bytes()));
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } finally {
            room.release(task.bytes().length);
        }
        return true;
    }

    /** Returns when all has been read, and helps until then. What a reading threw is thrown here. */
    void finish() {
        boolean more = true;
        while (more) {
            more = next();
        }
        close();
        worker.ifPresent(Lane::join);
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        }
    }

    /** Ends the thread; what waits is left unread. */
    @Override
    public void close() {
        closed = true;
        work.release();
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
