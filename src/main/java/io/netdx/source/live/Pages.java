package io.netdx.source.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The pages of one list on their way from the thread that asks for them to the one that reads them; a few may wait. */
final class Pages {

    private static final int WAITING = 4;

    private final Deque<Answer> waiting = new ArrayDeque<>();
    private boolean complete;
    private boolean closed;
    private Optional<Pages> again = Optional.empty();

    /** Waits for room; false where nobody wants more. */
    synchronized boolean add(Answer page) {
        while (waiting.size() >= WAITING && !closed) {
            pause();
        }
        if (!closed) {
            waiting.add(page);
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
        Pages fresh = new Pages();
        again = Optional.of(fresh);
        end();
        return fresh;
    }

    /** The next page; empty after the last. */
    synchronized Optional<Answer> next() {
        while (waiting.isEmpty() && !complete) {
            pause();
        }
        Optional<Answer> page = Optional.ofNullable(waiting.poll());
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
