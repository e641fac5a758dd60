package io.netdx.source.metric;

import io.netdx.fact.Figure;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.fact.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds samples up to figures. What belongs together may stand in several files: two queries make two. */
final class Figures {

    /** Seconds; less is no time to count in. */
    private static final double SHORTEST = 30;
    private static final int MAX_CELLS = 200_000;
    private static final String LAST_COLLECTION = "go_memstats_last_gc_time_seconds";
    /** What a sample tells about the present comes first, then what is newer, then what is worse. */
    private static final Comparator<Figure> BEST = Comparator.comparing(Figure::recent).thenComparing(Figure::to)
            .thenComparing(Figure::value).thenComparing(f -> f.source().file()).thenComparing(Figure::part);

    private record Key(ObjectRef ref, String figure, String part) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::ref).thenComparing(Key::figure).thenComparing(Key::part);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final FigureTable table;
    private final SortedMap<Key, SortedMap<String, Cell>> cells = new TreeMap<>();
    private final Map<String, FigureRow> rows = new HashMap<>();
    private final Map<String, Instant> starts = new HashMap<>();
    /** When a process was looked at, as far as it says so itself: Go programs note their last collection of garbage. */
    private final Map<String, Instant> looks = new HashMap<>();
    private int used;

    Figures(FigureTable table) {
        this.table = table;
        table.rows().forEach(row -> rows.put(row.id(), row));
    }

    boolean wanted(String name) {
        return !table.uses(name).isEmpty() || table.start(name) || name.equals(LAST_COLLECTION);
    }

    /** A name of its own for each thing that is read. */
    static String read(String place, int number) {
        return place + "\n" + String.format(Locale.ROOT, "%06d", number);
    }

    private static String file(String place) {
        int end = place.indexOf('\n');
        return end < 0 ? place : place.substring(0, end);
    }

    void add(Sample s, String place, Scrape scrape) {
        if (s.name().equals(LAST_COLLECTION)) {
            looks.put(place + " " + scrape.ref(s, true), Exposition.instant(s.last()));
            looks.put(place + " " + scrape.ref(s, false), Exposition.instant(s.last()));
        }
        if (table.start(s.name())) {
            Instant start = Exposition.instant(s.last());
            starts.put(place + " " + s.name() + " " + scrape.ref(s, true), start);
            starts.put(place + " " + s.name() + " " + scrape.ref(s, false), start);
        }
        for (FigureTable.Use use : table.uses(s.name())) {
            if (use.selector().admits(s.labels())) {
                FigureRow row = use.row();
                String part = part(row, s);
                Key key = new Key(ref(row, s, part, scrape), row.id(), part);
                if (cells.size() < MAX_CELLS || cells.containsKey(key)) {
                    used++;
                    cells.computeIfAbsent(key, k -> new TreeMap<>()).computeIfAbsent(place, p -> new Cell(row)).add(s, use.of());
                }
            }
        }
    }

    private static ObjectRef ref(FigureRow row, Sample s, String part, Scrape scrape) {
        return switch (row.about()) {
            case "pool" -> Scrape.named(part);
            case "calls" -> scrape.caller(s);
            default -> scrape.ref(s, !row.about().equals("dns") && !row.about().equals("container"));
        };
    }

    private static String part(FigureRow row, Sample s) {
        StringJoiner part = new StringJoiner(" ");
        for (String label : row.by()) {
            String value = s.label(label);
            if (!value.isEmpty()) {
                part.add(Plain.line(value.length() > 100 ? value.substring(0, 100) : value));
            }
        }
        return part.toString();
    }

    int used() {
        return used;
    }

    /** What was measured, for people: {@code dns, node}. */
    String about() {
        TreeSet<String> about = new TreeSet<>();
        cells.keySet().forEach(key -> about.add(rows.get(key.figure()).about()));
        return String.join(", ", about);
    }

    /** One figure of each kind for an object: that of its worst part; of calls, one for each host that is called. */
    List<Figure> all() {
        Map<List<Object>, Figure> best = new HashMap<>();
        cells.forEach((key, files) -> {
            Map<String, Cell> whole = new TreeMap<>();
            files.forEach((file, cell) -> whole.merge(cell.half() ? "" : file, cell, (a, b) -> {
                a.merge(b);
                return a;
            }));
            whole.forEach((file, cell) -> figure(key, file.isEmpty() ? files.firstKey() : file, cell, best));
            between(key, whole, best);
        });
        List<Figure> all = new ArrayList<>(best.values());
        all.sort(Comparator.comparing(Figure::ref).thenComparing(Figure::what).thenComparing(Figure::part));
        return all;
    }

    /** Two looks at one process tell what it counted between them. */
    private void between(Key key, Map<String, Cell> looked, Map<List<Object>, Figure> best) {
        List<Map.Entry<String, Cell>> inOrder = new ArrayList<>(looked.entrySet());
        inOrder.sort(Comparator.comparing((Map.Entry<String, Cell> e) -> e.getValue().to()).thenComparing(Map.Entry::getKey));
        int n = inOrder.size();
        if (n < 2 || !rows.get(key.figure()).counters() || rows.get(key.figure()).kind() == FigureRow.Kind.RATE) {
            return;
        }
        Map.Entry<String, Cell> last = inOrder.get(n - 1);
        Map.Entry<String, Cell> earlier = inOrder.get(n - 2);
        String since = " " + rows.get(key.figure()).since() + " " + key.ref();
        boolean same = starts.getOrDefault(last.getKey() + since, Instant.EPOCH).equals(starts.getOrDefault(earlier.getKey() + since, Instant.EPOCH));
        if (same) {
            last.getValue().since(earlier.getValue()).ifPresent(cell -> figure(key, last.getKey(), cell, best));
        }
    }

    private OptionalDouble value(Key key, String file, Cell cell, Instant start) {
        if (rows.get(key.figure()).kind() != FigureRow.Kind.RATE) {
            return cell.value();
        }
        Instant to = cell.to().equals(Instant.EPOCH) ? looks.getOrDefault(file + " " + key.ref(), Instant.EPOCH) : cell.to();
        double seconds = start.equals(Instant.EPOCH) || !to.isAfter(start) ? 0 : Duration.between(start, to).toMillis() / 1000.0;
        return cell.value().isEmpty() || seconds < SHORTEST ? OptionalDouble.empty() : OptionalDouble.of(cell.risen() / seconds);
    }

    private void figure(Key key, String file, Cell cell, Map<List<Object>, Figure> best) {
        FigureRow row = rows.get(key.figure());
        Instant start = cell.basis() == Figure.Basis.LIFETIME
                ? starts.getOrDefault(file + " " + row.since() + " " + key.ref(), Instant.EPOCH) : cell.from();
        OptionalDouble value = value(key, file, cell, start);
        if (value.isEmpty() || cell.amount() < row.least()) {
            return;
        }
        Figure figure = new Figure(key.ref(), row.about(), row.id(), key.part(), value.getAsDouble(), cell.before(), cell.amount(), row.worry(),
                words(row, value.getAsDouble(), key.part()), cell.basis(), start, cell.to(), new Provenance(file(file), cell.line(), row.of().get(0).name()));
        // nobody looks at the thousands of containers that nothing is wrong with, or at all that everybody calls
        boolean calls = row.about().equals("calls");
        if (figure.unusual() || !calls && !row.about().equals("container")) {
            best.merge(calls ? List.of(key.ref(), row.id(), key.part()) : List.of(key.ref(), row.id()), figure, Figures::worst);
        }
    }

    private static String words(FigureRow row, double value, String part) {
        String shown = switch (row.kind()) {
            case SHARE, USE, VALUE -> String.format(Locale.ROOT, value < 0.1 ? "%.1f %%" : "%.0f %%", 100 * value);
            case QUANTILE, BEHIND -> String.format(Locale.ROOT, value < 10 ? "%.1f s" : "%.0f s", value);
            case COUNT, RATE -> String.format(Locale.ROOT, "%.0f", value);
        };
        return row.words().replace("{value}", shown).replace("{part}", part.isEmpty() ? "(no name)" : part);
    }

    private static Figure worst(Figure a, Figure b) {
        if (a.source().file().equals(b.source().file()) || a.unusual() != b.unusual() && a.recent() == b.recent()) {
            return b.value() > a.value() ? b : a;
        }
        return BEST.compare(b, a) > 0 ? b : a;
    }
}
