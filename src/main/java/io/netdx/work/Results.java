package io.netdx.work;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What work on other threads came to. */
public final class Results {

    private Results() {
    }

    /** Waits for a result while a source is read; whoever is interrupted gives up. */
    public static <T> T of(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
