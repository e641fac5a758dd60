package io.netdx.source;

import io.netdx.source.signature.Crew;
import io.netdx.work.Results;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Further threads for what can be read without regard to the rest: logs are scanned there while objects are decoded here. What is
 * waiting is held in memory, never more than {@value #WAITING} bytes. Who finds no room, or waits for an answer, works as well.
 */
final class Lane implements Crew, AutoCloseable {

    private static final int SMALL = 1 << 20;
    private static final int WAITING = 16 << 20;

    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(WAITING);
    private final Semaphore work = new Semaphore(0);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> workers = new ArrayList<>();
    private final int most;
    private volatile boolean closed;

    private record Task(int bytes, Runnable work) {
    }

    /** A thread for each core but that of the caller; at least one there is, for many a caller decodes objects meanwhile. */
    Lane() {
        this(Math.max(1, Math.min(7, Runtime.getRuntime().availableProcessors() - 1)));
    }

    /** @param most threads beside that of the caller; with none everything is done when it comes */
    Lane(int most) {
        this.most = most;
    }

    /** Without threads: those of others have work enough. */
    static Lane alone() {
        return new Lane(0);
    }

    boolean isAlone() {
        return most == 0;
    }

    /**
     * Reads a stream, now or later; it is not used after the call.
     *
     * @param reading shares nothing with another one of this lane nor with the caller before {@link #finish}
     * @param longer  reads a long one at once; it may have parts of it read by this lane
     */
    void read(InputStream stream, Consumer<InputStream> reading, Consumer<InputStream> longer) {
        byte[] bytes;
        try {
            bytes = stream.readNBytes(SMALL);
        } catch (IOException e) {
            throw new UncheckedIOException("streams of a source end where they break", e);
        }
        if (bytes.length == SMALL) {
            longer.accept(new SequenceInputStream(new ByteArrayInputStream(bytes), open(stream)));
            return;
        }
        add(bytes.length, () -> {
            try {
                reading.accept(new ByteArrayInputStream(bytes));
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /** A sequence closes what it has come to the end of; the stream is the caller's. */
    private static InputStream open(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public void close() {
            }
        };
    }

    @Override
    public int room() {
        return 4 * Math.max(1, most);
    }

    @Override
    public <T> Supplier<T> ask(int bytes, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        add(bytes, task);
        return () -> {
            boolean more = true;
            while (more && !task.isDone()) {
                more = next();
            }
            return Results.of(task);
        };
    }

    private void add(int bytes, Runnable task) {
        if (most == 0) {
            task.run();
            return;
        }
        while (!room.tryAcquire(bytes)) {
            if (!next()) {
                room.acquireUninterruptibly(bytes);
                break;
            }
        }
        tasks.add(new Task(bytes, task));
        work.release();
        // a second one only where there is more than one can do in a moment
        if (workers.size() < most && WAITING - room.availablePermits() >= workers.size() * SMALL) {
            workers.add(start());
        }
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
            task.work().run();
        } finally {
            room.release(task.bytes());
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
        workers.forEach(Lane::join);
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        }
    }

    /** Ends the threads; what waits is left unread. */
    @Override
    public void close() {
        closed = true;
        work.release(workers.size());
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
