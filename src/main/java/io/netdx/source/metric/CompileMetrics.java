package io.netdx.source.metric;

import io.netdx.pack.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Build step: compiles the table of figures and alerts. Arguments: YAML file, classes folder. */
public final class CompileMetrics {

    private CompileMetrics() {
    }

    public static void main(String[] args) throws IOException {
        Packing out = new Packing();
        table(Path.of(args[0])).write(out);
        out.write(Path.of(args[1]), FigureTable.RESOURCE);
    }

    static FigureTable table(Path yaml) throws IOException {
        LoadSettings settings = LoadSettings.builder().setLabel(yaml.toString()).setSchema(new CoreSchema()).build();
        try (InputStream in = Files.newInputStream(yaml)) {
            Map<?, ?> root = (Map<?, ?>) new Load(settings).loadFromInputStream(in);
            List<FigureRow> rows = new ArrayList<>();
            list(root, "figures").forEach(row -> rows.add(row((Map<?, ?>) row)));
            List<FigureTable.AlertRow> alerts = new ArrayList<>();
            list(root, "alerts").forEach(row -> alert((Map<?, ?>) row, alerts));
            return new FigureTable(rows, alerts);
        }
    }

    private static FigureRow row(Map<?, ?> row) {
        for (String field : List.of("id", "about", "kind", "of", "worry", "words", "origin")) {
            if (row.get(field) == null) {
                throw new IllegalArgumentException("figure " + row.get("id") + ": " + field + " is missing");
            }
        }
        return new FigureRow(text(row, "id"), text(row, "about"), FigureRow.Kind.valueOf(text(row, "kind").toUpperCase(Locale.ROOT)),
                selectors(row, "of"), selectors(row, "in"), texts(row.get("by")), number(row, "quantile"), number(row, "worry"),
                number(row, "least"), text(row, "since"), text(row, "words"));
    }

    /** One row may name several alerts. */
    private static void alert(Map<?, ?> row, List<FigureTable.AlertRow> into) {
        if (row.get("names") == null || row.get("origin") == null) {
            throw new IllegalArgumentException("alerts " + row + ": names and origin are needed");
        }
        texts(row.get("names")).forEach(name -> into.add(new FigureTable.AlertRow(name, text(row, "about"), text(row, "trouble"))));
    }

    private static List<FigureRow.Selector> selectors(Map<?, ?> row, String field) {
        List<FigureRow.Selector> selectors = new ArrayList<>();
        for (Object each : list(row, field)) {
            Map<?, ?> selector = (Map<?, ?>) each;
            List<FigureRow.Condition> conditions = new ArrayList<>();
            selector.forEach((label, value) -> {
                if (!label.equals("name")) {
                    List<String> values = texts(value);
                    boolean not = values.get(0).startsWith("!");
                    conditions.add(new FigureRow.Condition(label.toString(), not, values.stream().map(v -> not ? v.substring(1) : v).toList()));
                }
            });
            selectors.add(new FigureRow.Selector(text(selector, "name"), conditions));
        }
        return selectors;
    }

    private static List<?> list(Map<?, ?> row, String field) {
        return row.get(field) instanceof List<?> list ? list : List.of();
    }

    private static List<String> texts(Object value) {
        return value == null ? List.of() : value instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of(value.toString());
    }

    private static String text(Map<?, ?> row, String field) {
        return row.get(field) == null ? "" : row.get(field).toString();
    }

    private static double number(Map<?, ?> row, String field) {
        return row.get(field) == null ? 0 : row.get(field) instanceof Number n ? n.doubleValue() : Double.parseDouble(row.get(field).toString());
    }
}
