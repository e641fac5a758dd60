package io.netdx.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A value that another thread makes ready while this one has something else to do. */
final class Ahead<T> {

    private final FutureTask<T> task;

    /** @param what name of the thread, for profiles */
    Ahead(String what, Callable<T> making) {
        this.task = new FutureTask<>(making);
        Thread thread = new Thread(task, what);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits where it is not ready yet. What the making threw is thrown here. */
    T get() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException exception ? exception : new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
