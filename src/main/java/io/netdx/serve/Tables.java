package io.netdx.serve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which table a kind has: that of the API server, that of its definition, or name and age. */
final class Tables {

    private static final Table PLAIN = Table.of("Name Age", (o, now) -> List.of(Cell.name(o), Cell.age(o, now)));
    private static final Map<String, Table> BUILT_IN = new HashMap<>();

    static {
        BUILT_IN.putAll(WorkloadTables.ALL);
        BUILT_IN.putAll(NetworkTables.ALL);
        BUILT_IN.putAll(ClusterTables.ALL);
    }

    private Tables() {
    }

    static Table of(ApiResource resource, Optional<Definition> definition) {
        Table builtIn = BUILT_IN.get(resource.group() + "/" + resource.kind());
        if (builtIn != null) {
            return builtIn;
        }
        return definition.filter(d -> !d.columns().isEmpty()).map(Tables::custom).orElse(PLAIN);
    }

    private static Table custom(Definition definition) {
        List<Table.Column> columns = new ArrayList<>(List.of(new Table.Column("Name", "string", "name", false)));
        List<JsonPath> paths = new ArrayList<>();
        List<String> types = new ArrayList<>();
        definition.columns().forEach(c -> {
            types.add(c.text("type", "string"));
            columns.add(new Table.Column(c.text("name"), c.text("type", "string"), c.text("format"), c.number("priority") > 0));
            paths.add(JsonPath.parse(c.text("jsonPath", c.text("JSONPath"))));
        });
        return Table.of(columns, (object, now) -> {
            List<Object> cells = new ArrayList<>(List.of(Cell.name(object)));
            for (int i = 0; i < paths.size(); i++) {
                String value = paths.get(i).first(object);
                cells.add(types.get(i).equals("date") && !value.isEmpty() ? Ages.since(value, now) : value);
            }
            return cells;
        });
    }
}
