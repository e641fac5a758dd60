package io.netdx.advise;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quantities as Kubernetes writes them, and figures as people read them. */
final class Amount {

    private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?");
    private static final Map<String, Double> UNITS = Map.of("m", 1e-3, "", 1.0, "k", 1e3, "M", 1e6, "G", 1e9, "T", 1e12,
            "Ki", 1024.0, "Mi", 1048576.0, "Gi", 1073741824.0, "Ti", 1099511627776.0);

    private Amount() {
    }

    /** {@code 0.5} of {@code 500m}; empty for anything that is no quantity. */
    static Optional<Double> of(String quantity) {
        Matcher m = QUANTITY.matcher(quantity);
        return m.matches() ? Optional.of(Double.parseDouble(m.group(1)) * UNITS.get(m.group(2) == null ? "" : m.group(2))) : Optional.empty();
    }

    /** {@code 12,500}. */
    static String grouped(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@code 1 node}, {@code 12,500 pods}. */
    static String count(long n, String noun) {
        return grouped(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** {@code 600 MB}, {@code 96 GB}. */
    static String megabytes(long mb) {
        return mb < 10_000 ? grouped(mb) + " MB" : grouped(Math.round(mb / 1000.0)) + " GB";
    }

    /** Division rounded up. */
    static long up(long n, long by) {
        return (n + by - 1) / by;
    }
}
