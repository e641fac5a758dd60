package io.netdx.cli;

import io.netdx.source.SourceException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code --timeout} of a run, written as kubectl writes durations: {@code 90s}, {@code 1m30s}, {@code 500ms}; none by default. */
final class Deadline {

    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,5})h)?(?:(\\d{1,5})m(?!s))?(?:(\\d{1,6})s)?(?:(\\d{1,9})ms)?");

    private Deadline() {
    }

    /** Zero for the empty text. @param flag names it in the error */
    static Duration parse(String flag, String text) {
        Matcher m = DURATION.matcher(text.matches("\\d{1,6}") ? text + "s" : text);
        if (!m.matches()) {
            throw new UsageException(flag + " is a duration such as 90s or 2m");
        }
        return Duration.ofHours(number(m.group(1))).plusMinutes(number(m.group(2))).plusSeconds(number(m.group(3))).plusMillis(number(m.group(4)));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Does the work; past the deadline the run ends, and the process with it. */
    static <T> T within(Duration limit, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "diagnose");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SourceException("not done within --timeout; give more time, or a part of the snapshot");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
