package io.netdx.source.decode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** RFC 3339 times as the API server writes them. */
final class Times {

    private Times() {
    }

    /** {@link Instant#EPOCH} for anything that is no time. */
    static Instant parse(String text) {
        if (text.length() < 19 || text.charAt(4) != '-') {
            return Instant.EPOCH;
        }
        try {
            return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
