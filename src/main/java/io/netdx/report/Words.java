package io.netdx.report;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Figures as people say them. */
public final class Words {

    private Words() {
    }

    /** {@code very likely (0.94)}. */
    public static String confidence(double probability) {
        return band(probability) + " (" + probability(probability) + ")";
    }

    /** Bands of belief; below one half no diagnosis is made, only possibilities are named. */
    private static String band(double p) {
        return p >= 0.95 ? "almost certain" : p >= 0.8 ? "very likely" : p >= 0.5 ? "likely" : p >= 0.2 ? "possible" : "unlikely";
    }

    /** Two decimals; what is not certain never reads as certain. */
    public static String probability(double p) {
        long hundredths = Math.round(p * 100);
        if (hundredths <= 0) {
            return p > 0 ? "<0.01" : "0.00";
        }
        return hundredths >= 100 ? p < 1 ? ">0.99" : "1.00" : "0." + (hundredths < 10 ? "0" : "") + hundredths;
    }

    /** How often evidence comes with its cause; the bands in which the catalogue states it. */
    public static String strength(double p) {
        return p >= .99 ? "always" : p >= .9 ? "nearly always" : p >= .65 ? "usually" : p >= .35 ? "often" : p >= .1 ? "sometimes"
                : "rarely";
    }

    /** {@code +17.0 dB}, right-aligned in nine columns so that a ledger reads as a column. */
    public static String decibans(double value) {
        String digits = Tree.rounded(value, 1).value().toPlainString();
        String signed = (digits.startsWith("-") ? digits : "+" + digits) + " dB";
        return " ".repeat(Math.max(0, 9 - signed.length())) + signed;
    }

    /** {@code 10 min}, {@code 1 h 30 min}, {@code 3 d}; whole minutes, rounded up. */
    public static String time(Duration time) {
        if (time.toSeconds() < 60) {
            return time.toSeconds() + " s";
        }
        long minutes = time.plusSeconds(59).toMinutes();
        if (minutes < 60) {
            return minutes + " min";
        }
        if (minutes >= 48 * 60 && minutes % (24 * 60) == 0) {
            return minutes / (24 * 60) + " d";
        }
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    public static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    /** {@code not collected} of {@code NOT_COLLECTED}. */
    public static String lower(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static String known(String value) {
        return value.isEmpty() ? "<unknown>" : value;
    }

    /** {@code Pod shop/db-0}. */
    public static String object(ObjectRef object) {
        return object.equals(ObjectRef.CLUSTER) ? "the whole cluster" : object.toString();
    }

    /** {@code Pod shop/db-0 and 2 more}. */
    public static String some(List<ObjectRef> objects) {
        return object(objects.get(0)) + (objects.size() == 1 ? "" : " and " + (objects.size() - 1) + " more");
    }

    /** {@code a, b and c}. */
    public static String and(List<String> items) {
        int last = items.size() - 1;
        return last < 1 ? String.join("", items) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    /** {@code file:12}; empty for what was computed. */
    public static String place(Provenance source) {
        return source.file().isEmpty() || source.line() == 0 ? source.file() : source.file() + ":" + source.line();
    }

    public static <T> List<T> first(int most, List<T> items) {
        return items.size() <= most ? items : items.subList(0, most);
    }
}
