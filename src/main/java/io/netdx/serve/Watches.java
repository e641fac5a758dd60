package io.netdx.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Answers that stay open. They hold no thread while nothing is said; one thread says all bookmarks. */
final class Watches implements Closeable {

    /** The API server's own interval is about a minute. */
    private static final Duration BOOKMARK = Duration.ofMinutes(1);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watches");
        thread.setDaemon(true);
        return thread;
    });

    /** Says what there is now and keeps the exchange, which is closed in the end. */
    void open(HttpExchange exchange, Answer.Watch watch) {
        try {
            ApiServer.headers(exchange, watch.contentType(), watch.warnings());
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            watch.events().write(out);
            out.flush();
            ScheduledFuture<?> bookmarks = watch.bookmark().isEmpty() ? null : clock.scheduleAtFixedRate(() -> say(exchange, watch.bookmark().get()),
                    BOOKMARK.toSeconds(), BOOKMARK.toSeconds(), TimeUnit.SECONDS);
            clock.schedule(() -> {
                if (bookmarks != null) {
                    bookmarks.cancel(false);
                    say(exchange, watch.bookmark().get());
                }
                exchange.close();
            }, watch.open().toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            exchange.close();
        }
    }

    /** Throws where the client is gone, which ends its bookmarks. */
    private static void say(HttpExchange exchange, byte[] event) {
        try {
            exchange.getResponseBody().write(event);
            exchange.getResponseBody().flush();
        } catch (IOException e) {
            exchange.close();
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
