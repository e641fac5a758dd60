package io.netdx.source.metric;

import io.netdx.source.decode.Tree;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers of Prometheus' HTTP API to queries: {@code {"metric": {…}, "value": [1763877600, "0.5"]}}, or {@code "values"} over time. */
final class PrometheusJson {

    private static final int MAX_VALUES = 100_000;
    private static final Pattern QUERY = Pattern.compile("[?&]query=([^&\\s'\"]{1,2000})|query=([^'\"&]{1,2000})");
    private static final Pattern NAME = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]{2,200})\\s*(?:\\{([^}]*)\\})?(\\[)?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*=\\s*\"([^\"]*)\"");

    private PrometheusJson() {
    }

    static boolean is(Tree item) {
        return item.at("metric").type() == Tree.Type.OBJECT;
    }

    /** @param query what was asked: an expression loses the name, which may be taken from there where it has but one */
    static Optional<Sample> sample(Tree item, String query, Predicate<String> wanted) {
        Map<String, String> labels = new TreeMap<>(item.map("metric"));
        String name = labels.getOrDefault("__name__", "");
        if (name.isEmpty()) {
            name = asked(query, wanted, labels);
        }
        List<Instant> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<Tree> pairs = item.list("values").isEmpty() ? List.of(item.at("value")) : item.list("values");
        for (Tree pair : pairs) {
            double value = pair.items().size() == 2 ? Exposition.number(pair.items().get(1).text()) : Double.NaN;
            if (Double.isFinite(value) && values.size() < MAX_VALUES) {
                times.add(Exposition.instant(Exposition.number(pair.items().get(0).text())));
                values.add(value);
            }
        }
        return name.isEmpty() || values.isEmpty() || !wanted.test(name) ? Optional.empty()
                : Optional.of(Sample.series(name, labels, times, values, item.line()));
    }

    /** The only name in a query, with the labels that it asks for; nothing of rates, whose values are no counters. */
    private static String asked(String query, Predicate<String> wanted, Map<String, String> labels) {
        Matcher m = NAME.matcher(query);
        String found = "";
        while (m.find()) {
            if (wanted.test(m.group(1))) {
                if (!found.isEmpty() && !found.equals(m.group(1)) || m.group(3) != null) {
                    return "";
                }
                found = m.group(1);
                Matcher pairs = MATCHER.matcher(m.group(2) == null ? "" : m.group(2));
                while (pairs.find()) {
                    labels.putIfAbsent(pairs.group(1), pairs.group(2));
                }
            }
        }
        return found;
    }

    /** The query of a command that asks Prometheus. */
    static String query(String command) {
        Matcher m = QUERY.matcher(command);
        if (!m.find()) {
            return "";
        }
        String text = m.group(1) == null ? m.group(2) : m.group(1);
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
