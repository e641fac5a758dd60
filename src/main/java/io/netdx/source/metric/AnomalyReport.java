package io.netdx.source.metric;

import io.netdx.fact.Measurement;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.source.decode.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report of anomalies: objects with what a detector found unusual about them, as
 * {@code LATENCY_DEGRADATION [Slow Response] | cart-p90latency: Normal=4.81ms -> Current=606.48ms (+12500%)}.
 */
final class AnomalyReport {

    private static final int MAX_TEXT = 2000;
    private static final Pattern CHANGE = Pattern.compile("(?:Normal=(?<before>-?\\d{1,15}(?:\\.\\d{1,9})?)[^\\s>]{0,20} ?(?:\\w{1,20} )?-> "
            + "?Cur(?:rent)?=|Val: )(?<now>-?\\d{1,15}(?:\\.\\d{1,9})?)(?<unit>ms|s|us|%)?");
    /** What a text about a figure holds, the most telling first. */
    private static final List<Map.Entry<String, String>> FIGURES = List.of(Map.entry("cpu_cfs", "cpu-throttled"),
            Map.entry("throttl", "cpu-throttled"), Map.entry("retrans", "retransmissions"), Map.entry("p50latency", "latency-p50"),
            Map.entry("p90latency", "latency-p90"), Map.entry("p95latency", "latency-p95"), Map.entry("p99latency", "latency-p99"),
            Map.entry("success rate", "success"), Map.entry("[rps]", "requests"), Map.entry("pps", "packets"),
            Map.entry("conntrack", "conntrack-use"), Map.entry("cpu core", "cpu"));

    private AnomalyReport() {
    }

    static boolean is(Tree alert) {
        return !alert.text("name").isEmpty() && !alert.list("evidence").isEmpty();
    }

    static void read(Tree alert, String place, Consumer<Measurement> facts) {
        String kind = alert.text("type");
        ObjectRef ref = kind.equals("Node") ? ObjectRef.ofNode(alert.text("name"))
                : ObjectRef.of(Measurement.NAME, alert.text("namespace"), alert.text("name"));
        for (Tree item : alert.list("evidence")) {
            String text = item.text().length() > MAX_TEXT ? item.text().substring(0, MAX_TEXT) : item.text();
            int bar = text.indexOf('|');
            String title = bar < 0 ? "" : text.substring(0, bar);
            for (String part : text.substring(bar + 1).split("\\|")) {
                String what = figure(part, title);
                Matcher change = CHANGE.matcher(part);
                if (!what.isEmpty() && change.find()) {
                    double factor = factor(what, change.group("unit"));
                    OptionalDouble before = change.group("before") == null ? OptionalDouble.empty()
                            : OptionalDouble.of(factor * Double.parseDouble(change.group("before")));
                    facts.accept(new Measurement(ref, what, before, factor * Double.parseDouble(change.group("now")), Instant.EPOCH,
                            Instant.EPOCH, new Provenance(place, item.line(), "")));
                }
            }
        }
    }

    private static String figure(String part, String title) {
        for (Map.Entry<String, String> figure : FIGURES) {
            if ((part + title).toLowerCase(Locale.ROOT).contains(figure.getKey())) {
                return figure.getValue();
            }
        }
        return "";
    }

    private static double factor(String what, String unit) {
        if (unit == null) {
            return 1;
        }
        return switch (unit) {
            case "%" -> 0.01;
            case "s" -> what.startsWith("latency") ? 1000 : 1;
            case "us" -> 0.001;
            default -> 1;
        };
    }
}
