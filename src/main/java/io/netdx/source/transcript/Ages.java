package io.netdx.source.transcript;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as kubectl prints them for people: {@code 3m12s}, {@code Fri, 02 Jan 2026 12:32:50 +0800}. */
final class Ages {

    private static final Pattern PART = Pattern.compile("(\\d+)([ydhms])");

    private Ages() {
    }

    static Duration of(String age) {
        Duration sum = Duration.ZERO;
        Matcher m = PART.matcher(age.length() < 20 ? age : "");
        while (m.find()) {
            long n = m.group(1).length() > 6 ? 0 : Long.parseLong(m.group(1));
            sum = sum.plus(switch (m.group(2)) {
                case "y" -> Duration.ofDays(365 * n);
                case "d" -> Duration.ofDays(n);
                case "h" -> Duration.ofHours(n);
                case "m" -> Duration.ofMinutes(n);
                default -> Duration.ofSeconds(n);
            });
        }
        return sum;
    }

    /** {@link Instant#EPOCH} for anything that is no such time. */
    static Instant time(String text) {
        if (text.length() < 20 || text.charAt(3) != ',') {
            return Instant.EPOCH;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
