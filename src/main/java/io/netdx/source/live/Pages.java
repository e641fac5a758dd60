package io.netdx.source.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The pages of one list on their way from the thread that asks for them, by one that prepares them, to the one that reads them; a few may wait. */
final class Pages {

    private static final int WAITING = 2;

    private final Executor preparing;
    private final Deque<CompletableFuture<Page>> waiting = new ArrayDeque<>();
    private boolean complete;
    private boolean closed;
    private Optional<Pages> again = Optional.empty();

    Pages(Executor preparing) {
        this.preparing = preparing;
    }

    /** Waits for room; false where nobody wants more. */
    synchronized boolean add(Answer page) {
        while (waiting.size() >= WAITING && !closed) {
            pause();
        }
        if (!closed) {
            waiting.add(CompletableFuture.supplyAsync(() -> prepared(page), preparing));
        }
        notifyAll();
        return !closed;
    }

    /** No page follows. */
    synchronized void end() {
        complete = true;
        notifyAll();
    }

    /** No page follows: the server forgot the list, which begins again. */
    synchronized Pages restart() {
        Pages fresh = new Pages(preparing);
        again = Optional.of(fresh);
        end();
        return fresh;
    }

    private static Page prepared(Answer page) {
        try {
            return Page.of(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next page; empty after the last. */
    Optional<Page> next() throws IOException {
        Optional<CompletableFuture<Page>> page = poll();
        try {
            return page.map(CompletableFuture::join);
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw e;
        }
    }

    private synchronized Optional<CompletableFuture<Page>> poll() {
        while (waiting.isEmpty() && !complete) {
            pause();
        }
        Optional<CompletableFuture<Page>> page = Optional.ofNullable(waiting.poll());
        notifyAll();
        return page;
    }

    /** False where there is none at all; waits until that is known. */
    synchronized boolean any() {
        while (waiting.isEmpty() && !complete) {
            pause();
        }
        return !waiting.isEmpty();
    }

    /** The reader has read enough. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }

    /** The same list from its beginning, where it was begun again; waits until that is known. */
    synchronized Optional<Pages> again() {
        while (!complete) {
            pause();
        }
        return again;
    }

    private void pause() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException("threads of a collection are not interrupted", e);
        }
    }
}
