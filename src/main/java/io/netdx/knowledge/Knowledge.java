package io.netdx.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Claims by id; tables and procedures in the order of their files. */
public record Knowledge(SortedMap<String, Claim> claims, Map<String, Table> tables, List<Procedure> procedures) {

    /** What the build packed. Costs some tenths of a second on a cold JVM. */
    public static Knowledge load() {
        return KnowledgeYaml.packed();
    }

    public Optional<Claim> claim(String id) {
        return Optional.ofNullable(claims.get(id));
    }

    /**
     * A table that code relies on.
     *
     * @throws IllegalArgumentException where it is not there
     */
    public Table table(String id) {
        return Optional.ofNullable(tables.get(id)).orElseThrow(() -> new IllegalArgumentException("no table " + id));
    }

    /**
     * A row that code relies on.
     *
     * @throws IllegalArgumentException where it is not there
     */
    public Table.Row row(String table, String row) {
        return table(table).row(row).orElseThrow(() -> new IllegalArgumentException("no row " + row + " in table " + table));
    }

    public Optional<Procedure> procedure(String id) {
        return procedures.stream().filter(p -> p.id().equals(id)).findFirst();
    }
}
