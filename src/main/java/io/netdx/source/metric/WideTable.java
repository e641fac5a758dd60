package io.netdx.source.metric;

import io.netdx.fact.Measurement;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.source.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A table of comma-separated values, as dashboards export it: a column of times, and one column {@code object-figure} for each series. */
final class WideTable {

    private static final Pattern HEADER = Pattern.compile("\uFEFF?\"?(?i:time|timestamp|date)\"?,.*[-_:].*");
    private static final Pattern ROW = Pattern.compile("\"?(\\d{4}-\\d\\d-\\d\\d[ T]|\\d{10}(\\.\\d+)?\"?,).*");
    private static final int MAX_COLUMNS = 20_000;
    private static final int MAX_ROWS = 100_000;

    /** What a column's ending says, and what its unit has to be multiplied with. */
    private static final Map<String, String> FIGURES = Map.ofEntries(Map.entry("p50latency", "latency-p50"),
            Map.entry("p90latency", "latency-p90"), Map.entry("p95latency", "latency-p95"), Map.entry("p99latency", "latency-p99"),
            Map.entry("latency", "latency-p50"), Map.entry("cpu_cfs", "cpu-throttled"), Map.entry("cpu_throttled", "cpu-throttled"),
            Map.entry("cpu", "cpu"), Map.entry("rps", "requests"), Map.entry("success_rate", "success"),
            Map.entry("network_receive", "packets"), Map.entry("tcp_retrans", "retransmissions"),
            Map.entry("tcp_retans", "retransmissions"));

    private record Column(ObjectRef ref, String what, Series series) {
    }

    private WideTable() {
    }

    /** True where text begins with such a header and a row. */
    static boolean startsLike(List<String> head) {
        return head.size() > 1 && HEADER.matcher(head.get(0)).matches() && ROW.matcher(head.get(1)).matches();
    }

    static int read(String place, InputStream utf8, Consumer<Measurement> facts, Consumer<Problem> problems) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(utf8, StandardCharsets.UTF_8), 1 << 16);
        String header = reader.readLine();
        List<Optional<Column>> columns = columns(header == null ? "" : header);
        int bad = 0;
        int rows = 0;
        for (String line = reader.readLine(); line != null && rows < MAX_ROWS; line = reader.readLine()) {
            String[] cells = line.split(",", -1);
            Instant time = time(cells[0].replace("\"", ""));
            if (cells.length != columns.size() || time.equals(Instant.EPOCH)) {
                bad += line.isBlank() ? 0 : 1;
                continue;
            }
            rows++;
            for (int i = 1; i < cells.length; i++) {
                double value = Exposition.number(cells[i].replace("\"", "").strip());
                columns.get(i).ifPresent(c -> c.series().add(time, value));
            }
        }
        if (bad > 0) {
            problems.accept(new Problem(place, bad + " rows do not fit the table's header, left out"));
        }
        int used = 0;
        for (Optional<Column> column : columns) {
            used += column.isPresent() ? measurement(column.get(), place, facts) : 0;
        }
        return used;
    }

    private static List<Optional<Column>> columns(String header) {
        List<Optional<Column>> columns = new ArrayList<>();
        for (String name : header.split(",", -1)) {
            String plain = name.replace("\"", "").strip();
            int dash = plain.lastIndexOf('-');
            String what = dash > 0 ? FIGURES.getOrDefault(plain.substring(dash + 1), "") : "";
            columns.add(what.isEmpty() || columns.size() > MAX_COLUMNS ? Optional.empty()
                    : Optional.of(new Column(ObjectRef.of(Measurement.NAME, "", plain.substring(0, dash)), what, Series.empty())));
        }
        return columns;
    }

    private static int measurement(Column column, String place, Consumer<Measurement> facts) {
        boolean latency = column.what().startsWith("latency");
        Series all = column.series();
        Series series = latency ? Series.empty() : all;
        for (int i = 0; latency && i < all.values().size(); i++) {
            // no request, no latency: dashboards write a zero
            series.add(all.times().get(i), all.values().get(i) > 0 ? all.values().get(i) : Double.NaN);
        }
        if (series.isEmpty()) {
            return 0;
        }
        boolean rising = !column.what().equals("requests") && !column.what().equals("success") && !column.what().equals("packets");
        Series.Change change = series.change(rising);
        facts.accept(new Measurement(column.ref(), column.what(), change.before(), change.now(), series.times().get(0),
                series.times().get(series.times().size() - 1), new Provenance(place, 1, column.ref().name() + "-" + column.what())));
        return 1;
    }

    /** Tables for people carry no zone: only distances count, so any will do. */
    private static Instant time(String cell) {
        try {
            if (cell.matches("\\d{10}(\\.\\d+)?")) {
                return Instant.ofEpochSecond(Long.parseLong(cell.substring(0, 10)));
            }
            String iso = cell.strip().replace(' ', 'T');
            return iso.length() > 19 && !iso.substring(19).startsWith(".") ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
