package io.netdx.source.decode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** RFC 3339 times as the API server writes them. */
final class Times {

    private Times() {
    }

    /** {@link Instant#EPOCH} for anything that is no time. */
    static Instant parse(String text) {
        if (text.length() < 19 || text.charAt(4) != '-') {
            return Instant.EPOCH;
        }
        if (text.charAt(text.length() - 1) == 'Z' && text.charAt(10) == 'T') {
            return utc(text);
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /**
     * The form of nearly all times, {@code 2026-11-24T12:30:00Z} with or without a fraction; starting the JDK's formatter takes
     * longer than reading all times of a small snapshot.
     */
    private static Instant utc(String text) {
        try {
            int end = text.length() - 1;
            int nanos = 0;
            if (end > 20 && text.charAt(19) == '.') {
                int scale = 1_000_000_000;
                for (int i = 20; i < Math.min(end, 29); i++) {
                    scale /= 10;
                    nanos += number(text, i, i + 1) * scale;
                }
            } else if (end != 19) {
                return Instant.EPOCH;
            }
            return LocalDateTime.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13),
                    number(text, 14, 16), number(text, 17, 19), nanos).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException | NumberFormatException e) {
            return Instant.EPOCH;
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
