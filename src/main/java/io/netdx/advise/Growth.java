package io.netdx.advise;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast pods become more: {@code 40/week} (as many more each week) or {@code 5%/month} (of what there is by then). Without a
 * period it is a week.
 *
 * @param share true for per cent of the present number, false for a number of pods
 * @param aWeek the rate for one week: 0.05 or 40
 */
public record Growth(boolean share, double aWeek, String text) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,3})?)(%?)(?:/(day|week|month|year))?");
    private static final double DAYS = 7;
    private static final double MONTHS = 12 / 52.0;
    private static final double YEAR = 52;
    /** Nobody plans further. */
    private static final long NEVER = 52 * 100;

    /** Empty for anything else. */
    public static Optional<Growth> of(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        boolean share = !m.group(2).isEmpty();
        double rate = Double.parseDouble(m.group(1)) / (share ? 100 : 1);
        String period = m.group(3) == null ? "week" : m.group(3);
        double weeks = switch (period) {
            case "day" -> 1 / DAYS;
            case "month" -> 1 / MONTHS;
            case "year" -> YEAR;
            default -> 1;
        };
        return Optional.of(new Growth(share, share ? Math.pow(1 + rate, 1 / weeks) - 1 : rate / weeks, text));
    }

    /** Whole weeks until {@code now} has become more than {@code most}; empty if that takes longer than a century. */
    public OptionalLong weeks(long now, long most) {
        if (now > most) {
            return OptionalLong.of(0);
        }
        if (aWeek <= 0 || share && now == 0) {
            return OptionalLong.empty();
        }
        double weeks = share ? Math.log((most + 1.0) / now) / Math.log1p(aWeek) : (most + 1.0 - now) / aWeek;
        return weeks > NEVER ? OptionalLong.empty() : OptionalLong.of((long) Math.floor(weeks));
    }
}
