package io.netdx.source.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Finds the time of a log line: ISO 8601 near its beginning (container runtimes, {@code kubectl --timestamps}, logfmt, JSON),
 * klog's month and day, nginx's slashes, or a named epoch value. Works on bytes, for it sees every line. A missing zone
 * means UTC, as containers run.
 */
final class LogTime {

    /** Further in, a date is rather part of the message ("expires 2030-…"). */
    private static final int WINDOW = 48;
    private static final String[] KEYS = {"\"time\":", "\"ts\":", "\"timestamp\":", "ts=", "time="};
    private static final long DAY = 86_400;

    private final Instant reference;

    /** @param reference a time near which the log was written, for klog has no year; {@link Instant#EPOCH} if unknown */
    LogTime(Instant reference) {
        this.reference = reference;
    }

    /** {@link Instant#EPOCH} where there is none. */
    Instant at(byte[] b, int from, int to) {
        boolean json = from < to && b[from] == '{';
        int end = (json ? to : Math.min(to, from + WINDOW)) - 18;
        for (int i = from; i < end; i++) {
            if ((b[i] == '2' || b[i] == '1') && isIso(b, i) && (!json || keyed(b, from, i))) {
                return iso(b, i, to);
            }
        }
        if (to - from > 20 && klogLevel(b[from])) {
            Instant klog = klog(b, from, to);
            if (!klog.equals(Instant.EPOCH)) {
                return klog;
            }
        }
        return json || from + 10 < to && (b[from] == 't' || b[from] == 'l') ? epoch(b, from, to) : Instant.EPOCH;
    }

    private static boolean isIso(byte[] b, int i) {
        boolean date = digits(b, i, 4) && (b[i + 4] == '-' && b[i + 7] == '-' || b[i + 4] == '/' && b[i + 7] == '/')
                && digits(b, i + 5, 2) && digits(b, i + 8, 2);
        return date && (b[i + 10] == 'T' || b[i + 10] == ' ') && digits(b, i + 11, 2) && b[i + 13] == ':'
                && digits(b, i + 14, 2) && b[i + 16] == ':' && digits(b, i + 17, 2);
    }

    /** A JSON line may carry many dates; its own stands under one of a few names. */
    private static boolean keyed(byte[] b, int from, int at) {
        int i = at - 1;
        while (i > from && (b[i] == '"' || b[i] == ':' || b[i] == ' ')) {
            i--;
        }
        return i > from + 1 && (b[i] == 'e' && b[i - 1] == 'm' || b[i] == 'p' && b[i - 1] == 'm' || b[i] == 's' && b[i - 1] == 't');
    }

    private static Instant iso(byte[] b, int i, int to) {
        int at = i + 19;
        int nanos = 0;
        if (at < to && (b[at] == '.' || b[at] == ',')) {
            int scale = 100_000_000;
            for (at++; at < to && digits(b, at, 1); at++) {
                nanos += (b[at] - '0') * scale;
                scale /= 10;
            }
        }
        Instant local = instant(number(b, i, 4), number(b, i + 5, 2), number(b, i + 8, 2), b, i + 11, nanos);
        return local.equals(Instant.EPOCH) ? local : local.minusSeconds(zone(b, at, to));
    }

    /** Seconds east of Greenwich of {@code +08:00}, {@code +0800}, {@code Z} or nothing. */
    private static int zone(byte[] b, int at, int to) {
        if (at + 4 >= to || b[at] != '+' && b[at] != '-' || !digits(b, at + 1, 2)) {
            return 0;
        }
        int minutes = b[at + 3] == ':' ? at + 4 : at + 3;
        if (minutes + 1 >= to || !digits(b, minutes, 2)) {
            return 0;
        }
        int seconds = (number(b, at + 1, 2) * 60 + number(b, minutes, 2)) * 60;
        return b[at] == '-' ? -seconds : seconds;
    }

    private static boolean klogLevel(byte c) {
        return c == 'I' || c == 'W' || c == 'E' || c == 'F';
    }

    /** {@code E1123 06:16:23.648210}: the year is the one that brings it next to, not far after, the reference. */
    private Instant klog(byte[] b, int from, int to) {
        boolean shape = digits(b, from + 1, 4) && b[from + 5] == ' ' && digits(b, from + 6, 2) && b[from + 8] == ':'
                && digits(b, from + 9, 2) && b[from + 11] == ':' && digits(b, from + 12, 2);
        if (!shape || reference.equals(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        int nanos = from + 21 < to && b[from + 14] == '.' && digits(b, from + 15, 6) ? number(b, from + 15, 6) * 1000 : 0;
        int year = reference.atOffset(ZoneOffset.UTC).getYear();
        int month = number(b, from + 1, 2);
        int day = number(b, from + 3, 2);
        Instant near = instant(year, month, day, b, from + 6, nanos);
        return near.isAfter(reference.plusSeconds(DAY)) ? instant(year - 1, month, day, b, from + 6, nanos) : near;
    }

    /** {@code "ts":1700000000.123} and its like, in seconds or milliseconds. */
    private static Instant epoch(byte[] b, int from, int to) {
        for (String key : KEYS) {
            int at = after(b, from, to, key);
            if (at >= 0 && at + 10 <= to && digits(b, at, 10)) {
                long millis = at + 13 <= to && digits(b, at, 13) ? number(b, at + 10, 3) : 0;
                if (at + 14 <= to && b[at + 10] == '.' && digits(b, at + 11, 3)) {
                    millis = number(b, at + 11, 3);
                }
                return Instant.ofEpochMilli((number(b, at, 5) * 100_000L + number(b, at + 5, 5)) * 1000 + millis);
            }
        }
        return Instant.EPOCH;
    }

    private static int after(byte[] b, int from, int to, String key) {
        for (int i = from; i + key.length() < to; i++) {
            int k = 0;
            while (k < key.length() && b[i + k] == key.charAt(k)) {
                k++;
            }
            if (k == key.length()) {
                return b[i + k] == ' ' ? i + k + 1 : i + k;
            }
        }
        return -1;
    }

    private static Instant instant(int year, int month, int day, byte[] b, int clock, int nanos) {
        try {
            int second = Math.min(number(b, clock + 6, 2), 59);
            return LocalDateTime.of(year, month, day, number(b, clock, 2), number(b, clock + 3, 2), second, nanos)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static boolean digits(byte[] b, int at, int n) {
        if (at + n > b.length) {
            return false;
        }
        for (int i = at; i < at + n; i++) {
            if (b[i] < '0' || b[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] b, int at, int n) {
        int value = 0;
        for (int i = at; i < at + n; i++) {
            value = value * 10 + b[i] - '0';
        }
        return value;
    }
}
