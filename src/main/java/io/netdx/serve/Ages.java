package io.netdx.serve;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Ages as kubectl writes them (duration.HumanDuration of k8s.io/apimachinery), counted to the moment of the snapshot. */
final class Ages {

    private static final String UNKNOWN = "<unknown>";

    private Ages() {
    }

    static String since(String time, Instant now) {
        if (time.isEmpty() || now.equals(Instant.EPOCH)) {
            return UNKNOWN;
        }
        try {
            return shown(Duration.between(OffsetDateTime.parse(time).toInstant(), now));
        } catch (DateTimeException e) {
            return UNKNOWN;
        }
    }

    static String shown(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < 0) {
            return seconds < -1 ? "<invalid>" : "0s";
        }
        if (seconds < 60 * 2) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return with(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 60 * 3) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        if (hours < 8) {
            return with(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        long days = hours / 24;
        if (hours < 24 * 8) {
            return with(days, "d", hours % 24, "h");
        }
        if (hours < 24 * 365 * 2) {
            return days + "d";
        }
        return hours < 24 * 365 * 8 ? with(days / 365, "y", days % 365, "d") : days / 365 + "y";
    }

    private static String with(long more, String unit, long less, String lesser) {
        return more + unit + (less == 0 ? "" : less + lesser);
    }
}
