package io.netdx.cli;

import io.netdx.fact.Plain;
import java.io.PrintWriter;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Says on a terminal what takes so long, from the first second on; one line, gone at the end. */
final class Progress implements Consumer<String>, AutoCloseable {

    private static final long FROM = 1000;
    private static final long EVERY = 250;
    /** Back to the margin, and erases what stands there. */
    private static final String AGAIN = "\r\u001b[K";

    private final PrintWriter err;
    private final Timer timer = new Timer("progress", true);
    private Supplier<String> what = () -> "";
    private String shown = "";
    private boolean closed;

    /** @param terminal standard error is one, and somebody may want to know */
    Progress(PrintWriter err, boolean terminal) {
        this.err = err;
        if (terminal) {
            timer.schedule(new TimerTask() {
                @Override
                public void run() {
                    show();
                }
            }, FROM, EVERY);
        }
    }

    /** The launcher says whether standard error is a terminal. */
    static boolean terminal() {
        return "1".equals(System.getenv("NETDX_ERR_TTY")) && !"dumb".equals(System.getenv("TERM"));
    }

    @Override
    public synchronized void accept(String now) {
        what = () -> now;
    }

    /** Asked again each time. */
    synchronized void shows(Supplier<String> text) {
        what = text;
    }

    private synchronized void show() {
        String now = what.get();
        if (!closed && !now.equals(shown)) {
            shown = now;
            err.print(AGAIN + "netdx: " + Plain.line(now));
            err.flush();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
        if (!shown.isEmpty()) {
            err.print(AGAIN);
            err.flush();
        }
    }
}
