package io.netdx.source.live;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a collection, or an audit, before it is complete, so that what came so far can be judged. */
public final class Stop {

    private final CompletableFuture<String> reason = new CompletableFuture<>();

    /** @param limit of the whole collection; zero for none */
    public static Stop after(Duration limit) {
        Stop stop = new Stop();
        if (!limit.isZero()) {
            stop.reason.completeOnTimeout("not read within --timeout", limit.toMillis(), TimeUnit.MILLISECONDS);
        }
        return stop;
    }

    /** @param why ends the sentence of what was not collected */
    public void now(String why) {
        reason.complete(why);
    }

    /** Why it ended; empty while it goes on. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason.getNow(null));
    }

    /** Waits; false where the collection ended meanwhile. */
    public boolean pause(Duration time) {
        try {
            reason.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (InterruptedException | ExecutionException e) {
            return false;
        }
    }

    /** The result of some work; an exception where it fails, takes longer than that, or the collection ends meanwhile. */
    <T> T await(CompletableFuture<T> work, Duration limit) throws IOException {
        try {
            CompletableFuture.anyOf(work, reason).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!work.isDone()) {
                work.cancel(true);
                throw new IOException(reason().orElse("stopped"));
            }
            return work.get();
        } catch (TimeoutException e) {
            work.cancel(true);
            throw new ApiClient.Silence(limit, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (CancellationException | InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
