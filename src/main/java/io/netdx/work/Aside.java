package io.netdx.work;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Where work is done whose result is needed later. One diagnosis at a time has a second core to spare; many in parallel have none.
 * What is computed is the same either way.
 */
public interface Aside {

    /** When the result is asked for, on the thread that asks. */
    Aside LATER = new Aside() {
        @Override
        public <T> Supplier<T> start(String what, Supplier<T> work) {
            FutureTask<T> task = new FutureTask<>(work::get);
            return () -> {
                task.run();
                return result(task);
            };
        }
    };

    /** At once, each on a thread of its own. */
    Aside THREADS = new Aside() {
        @Override
        public <T> Supplier<T> start(String what, Supplier<T> work) {
            FutureTask<T> task = new FutureTask<>(work::get);
            Thread thread = new Thread(task, what);
            thread.setDaemon(true);
            thread.start();
            return () -> result(task);
        }
    };

    /**
     * Takes work on.
     *
     * @param what names the thread, for profiles
     * @return waits for the result; throws what the work threw
     */
    <T> Supplier<T> start(String what, Supplier<T> work);

    private static <T> T result(FutureTask<T> task) {
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
