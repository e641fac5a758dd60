package io.netdx.source.metric;

import io.netdx.pack.Packed;
import io.netdx.pack.Packing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The figures and alerts that netdx knows. Loaded only where a snapshot holds any. */
final class FigureTable {

    static final String RESOURCE = "/META-INF/netdx/metrics.bin";

    /**
     * An alert of a well-known set of rules.
     *
     * @param trouble what it stands for
     */
    record AlertRow(String name, String about, String trouble) {
    }

    /** A figure that a name may count into, on either side. */
    record Use(FigureRow row, FigureRow.Selector selector, boolean of) {
    }

    private final List<FigureRow> rows;
    private final List<AlertRow> alerts;
    private final Map<String, List<Use>> uses = new HashMap<>();
    private final Map<String, AlertRow> byName = new HashMap<>();
    private final Set<String> starts = new HashSet<>();

    FigureTable(List<FigureRow> rows, List<AlertRow> alerts) {
        this.rows = rows;
        this.alerts = alerts;
        for (FigureRow row : rows) {
            row.of().forEach(s -> uses.computeIfAbsent(s.name(), n -> new ArrayList<>()).add(new Use(row, s, true)));
            row.in().forEach(s -> uses.computeIfAbsent(s.name(), n -> new ArrayList<>()).add(new Use(row, s, false)));
            starts.add(row.since());
        }
        alerts.forEach(a -> byName.put(a.name(), a));
    }

    static FigureTable load() {
        Packed in = Packed.resource(RESOURCE);
        List<FigureRow> rows = new ArrayList<>();
        for (int n = in.number(); n > 0; n--) {
            rows.add(new FigureRow(in.text(), in.text(), FigureRow.Kind.valueOf(in.text()), selectors(in), selectors(in), in.texts(), in.real(),
                    in.real(), in.real(), in.text(), in.text()));
        }
        List<AlertRow> alerts = new ArrayList<>();
        for (int n = in.number(); n > 0; n--) {
            alerts.add(new AlertRow(in.text(), in.text(), in.text()));
        }
        return new FigureTable(rows, alerts);
    }

    private static List<FigureRow.Selector> selectors(Packed in) {
        List<FigureRow.Selector> selectors = new ArrayList<>();
        for (int n = in.number(); n > 0; n--) {
            String name = in.text();
            List<FigureRow.Condition> conditions = new ArrayList<>();
            for (int c = in.number(); c > 0; c--) {
                conditions.add(new FigureRow.Condition(in.text(), in.flag(), in.texts()));
            }
            selectors.add(new FigureRow.Selector(name, conditions));
        }
        return selectors;
    }

    void write(Packing out) {
        out.number(rows.size());
        for (FigureRow row : rows) {
            out.text(row.id());
            out.text(row.about());
            out.text(row.kind().name());
            write(row.of(), out);
            write(row.in(), out);
            out.texts(row.by());
            out.real(row.quantile());
            out.real(row.worry());
            out.real(row.least());
            out.text(row.since());
            out.text(row.words());
        }
        out.number(alerts.size());
        for (AlertRow alert : alerts) {
            out.text(alert.name());
            out.text(alert.about());
            out.text(alert.trouble());
        }
    }

    private static void write(List<FigureRow.Selector> selectors, Packing out) {
        out.number(selectors.size());
        for (FigureRow.Selector s : selectors) {
            out.text(s.name());
            out.number(s.conditions().size());
            for (FigureRow.Condition c : s.conditions()) {
                out.text(c.label());
                out.flag(c.not());
                out.texts(c.values());
            }
        }
    }

    List<FigureRow> rows() {
        return rows;
    }

    List<AlertRow> alerts() {
        return alerts;
    }

    /** Figures that a series of this name counts into; none for most names of a scrape. */
    List<Use> uses(String name) {
        return uses.getOrDefault(name, List.of());
    }

    /** The series that figures are computed from, by name, as queries: {@code container_network_receive_packets_total{id="/"}}. */
    SortedMap<String, String> queries() {
        SortedMap<String, String> queries = new TreeMap<>();
        uses.forEach((name, all) -> {
            // one figure alone may leave out what it has no use for
            List<FigureRow.Condition> conditions = all.size() > 1 ? List.of() : all.get(0).selector().conditions();
            StringJoiner labels = new StringJoiner(",", "{", "}");
            conditions.stream().filter(c -> !c.not() && c.values().size() == 1).forEach(c -> labels.add(c.label() + "=\"" + c.values().get(0) + "\""));
            queries.put(name, labels.length() == 2 ? name : name + labels);
        });
        return queries;
    }

    /** True for a gauge that says when something started. */
    boolean start(String name) {
        return starts.contains(name);
    }

    /** A row without trouble is an alert that says nothing about the cluster. */
    Optional<AlertRow> alert(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
