package io.netdx.source.metric;

import io.netdx.source.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a process shows under {@code /metrics}: Prometheus' text format, OpenMetrics, and what {@code promtool query} prints. A line is
 * {@code name{label="value"} 12.5 1763877600000}; most names of a scrape are of no use here and their labels are not even looked at.
 */
final class Exposition {

    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped", "unknown", "info", "stateset", "gaugehistogram");
    private static final int MAX_LINE = 64 << 10;
    private static final int MAX_LABELS = 64;
    private static final int MAX_VALUE = 1024;
    private static final int MAX_SERIES = 500_000;
    /** A time stamp of Prometheus' format is in milliseconds, one of OpenMetrics in seconds. */
    private static final double MILLISECONDS = 1e11;

    private final String place;
    private final Predicate<String> wanted;
    private final Consumer<Sample> samples;
    private final Set<String> seen = new HashSet<>();
    private int bad;
    private int twice;

    private Exposition(String place, Predicate<String> wanted, Consumer<Sample> samples) {
        this.place = place;
        this.wanted = wanted;
        this.samples = samples;
    }

    /** True where text begins so: with a comment of the format, or with several lines of it. */
    static boolean startsLike(List<String> head) {
        int lines = 0;
        for (String line : head) {
            if (line.startsWith("# HELP ")) {
                continue;
            }
            if (line.startsWith("# TYPE ")) {
                String[] words = line.strip().split(" ");
                return words.length == 4 && nameEnd(words[2]) == words[2].length() && TYPES.contains(words[3]);
            }
            if (line.isBlank()) {
                continue;
            }
            int name = nameEnd(line);
            int brace = name > 0 && name < line.length() && line.charAt(name) == '{' ? line.lastIndexOf('}') : -1;
            // without labels a line is any two words
            if (brace < 0 || brace + 2 >= line.length() || !line.substring(0, brace).contains("=\"") && brace > name + 1
                    || Double.isNaN(leadingNumber(line.substring(brace + 1)))) {
                return false;
            }
            if (++lines == 3) {
                return true;
            }
        }
        return lines > 0;
    }

    /** @param wanted names that are of use */
    static void read(String place, InputStream utf8, Predicate<String> wanted, Consumer<Sample> samples, Consumer<Problem> problems)
            throws IOException {
        Exposition reader = new Exposition(place, wanted, samples);
        reader.lines(new BufferedReader(new InputStreamReader(utf8, StandardCharsets.UTF_8), 1 << 16));
        if (reader.bad > 0) {
            problems.accept(new Problem(place, reader.bad + " lines are no samples of the format that the others have, left out"));
        }
        if (reader.twice > 0) {
            problems.accept(new Problem(place, reader.twice + " series stand in it twice, the first counts"));
        }
    }

    private void lines(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        int number = 1;
        boolean cut = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                line(line, cut, number++);
                line.setLength(0);
                cut = false;
            } else if (line.length() < MAX_LINE) {
                line.append((char) c);
            } else {
                cut = true;
            }
        }
        line(line, cut, number);
    }

    private void line(StringBuilder text, boolean cut, int number) {
        int name = nameEnd(text);
        if (name == 0) {
            bad += text.toString().isBlank() || text.charAt(0) == '#' ? 0 : 1;
            return;
        }
        String metric = text.substring(0, name);
        if (!wanted.test(metric)) {
            return;
        }
        Map<String, String> labels = new TreeMap<>();
        int end = name < text.length() && text.charAt(name) == '{' ? labels(text, name + 1, labels) : name;
        double value = end < 0 || cut ? Double.NaN : leadingNumber(text.substring(end));
        if (end < 0 || cut || text.substring(end).isBlank()) {
            bad++;
        } else if (Double.isFinite(value)) {
            if (seen.size() < MAX_SERIES && !seen.add(text.substring(0, end))) {
                twice++;
            } else {
                samples.accept(Sample.single(metric, labels, value, time(text.substring(end)), number));
            }
        }
    }

    private static int nameEnd(CharSequence text) {
        int i = 0;
        while (i < text.length() && i < 200 && (Character.isLetterOrDigit(text.charAt(i)) && text.charAt(i) < 128 && (i > 0 || !Character.isDigit(text.charAt(0)))
                || text.charAt(i) == '_' || text.charAt(i) == ':')) {
            i++;
        }
        return i;
    }

    /** Where the labels end, behind the brace; -1 where they are broken. */
    private static int labels(CharSequence text, int start, Map<String, String> into) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '}') {
            int equals = at;
            while (equals < text.length() && text.charAt(equals) != '=') {
                equals++;
            }
            if (equals + 1 >= text.length() || text.charAt(equals + 1) != '"' || into.size() >= MAX_LABELS) {
                return -1;
            }
            StringBuilder value = new StringBuilder();
            int i = equals + 2;
            while (i < text.length() && text.charAt(i) != '"') {
                boolean escaped = text.charAt(i) == '\\' && i + 1 < text.length();
                char c = text.charAt(escaped ? i + 1 : i);
                if (value.length() < MAX_VALUE) {
                    value.append(escaped && c == 'n' ? ' ' : c);
                }
                i += escaped ? 2 : 1;
            }
            if (i >= text.length()) {
                return -1;
            }
            into.put(text.subSequence(at, equals).toString().strip(), value.toString());
            at = i + 1;
            while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ' ')) {
                at++;
            }
        }
        return at < text.length() ? at + 1 : -1;
    }

    /** {@code 12.5 1763877600000 # exemplar}, or promtool's {@code => 12.5 @[1763877600]}. */
    private static double leadingNumber(String rest) {
        String[] words = rest.strip().split("\\s+", 3);
        return number(words[0].equals("=>") && words.length > 1 ? words[1] : words[0]);
    }

    private static Instant time(String rest) {
        String[] words = rest.strip().split("\\s+", 4);
        String word = words[0].equals("=>") ? words.length > 2 ? words[2].replaceAll("[@\\[\\]]", "") : "" : words.length > 1 ? words[1] : "";
        double stamp = number(word);
        return instant(stamp > MILLISECONDS ? stamp / 1000 : stamp);
    }

    /** A time in seconds; {@link Instant#EPOCH} for what is none. */
    static Instant instant(double seconds) {
        try {
            return Double.isFinite(seconds) && seconds > 0 && seconds < MILLISECONDS ? Instant.ofEpochMilli((long) (seconds * 1000)) : Instant.EPOCH;
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** NaN for what is no number, and for {@code NaN}. */
    static double number(String text) {
        if (text.isEmpty() || text.length() > 40) {
            return Double.NaN;
        }
        try {
            return text.endsWith("Inf") ? text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
