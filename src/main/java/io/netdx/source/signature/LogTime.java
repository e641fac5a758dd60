package io.netdx.source.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Finds the time of a log line: an ISO 8601 date and time within its first bytes, with or without fraction and zone. */
final class LogTime {

    private static final int WINDOW = 48;
    private static final int TAIL = 64;

    private LogTime() {
    }

    /** {@link Instant#EPOCH} where there is none. A missing zone means UTC, as containers run. */
    static Instant at(byte[] line, int from, int to) {
        Instant head = within(line, from, Math.min(to, from + WINDOW), to);
        // loggers that sort the fields of a JSON object write "timestamp" near its end
        boolean object = head.equals(Instant.EPOCH) && to - from > WINDOW && line[from] == '{';
        return object ? within(line, Math.max(from, to - TAIL), to, to) : head;
    }

    private static Instant within(byte[] line, int from, int end, int to) {
        for (int i = from; i < end - 18; i++) {
            if (line[i] == '2' && isTime(line, i)) {
                return parse(line, i, to);
            }
        }
        return Instant.EPOCH;
    }

    private static boolean isTime(byte[] b, int i) {
        return b[i + 1] == '0' && digit(b[i + 2]) && digit(b[i + 3]) && b[i + 4] == '-' && digit(b[i + 5]) && digit(b[i + 6])
                && b[i + 7] == '-' && digit(b[i + 8]) && digit(b[i + 9]) && (b[i + 10] == 'T' || b[i + 10] == ' ')
                && digit(b[i + 11]) && digit(b[i + 12]) && b[i + 13] == ':' && digit(b[i + 14]) && digit(b[i + 15])
                && b[i + 16] == ':' && digit(b[i + 17]) && digit(b[i + 18]);
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static int two(byte[] b, int i) {
        return (b[i] - '0') * 10 + b[i + 1] - '0';
    }

    private static Instant parse(byte[] b, int i, int to) {
        int at = i + 19;
        int nanos = 0;
        if (at < to && (b[at] == '.' || b[at] == ',')) {
            int scale = 100_000_000;
            for (at++; at < to && digit(b[at]); at++) {
                nanos += (b[at] - '0') * scale;
                scale /= 10;
            }
        }
        int offset = 0;
        if (at + 5 < to && (b[at] == '+' || b[at] == '-') && digit(b[at + 1]) && digit(b[at + 2]) && b[at + 3] == ':') {
            offset = (b[at] == '-' ? -1 : 1) * (two(b, at + 1) * 60 + two(b, at + 4)) * 60;
        }
        try {
            return LocalDateTime.of(two(b, i) * 100 + two(b, i + 2), two(b, i + 5), two(b, i + 8), two(b, i + 11),
                    two(b, i + 14), two(b, i + 17), nanos).toInstant(ZoneOffset.UTC).minusSeconds(offset);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
