package io.netdx.cli;

import io.netdx.audit.Watch;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How far an audit is: done, left, how fast, and what takes longest. */
final class AuditProgress implements Watch, AutoCloseable {

    private static final double NANOS = 1e9;
    /** Younger ones are not worth a word, in seconds. */
    private static final double SLOW = 2;

    private final Progress progress;
    private final long start = System.nanoTime();
    private final Map<String, Long> running = new LinkedHashMap<>();
    private int all;
    private int done;

    AuditProgress(PrintWriter err, boolean terminal) {
        this.progress = new Progress(err, terminal);
        progress.shows(() -> text(System.nanoTime()));
    }

    @Override
    public synchronized void found(int snapshots, int remembered) {
        all = snapshots - remembered;
    }

    @Override
    public synchronized void begins(String source) {
        running.put(source, System.nanoTime());
    }

    @Override
    public synchronized void ends(String source) {
        running.remove(source);
        done++;
    }

    /** {@code 120 of 1000 done, 880 left, 24.1 a second; since 8 s: prod-eu.tgz}. */
    synchronized String text(long now) {
        double rate = done / Math.max(1e-3, (now - start) / NANOS);
        String text = String.format(Locale.ROOT, "%d of %d done, %d left, %.1f a second", done, all, all - done, rate);
        // the first that began is the slowest of those that run
        for (Map.Entry<String, Long> first : running.entrySet()) {
            double seconds = (now - first.getValue()) / NANOS;
            return seconds < SLOW ? text : text + String.format(Locale.ROOT, "; since %.0f s: %s", seconds, first.getKey());
        }
        return text;
    }

    @Override
    public void close() {
        progress.close();
    }
}
