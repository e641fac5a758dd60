package io.netdx.source.metric;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A series of monitoring, shortened to what figures are computed from.
 *
 * @param last   newest value
 * @param first  oldest value, the newest again where there is but one
 * @param early  how much a counter rose in the first half of its values, late in the second; both 0 where there is but one value
 * @param times  how many values there are
 * @param from   time of the oldest value, {@link Instant#EPOCH} if unknown; {@code to} of the newest
 */
record Sample(String name, Map<String, String> labels, double last, double first, double early, double late, int times, Instant from,
              Instant to, int line) {

    static Sample single(String name, Map<String, String> labels, double value, Instant time, int line) {
        return new Sample(name, labels, value, value, 0, 0, 1, time, time, line);
    }

    /** @param values as many as times, at least one, all of them numbers */
    static Sample series(String name, Map<String, String> labels, List<Instant> times, List<Double> values, int line) {
        int n = values.size();
        double early = 0;
        double late = 0;
        for (int i = 1; i < n; i++) {
            double before = values.get(i - 1);
            double now = values.get(i);
            // a counter that falls was started anew
            double rise = now < before ? now : now - before;
            early += i <= n / 2 ? rise : 0;
            late += i <= n / 2 ? 0 : rise;
        }
        return new Sample(name, labels, values.get(n - 1), values.get(0), early, late, n, times.get(0), times.get(n - 1), line);
    }

    /** Several values: what a counter counted between them is known. */
    boolean window() {
        return times > 2;
    }

    String label(String... names) {
        for (String name : names) {
            String value = labels.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
